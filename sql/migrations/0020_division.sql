-- 0020_division.sql - the country's administrative divisions, as the statistics bureau codes them.
--
-- Reference data: loaded from sql/seed/divisions.csv by tools/seed.sh, changed by nobody at run time.
-- Organisations point to a division; the division tree is not the organisation tree.

set local role yl_owner;

create table biz.division (
	code        int      not null,
	parent_code int,
	level       smallint not null,
	kind        text     not null default 'statutory',
	name        text     not null,
	short_name  text     not null,
	pinyin      text     not null,
	initials    text     not null,
	valid_from  date,
	valid_to    date,
	constraint division_pkey primary key (code),
	constraint division_parent_fkey foreign key (parent_code) references biz.division (code)
		deferrable initially immediate,
	constraint division_level_check check (level between 1 and 4),
	constraint division_code_check check (case level
		when 1 then code between 110000 and 999999 and code % 10000 = 0
		when 2 then code between 110000 and 999999 and code % 100 = 0 and code % 10000 <> 0
		when 3 then code between 110000 and 999999 and code % 100 <> 0
		else code between 110000000 and 999999999 end),
	constraint division_parent_check check ((level = 1) = (parent_code is null)),
	constraint division_kind_check check (kind in ('statutory', 'functional', 'pseudo', 'layer')),
	constraint division_valid_check check (valid_to > valid_from)
);

create index division_parent_idx on biz.division (parent_code, code);
create index division_pinyin_idx on biz.division (pinyin, code);

comment on table biz.division is
	'Administrative divisions: province, city, county, township. Codes of the National Bureau of Statistics; for statutory divisions down to the county they are those of GB/T 2260.';
comment on column biz.division.code is
	'Six digits down to the county (630106), nine for a township (630106100).';
comment on column biz.division.parent_code is 'The division one level up; null for a province.';
comment on column biz.division.level is '1 province, 2 city (prefecture), 3 county, 4 township.';
comment on column biz.division.kind is
	'statutory; functional: a development zone or the like that has a statistical code only; pseudo: a farm, park or prison coded as a township; layer: the empty middle level of a municipality (市辖区, 县), skipped on display.';
comment on column biz.division.name is 'Full official name.';
comment on column biz.division.short_name is
	'Name without its generic ending, for tiles and narrow columns: 湟中 for 湟中区.';
comment on column biz.division.pinyin is 'Pinyin of the name, without tones and blanks, as the place is really called.';
comment on column biz.division.initials is 'First letters of the pinyin, one for each character.';
comment on column biz.division.valid_from is 'First day the division existed; null: before this register began.';
comment on column biz.division.valid_to is 'First day it no longer existed; null: it exists.';

-- Where a division lies: the names from the province down, without empty layers.
create function biz.division_path(a_code int)
returns text
language sql
stable
parallel safe
begin atomic
	with recursive up (code, parent_code, name, kind, depth) as (
		select d.code, d.parent_code, d.name, d.kind, 0
		  from biz.division d
		 where d.code = a_code
		union all
		select d.code, d.parent_code, d.name, d.kind, up.depth + 1
		  from up
		  join biz.division d on d.code = up.parent_code
	)
	select string_agg(name, '' order by depth desc) from up where kind <> 'layer';
end;

comment on function biz.division_path(int) is
	'Names from the province down to the division, written together: 青海省西宁市湟中区.';

select sec.protect('biz.division', 'public_read');

grant select on biz.division to yl_web, yl_job, yl_sec;
grant execute on function biz.division_path(int) to yl_web, yl_job;
