-- 0416_promotion_services.sql - what somebody served, in words, for the file of periodic assessment (S1.r27, PRO-08).
set local role yl_owner;

create function biz.promotion_services(staff uuid, as_of date) returns text
language plpgsql stable security definer
set search_path = ''
as $$
declare
	s constant biz.staff := biz.promotion_person(staff);
	day constant date := biz.promotion_day(as_of, '?as_of');
begin
	return (
		select string_agg(t.name || ' ' || x.first_day || '至' || least(x.last_day, day) || '，' || least(x.last_day, day) - x.first_day + 1
		           || '天，' || case when x.passed then '鉴定合格' when x.passed is false then '鉴定不合格' else '待鉴定' end
		           || coalesce('：' || p.appraisal, ''), '；' order by x.first_day, x.id)
		  from biz.promotion_postings(s.id, null, null, day) x
		  join biz.posting p on p.id = x.id
		  join biz.organisation t on t.id = p.to_org_id
		 where x.counted);
end
$$;
comment on function biz.promotion_services(uuid, date) is
	'Service that counts for promotion: where, from when to when, days, appraisal, one after the other; null for whom one may not open the ledger of.';
grant execute on function biz.promotion_services(uuid, date) to yl_web, yl_job;
