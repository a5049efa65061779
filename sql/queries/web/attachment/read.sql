-- Notes that a file was asked for. $1 attachment
select biz.read_attachment($1::uuid)
