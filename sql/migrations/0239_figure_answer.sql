-- 0239_figure_answer.sql - who may ask for figures, many at once, and keys they are told by.

set local role yl_sec;

insert into sec.permission (code, name_zh, name_en) values ('figure.read', '查看指标', 'Read figures');
insert into sec.role_permission (role_code, permission)
select r.code, 'figure.read'
  from (values ('med_affairs'), ('hr'), ('sci_edu'), ('finance'), ('hosp_director'), ('thc_operator'),
       ('station_operator'), ('prov_overseer'), ('city_overseer'), ('county_overseer'), ('alliance_office'),
       ('quality_reader')) as r (code);
update sec.account set scope_fresh_until = '-infinity';

create function sec.scope_of(permission text, out reach text, out region_lo int, out region_hi int, out orgs int[])
	language plpgsql
	stable
	security definer
	set search_path = ''
as $$
begin
	select y.reach, y.region_lo, y.region_hi, y.orgs
	  into reach, region_lo, region_hi, orgs
	  from sec.current_scope(sec.account_id()) y
	 where y.permission = $1;
end
$$;
comment on function sec.scope_of(text) is
	'Where this request''s account holds another permission than the one it came with; nulls: nowhere.';
grant execute on function sec.scope_of(text) to yl_owner, yl_web, yl_job;

set local role yl_owner;

-- The referrals themselves are for their purpose (0090), of which figures is none. What single days
-- count is: so this looks at them as the owner, inside the caller's scope, and tells no more of them.
alter function fig.day_facts(int[], date[]) rename to day_facts_of_rows;
alter function fig.day_facts_of_rows(int[], date[]) security definer set search_path = '';
revoke execute on function fig.day_facts_of_rows(int[], date[]) from yl_web, yl_job;
comment on function fig.day_facts_of_rows is 'Part of fig.day_facts: what single days count, from the referrals themselves.';

create function fig.day_facts(orgs int[], days date[]) returns setof fig.referral_fact
language plpgsql stable security definer
set search_path = ''
as $$
declare
	everything constant boolean := sec.sees_all();
	region_lo constant int := sec.region_lo();
	region_hi constant int := sec.region_hi();
	mine constant int[] := sec.orgs();
begin
	return query
	select f.*
	  from fig.day_facts_of_rows($1, $2) f
	 where everything
	    or f.from_region_id between region_lo and region_hi
	    or f.to_region_id between region_lo and region_hi
	    or f.from_org_id = any (mine)
	    or f.to_org_id = any (mine);
end
$$;

comment on function fig.day_facts is
	'What single days count, from the referrals themselves, as far as they lie in the caller''s scope.';
grant execute on function fig.day_facts(int[], date[]) to yl_web, yl_job;

-- Many figures at once: [{place, code, kind, id, structure, first, last, as_of}]. Those of one scope
-- and period are told together. UX404 for a code there is not, and as fig.scope_name; not strict:
-- what is not to be had is left out.
create function fig.answers(asked jsonb, strict boolean, out place int, out scope_name text, out code text, out version int,
	out value numeric, out numerator numeric, out denominator numeric, out state text)
returns setof record
language plpgsql stable
as $$
#variable_conflict use_column
declare
	g record;
	called text;
	missing text;
begin
	for g in
		select a.kind, a.id, coalesce(a.structure, 'then') as structure, a.first, a.last, a.as_of,
		       array_agg(a.code) as codes, array_agg(a.place) as places
		  from jsonb_to_recordset($1) as a (place int, code text, kind text, id text, structure text,
		       first date, last date, as_of timestamptz)
		 group by 1, 2, 3, 4, 5, 6
	loop
		missing := (select c.code from unnest(g.codes) as c (code)
		             where not exists (select from fig.definition d where d.code = c.code
		                                and d.valid_from <= g.last and (d.valid_to is null or d.valid_to > g.last))
		             limit 1);
		if missing is not null and strict then
			perform sec.refuse('UX404', '没有名为 ' || missing || ' 的指标', 'There is no figure ' || missing, '{code}');
		end if;
		begin
			called := fig.scope_name(g.kind, g.id, g.first, g.last);
		exception
			when sqlstate 'UX403' or sqlstate 'UX404' then
				if strict then
					raise;
				end if;
				continue;
		end;
		return query
		select w.place, called, f.code, f.version, f.value, f.numerator, f.denominator, f.state
		  from fig.figures(g.codes, g.kind, g.id, g.structure, g.first, g.last, 'total', g.as_of) f
		  join unnest(g.codes, g.places) as w (code, place) on w.code = f.code;
	end loop;
end
$$;

comment on function fig.answers is 'Values of many figures, each for its scope and period.';

-- The same days of last year, so far as those of this year have come.
create function fig.last_year(first date, last date, out since date, out until date)
language sql stable
as $$
	select ($1 - interval '1 year')::date,
	       (least($2, greatest($1, current_date)) + 1 - interval '1 year')::date - 1
$$;

comment on function fig.last_year is 'The days of last year that a period is compared with.';

-- The same with the same days of last year beside them (null where not asked for).
create function fig.compared(asked jsonb, last_year boolean, out place int, out scope_name text, out code text,
	out version int, out value numeric, out numerator numeric, out denominator numeric, out state text,
	out before jsonb)
returns setof record
language plpgsql stable
as $$
#variable_conflict use_column
declare
	earlier jsonb := '[]';
begin
	if $2 then
		earlier := (select jsonb_agg(k.a || jsonb_build_object('first', y.since, 'last', y.until))
		              from jsonb_array_elements($1) as k (a)
		             cross join lateral fig.last_year((k.a ->> 'first')::date, (k.a ->> 'last')::date) y);
	end if;
	return query
	select f.place, f.scope_name, f.code, f.version, f.value, f.numerator, f.denominator, f.state,
	       case when $2 then jsonb_build_object('first', y.since, 'last', y.until, 'value', b.value,
	       	'state', coalesce(b.state, 'no_data'), 'change', f.value - b.value,
	       	'rate', round((f.value - b.value) * 100 / nullif(abs(b.value), 0), 1)) end
	  from fig.answers($1, true) f
	  join jsonb_array_elements($1) as k (a) on (k.a ->> 'place')::int = f.place
	 cross join lateral fig.last_year((k.a ->> 'first')::date, (k.a ->> 'last')::date) y
	  left join fig.answers(earlier, false) b on b.place = f.place;
end
$$;

comment on function fig.compared is 'Values of many figures, with last year''s beside them.';

-- Keys that a figure is told by, though nothing may be there: every month up to today, every region
-- or institution next below, every member.
create function fig.keys(kind text, id text, first date, last date, by text, out key text, out name text)
returns setof record
language plpgsql stable
as $$
#variable_conflict use_column
declare
	p fig.part;
begin
	if $5 = 'month' then
		return query
		select to_char(m, 'YYYY-MM'), null::text
		  from generate_series(date_trunc('month', $3::timestamp), least($4, current_date)::timestamp, '1 month') m;
		return;
	end if;
	for p in select * from fig.parts($1, $2, 'last', $3, $4)
	loop
		if $5 = 'county' or $5 = 'unit' and p.level < 3 then
			return query
			select d.code::text, d.name
			  from biz.division d
			 where d.code between p.lo and p.hi
			   and d.level = case when $5 = 'county' then 3 else p.level + 1 end
			   and d.kind <> 'layer'
			   and (d.valid_to is null or d.valid_to > $3);
		elsif $5 = 'unit' and p.from_orgs is null and $1 is distinct from 'org' then
			return query
			select o.id::text, o.name
			  from biz.organisation o
			 where (o.id = any (p.orgs) or o.region_id between p.lo and p.hi)
			   and o.kind not in ('commission', 'cdc', 'supervision')
			   and o.valid_from <= $4
			   and (o.valid_to is null or o.valid_to > $3);
		end if;
	end loop;
end
$$;

comment on function fig.keys is 'What a figure may be told by in a scope and a period.';

-- A name for a key that is there.
create function fig.key_name(by text, kind text, id text, key text) returns text
language sql stable
as $$
	select case
	       when $1 not in ('unit', 'county') or $4 !~ '^\d{1,9}$' then null
	       when $1 = 'county' or $2 = 'region' and $3::int % 100 = 0 or $2 is null and sec.region_lo() < sec.region_hi()
	       	then (select d.name || case when d.level < 3 and ($1 = 'county' or $3::int = d.code) then '（本级）' else '' end
	       	        from biz.division d where d.code = $4::int)
	       else (select o.name from biz.organisation o where o.id = $4::int) end
$$;

comment on function fig.key_name is 'Name of a region or institution that a figure is told by.';

grant execute on function fig.answers(jsonb, boolean), fig.last_year(date, date), fig.compared(jsonb, boolean), fig.keys(text, text, date, date, text),
	fig.key_name(text, text, text, text)
	to yl_web, yl_job;
