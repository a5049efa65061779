-- 0397_obligation_late.sql - which people and which money were late, under the verdict on a deadline (G3: late list).
set local role yl_owner;

-- Beside the one finding that judges: each that was not there on the day, with the day it came.
create function fig.find_late(o fig.obligation, as_of date) returns setof fig.finding
language plpgsql stable
set search_path = ''
as $$
declare
	due constant date := fig.last_day(o);
begin
	if as_of <= due then
		return;
	elsif o.parameters ->> 'what' = 'funds' then
		return query
		select 'late', coalesce(a.arrived_on, due), coalesce(a.arrived_on, due), trim_scale(a.amount_fen / 1000000.0), 0::numeric, a.name,
		       'fund_allocations', a.id
		  from biz.fund_allocation a
		 where a.to_org_id = o.to_org_id
		   and (a.from_org_id = o.from_org_id or o.from_org_id = o.to_org_id)
		   and a.state = 'confirmed'
		   and a.allocated_on between least(o.valid_from, date_trunc('year', due)::date) and due
		   and (a.arrived_on is null or a.arrived_on > due);
	elsif o.parameters ->> 'what' = 'arrival' then
		return query
		select 'late', coalesce(k.arrived, due), coalesce(k.arrived, due), 1::numeric, 0::numeric, p.staff_name, 'postings', p.id
		  from biz.posting p
		 cross join lateral (
		       select least(p.arrived_on, (select min(a.on_day) from biz.attendance a
		              where a.posting_id = p.id and a.state = 'confirmed' and a.half_days > 0)) as arrived) k
		 where p.to_org_id = o.to_org_id
		   and (p.from_org_id = o.from_org_id or o.from_org_id = o.to_org_id)
		   and p.state in ('confirmed', 'ended')
		   and p.kind = 'support'
		   and p.starts_on <= due
		   and coalesce(p.ended_on, p.ends_on) >= due
		   and (k.arrived is null or k.arrived > due);
	end if;
end
$$;
comment on function fig.find_late(fig.obligation, date) is 'People or allocations that were not there on the day of a deadline that is over.';

create or replace function fig.findings(o fig.obligation, as_of date) returns setof fig.finding
language plpgsql stable
set search_path = ''
as $$
begin
	if as_of < o.valid_from then
		return;
	elsif o.kind = 'batch_size' then
		return query select * from fig.find_batches(o, as_of);
	elsif o.kind = 'length' and o.parameters ->> 'of' = 'study' then
		return query select * from fig.find_studies(o, as_of);
	elsif o.kind = 'length' then
		return query select * from fig.find_term(o, as_of);
	elsif o.kind = 'coverage' then
		return query select * from fig.find_coverage(o, as_of);
	elsif o.kind = 'deadline' and o.parameters ->> 'what' = 'funds' then
		return query select * from fig.find_funds(o, as_of) union all select * from fig.find_late(o, as_of);
	else
		return query select * from fig.findings_of(o, as_of);
		if o.kind = 'rotation' then
			return query select * from fig.find_overstays(o, as_of);
		elsif o.kind = 'deadline' then
			return query select * from fig.find_late(o, as_of);
		end if;
	end if;
end
$$;
