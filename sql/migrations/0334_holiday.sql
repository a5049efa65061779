-- 0334_holiday.sql - keeping the holiday calendar: one day, or the notice of a whole year at once.
set local role yl_owner;

create function biz.holiday_put(a_day date, a_working boolean, a_name text) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
	insert into biz.holiday (day, working, name) values (a_day, a_working, a_name)
	    on conflict (day) do update set working = excluded.working, name = excluded.name;
	perform sec.audit('holiday.put', 'holiday', a_day::text, null, null, null);
end
$$;

create function biz.holiday_remove(a_day date) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
	delete from biz.holiday h where h.day = a_day;
	if not found then
		perform sec.refuse('UX404', '这一天没有登记', 'There is nothing of this day');
	end if;
	perform sec.audit('holiday.remove', 'holiday', a_day::text, null, null, null);
end
$$;

-- The State Council's notice of a year: what stood of that year is replaced. days: [{day, working, name}].
create function biz.holiday_year(a_year int, a_days jsonb) returns int
language plpgsql volatile
set search_path = ''
as $$
declare
	d record;
	n int := 0;
	on_day date;
begin
	delete from biz.holiday h where h.day between make_date(a_year, 1, 1) and make_date(a_year, 12, 31);
	for d in
		select k.value ->> 'day' as day, k.value -> 'working' as working, btrim(k.value ->> 'name') as name
		  from jsonb_array_elements(a_days) k
	loop
		begin
			on_day := d.day::date;
		exception when data_exception then
			on_day := null;
		end;
		if on_day is null or extract(year from on_day) <> a_year then
			perform sec.refuse('UX422', '应为' || a_year || '年的日期，如 ' || a_year || '-10-01', 'It must be a day of ' || a_year, '/days/' || n || '/day');
		elsif d.working is distinct from to_jsonb(extract(isodow from on_day) > 5) then
			perform sec.refuse('UX422', on_day || '：只登记例外，即工作日休息，或周末上班', on_day || ': only exceptions stand here: a free weekday, or a worked weekend day',
				'/days/' || n || '/working');
		elsif d.name is null or length(d.name) not between 1 and 40 then
			perform sec.refuse('UX422', '请填写名称，最多40字', 'Enter a name of at most 40 characters', '/days/' || n || '/name');
		end if;
		begin
			insert into biz.holiday (day, working, name) values (on_day, d.working::boolean, d.name);
		exception when unique_violation then
			perform sec.refuse('UX422', on_day || ' 重复', on_day || ' stands twice', '/days/' || n || '/day');
		end;
		n := n + 1;
	end loop;
	perform sec.audit('holiday.year', 'holiday', a_year::text, null, null, jsonb_build_object('days', n));
	return n;
end
$$;
comment on function biz.holiday_year(int, jsonb) is 'Replaces the exceptions of a year; UX422 with the pointer of the first wrong one.';

grant execute on function biz.holiday_put(date, boolean, text), biz.holiday_remove(date), biz.holiday_year(int, jsonb) to yl_web;
