-- What is done to the records that follow in this transaction.
select biz.record_say('import', null)
