-- 0320_dashboard.sql - dashboards are lists of figures: which, in what order, drawn how.

set local role yl_owner;

create table fig.dashboard (
	code     text     not null,
	place    smallint not null,
	audience text     not null,
	name_zh  text     not null,
	name_en  text     not null,
	constraint dashboard_pkey primary key (code),
	constraint dashboard_place_key unique (place),
	constraint dashboard_code_check check (code ~ '^[a-z][a-z0-9_]{1,63}$'),
	constraint dashboard_audience_check check (audience in ('province', 'county', 'alliance', 'hospital', 'pairing'))
);

comment on table fig.dashboard is 'Dashboards; filled by migrations.';
comment on column fig.dashboard.code is 'Name in addresses.';
comment on column fig.dashboard.place is 'Order.';
comment on column fig.dashboard.audience is
	'What kind of scope it is made for: province (and city), county, alliance, hospital (any institution), pairing.';
comment on column fig.dashboard.name_zh is 'Name.';
comment on column fig.dashboard.name_en is 'Name in English.';

create table fig.dashboard_part (
	dashboard text     not null,
	place     smallint not null,
	layout    text     not null,
	"by"      text     not null default 'unit',
	name_zh   text     not null,
	name_en   text     not null,
	figures   text[]   not null,
	constraint dashboard_part_pkey primary key (dashboard, place),
	constraint dashboard_part_dashboard_fkey foreign key (dashboard) references fig.dashboard (code),
	constraint dashboard_part_layout_check check (layout in ('tiles', 'series', 'table', 'compare')),
	constraint dashboard_part_by_check check ("by" in ('unit', 'county')),
	constraint dashboard_part_figures_check check (cardinality(figures) between 1 and 12)
);

comment on table fig.dashboard_part is 'Parts of a dashboard, from top to bottom.';
comment on column fig.dashboard_part.dashboard is 'Of which dashboard.';
comment on column fig.dashboard_part.place is 'Order.';
comment on column fig.dashboard_part.layout is
	'tiles: numbers; series: the twelve months up to the period''s end; table: told by what lies below the scope; compare: beside last year and what was agreed.';
comment on column fig.dashboard_part."by" is 'Tables: by unit (what lies next below) or by county.';
comment on column fig.dashboard_part.name_zh is 'Heading.';
comment on column fig.dashboard_part.name_en is 'Heading in English.';
comment on column fig.dashboard_part.figures is 'Codes of fig.definition in their order; one that is not in force is left out.';

select sec.protect('fig.dashboard', 'public_read');
select sec.protect('fig.dashboard_part', 'public_read');
grant select on fig.dashboard, fig.dashboard_part to yl_web, yl_job;

insert into fig.dashboard (code, place, audience, name_zh, name_en)
values ('province', 10, 'province', '省市看板', 'Province and city'), ('county', 20, 'county', '县区看板', 'County'),
       ('alliance', 30, 'alliance', '医联体看板', 'Alliance'), ('hospital', 40, 'hospital', '机构看板', 'Institution'),
       ('pairing', 50, 'pairing', '结对看板', 'Pairing');

insert into fig.dashboard_part (dashboard, place, layout, name_zh, name_en, figures)
select d.code, p.place, p.layout, p.name_zh, p.name_en, p.figures
  from (values
	('{province,county,alliance,hospital,pairing}'::text[], 10, 'tiles', '双向转诊', 'Referrals',
	 '{up_visits,up_persons,down_visits,down_persons,down_up_visits,acceptance_rate}'::text[]),
	('{province,county,alliance,hospital,pairing}', 20, 'tiles', '派驻与出勤', 'Postings and attendance',
	 '{postings,posted_persons,postings_live,person_days,attendance_receivers,postings_mid_up_rate}'),
	('{province,county,alliance,hospital,pairing}', 30, 'tiles', '进修与带教', 'Further study and mentors',
	 '{further_study_persons,further_studies,further_studies_live,further_study_months,mentorships,mentorships_live}'),
	('{province,county}', 40, 'tiles', '结对、协议与捐赠', 'Pairings, agreements, donations',
	 '{pairings_live,agreements_live,agreement_complete_rate,agreements_expiring,donation_value,donations}'),
	('{alliance,pairing}', 40, 'tiles', '协议与捐赠', 'Agreements and donations',
	 '{agreements_live,agreement_complete_rate,agreements_expiring,donation_value,donations}'),
	('{hospital}', 40, 'tiles', '人员、协议与捐赠', 'Staff, agreements, donations',
	 '{staff_live,staff_mid_up_rate,agreements_live,agreements_expiring,donation_value,person_days_waiting}'),
	('{province,county,alliance,hospital,pairing}', 50, 'series', '转诊人次', 'Referrals by month', '{up_visits,down_visits}'),
	('{province,county,alliance,hospital,pairing}', 60, 'series', '累计工作日', 'Person-days by month', '{person_days}'),
	('{province,county,alliance,hospital}', 70, 'table', '各单位', 'By unit',
	 '{up_visits,down_visits,postings,person_days,further_study_persons,mentorships,donation_value}'),
	('{province,county,alliance,hospital,pairing}', 80, 'compare', '与上年、目标比较', 'Beside last year and what was agreed',
	 '{up_visits,down_visits,postings,person_days,further_study_persons,mentorships,donation_value}')
	) as p (dashboards, place, layout, name_zh, name_en, figures)
  join fig.dashboard d on d.code = any (p.dashboards);

-- With which scope the caller begins a dashboard made for this audience; no row: there is none for it.
-- mine: it is what the caller is there for, not merely something below it.
create function fig.dashboard_scope(audience text, out kind text, out id int, out name text, out mine boolean)
returns setof record
language plpgsql stable
as $$
#variable_conflict use_column
declare
	everything constant boolean := sec.sees_all();
	lo constant int := case when everything then 100000 else sec.region_lo() end;
	hi constant int := case when everything then 999999 else sec.region_hi() end;
	own constant int[] := sec.orgs();
	led constant int[] := sec.alliances();
begin
	if $1 = 'province' and (everything or hi - lo >= 99) then
		return query
		select 'region', d.code, d.name, not everything
		  from biz.division d
		 where case when everything then d.level = 1 and exists (select from biz.organisation o
		       	where o.region_id between d.code and d.code + 9999) else d.code = lo end
		 order by d.code limit 1;
	elsif $1 = 'county' and lo is not null then
		return query
		select 'region', d.code, d.name, lo = hi
		  from biz.division d
		  join biz.organisation o on o.region_id = d.code
		 where d.code between lo and hi
		   and d.level = 3
		   and o.kind not in ('commission', 'cdc', 'supervision')
		 group by d.code, d.name
		 order by count(*) desc, d.code limit 1;
	elsif $1 = 'alliance' then
		return query
		select 'alliance', a.id, a.name, lo is null and a.id = any (led)
		  from biz.alliance a
		 where (a.ended_on is null or a.ended_on > current_date)
		   and (a.id = any (led) or a.region_id between lo and hi)
		 order by a.id = any (led) desc, a.name limit 1;
	elsif $1 = 'hospital' then
		return query
		select 'org', o.id, o.name, o.id = any (own) and lo is null and coalesce(cardinality(led), 0) = 0
		  from biz.organisation o
		 where (o.id = any (own) or o.region_id between lo and hi)
		   and o.kind not in ('commission', 'cdc', 'supervision')
		   and (o.valid_to is null or o.valid_to > current_date)
		 order by o.id = sec.home_org() desc, o.id = any (own) desc, o.kind = 'general_hospital' desc, o.id limit 1;
	elsif $1 = 'pairing' then
		return query
		select 'pairing', p.id::int, f.name || ' → ' || t.name, false
		  from biz.pairing p
		  join biz.organisation f on f.id = p.from_org_id
		  join biz.organisation t on t.id = p.to_org_id
		 where p.starts_on <= current_date
		   and (p.ends_on is null or p.ends_on >= current_date)
		   and (p.from_org_id = any (own) or p.to_org_id = any (own) or p.from_region_id between lo and hi
		        or p.to_region_id between lo and hi)
		 order by sec.home_org() in (p.from_org_id, p.to_org_id) desc, p.starts_on desc, p.id limit 1;
	end if;
end
$$;

comment on function fig.dashboard_scope is 'The scope with which the caller begins a dashboard, if there is one.';

-- The figures of a dashboard drawn in some way.
create function fig.dashboard_codes(dashboard text, layouts text[]) returns text[]
language sql stable
as $$
	select array_agg(distinct c.code)
	  from fig.dashboard_part p
	 cross join lateral unnest(p.figures) as c (code)
	 where p.dashboard = $1
	   and p.layout = any ($2)
$$;

-- By month up to today, the twelve months that end with the period, each with the same month a year before.
create function fig.dashboard_months(dashboard text, kind text, id text, structure text, last date, out code text,
	out key text, out value numeric, out before numeric)
returns setof record
language plpgsql stable
as $$
#variable_conflict use_column
declare
	codes constant text[] := fig.dashboard_codes($1, '{series}');
	until constant date := (date_trunc('month', $5::timestamp) + interval '1 month')::date - 1;
	first constant date := (date_trunc('month', $5::timestamp) - interval '11 months')::date;
begin
	return query
	with told as (
		select f.code, f.key, f.value
		  from fig.figures(codes, $2, $3, $4, (first - interval '1 year')::date, until, 'month') f
	)
	select d.code, m.key, t.value, b.value
	  from fig.definitions(codes, until) d
	 cross join lateral (
		select to_char(x, 'YYYY-MM'), to_char(x - interval '1 year', 'YYYY-MM')
		  from generate_series(first::timestamp, least(until, greatest(first, current_date)), '1 month') x) as m (key, ago)
	  left join told t on t.code = d.code and t.key = m.key
	  left join told b on b.code = d.code and b.key = m.ago
	 where d.code = any (codes);
end
$$;

comment on function fig.dashboard_months is 'Figures of a dashboard by month, beside those of a year before.';

grant execute on function fig.dashboard_scope(text), fig.dashboard_codes(text, text[]),
	fig.dashboard_months(text, text, text, text, date) to yl_web, yl_job;
