-- 0250_workday.sql - the holiday calendar: which days are worked.
--
-- Weekends are free and all other days are worked unless this table says otherwise: the State
-- Council's yearly notice moves holidays and make-up days (调休) about.
set local role yl_owner;

create table biz.holiday (
	day     date    not null,
	working boolean not null,
	name    text    not null,
	constraint holiday_pkey primary key (day),
	constraint holiday_name_check check (length(name) between 1 and 40),
	constraint holiday_differs_check check (working = (extract(isodow from day) > 5))
);

comment on table biz.holiday is 'Days that differ from the rule "weekends are free": public holidays and make-up days.';
comment on column biz.holiday.day is 'Which day.';
comment on column biz.holiday.working is 'true: a weekend day that is worked (make-up day); false: a weekday that is free.';
comment on column biz.holiday.name is 'What for: 国庆节, 春节调休.';
comment on constraint holiday_differs_check on biz.holiday is
	'/working|只登记例外：工作日休息，或周末上班|Only exceptions stand here: a free weekday, or a worked weekend day';

select sec.protect('biz.holiday', 'public_read:calendar.write');
grant select on biz.holiday to yl_web, yl_job;
grant insert (day, working, name), update (working, name), delete on biz.holiday to yl_web;

create function biz.is_workday(day date) returns boolean
language sql stable parallel safe
begin atomic
	select case when h.day is not null then h.working else extract(isodow from $1) < 6 end
	  from (values (1)) one
	  left join biz.holiday h on h.day = $1;
end;

comment on function biz.is_workday(date) is 'Whether the calendar has this day as a working day.';

create function biz.workdays(first date, last date) returns setof date
language sql stable parallel safe rows 100
begin atomic
	select d::date
	  from generate_series($1::timestamp, $2::timestamp, interval '1 day') d
	  left join biz.holiday h on h.day = d::date
	 where case when h.day is not null then h.working else extract(isodow from d) < 6 end;
end;

comment on function biz.workdays(date, date) is 'The working days of a range, both ends included, in order.';

grant execute on function biz.is_workday(date), biz.workdays(date, date) to yl_web, yl_job;

set local role yl_sec;
insert into sec.permission (code, name_zh, name_en) values
	('calendar.write', '维护节假日', 'Maintain the holiday calendar');
insert into sec.role_permission (role_code, permission) values
	('prov_overseer', 'calendar.write');
