-- Of each type of record, what waits for the caller's institutions and what of theirs waits for others.
select record_type, waits, late, sent, sent_late, remind_days
  from biz.waiting()
 where waits > 0 or sent > 0
 order by late desc, waits desc, record_type
