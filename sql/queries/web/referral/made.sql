-- The referral that this request made, or that its first try made.
select r.id, r.number, r.state, r.version
  from biz.referral r
 where r.id = (select sec.new_id())
