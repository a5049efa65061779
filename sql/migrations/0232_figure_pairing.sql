-- 0232_figure_pairing.sql - pairings are counted: how many hold, and how many begin.

set local role yl_owner;

-- Those that hold on a day are what began up to it less what ended before it.
create function fig.pairing_facts(r biz.pairing) returns setof fig.fact
language sql stable
as $$
	select f.measure, f.day, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id, r.programme,
	       null::bigint, f.n, 0::bigint
	  from (values ('pairing.live', r.starts_on, 1), ('pairing.live', r.ends_on + 1, -1),
	       ('pairing.started', r.starts_on, 1)) as f (measure, day, n)
	 where f.day is not null
	   and (r.ends_on is null or r.ends_on >= r.starts_on)
$$;

comment on function fig.pairing_facts is 'What a pairing counts for; the only definition.';

select fig.count_records('pairings', 'pairing', 'biz.pairing', 'fig.pairing_facts',
	array['pairing.live', 'pairing.started'], 'r.programme', 'uid',
	'biz.pairing_status(r.starts_on, r.ends_on, r.agreed_until is not null, current_date)');
