-- 0233_figure_definition.sql - what each figure means, as data.
--
-- A figure is a definition over measures (0230) or over other figures. A definition is never changed
-- once it has been in force: a new version takes its place from a day on, and a figure of a period is
-- told by the version in force on the period's last day.

set local role yl_owner;

alter table fig.measure add column cut text;
comment on column fig.measure.cut is
	'What its kinds are: "donations.kind" for the codes of a record''s field, "text" where they are words of their own.';

create table fig.topic (
	code    text     not null,
	place   smallint not null,
	name_zh text     not null,
	name_en text     not null,
	constraint topic_pkey primary key (code)
);

comment on table fig.topic is 'What figures belong with; filled by migrations.';
comment on column fig.topic.code is 'Name in definitions.';
comment on column fig.topic.place is 'Order among topics.';
comment on column fig.topic.name_zh is 'Name.';
comment on column fig.topic.name_en is 'Name in English.';

insert into fig.topic (code, place, name_zh, name_en)
values ('referral', 10, '双向转诊', 'Referrals'), ('pairing', 20, '结对支援', 'Pairings'),
       ('agreement', 30, '协议与责任书', 'Agreements'), ('posting', 40, '派驻与出勤', 'Postings and attendance'),
       ('training', 50, '培训、进修与带教', 'Training, further study and mentoring'),
       ('technique', 60, '手术、技术与抢救', 'Surgery, techniques and rescues'),
       ('donation', 70, '捐赠', 'Donations'), ('fund', 80, '资金', 'Funds'),
       ('supervision', 90, '督导', 'Supervision'), ('report', 100, '上报数据', 'Reported values');

create table fig.definition (
	code        text     not null,
	version     int      not null default 1,
	topic       text     not null,
	place       int      not null,
	name_zh     text     not null,
	name_en     text     not null,
	meaning_zh  text     not null,
	meaning_en  text     not null,
	unit        text     not null,
	unit_en     text     not null,
	kind        text     not null,
	measure     text,
	kinds       text[],
	side        text     not null default 'any',
	unit_side   text     not null default 'any',
	plus        text[],
	minus       text[],
	numerator   text,
	denominator text,
	times       numeric  not null default 1,
	decimals    smallint not null default 0,
	direction   text     not null default 'none',
	flag_zh     text,
	flag_en     text,
	valid_from  date     not null default '1949-10-01',
	valid_to    date,
	constraint definition_pkey primary key (code, version),
	constraint definition_topic_fkey foreign key (topic) references fig.topic (code),
	constraint definition_overlap_excl exclude using gist (
		int8range(hashtextextended(code, 0), hashtextextended(code, 0), '[]') with &&,
		daterange(valid_from, valid_to) with &&),
	constraint definition_code_check check (code ~ '^[a-z][a-z0-9_]{1,63}$'),
	constraint definition_kind_check check (kind in ('count', 'sum', 'persons', 'units', 'unit_quarters',
		'stock', 'stock_sum', 'reported', 'expected', 'ratio', 'derived')),
	constraint definition_measure_check check ((measure is null) = (kind in ('ratio', 'derived', 'expected'))),
	constraint definition_ratio_check check ((kind = 'ratio') = (numerator is not null)
		and (numerator is null) = (denominator is null)),
	constraint definition_derived_check check ((kind = 'derived') = (plus is not null)),
	constraint definition_side_check check (side in ('any', 'from', 'to')),
	constraint definition_unit_side_check check (unit_side in ('any', 'from', 'to')
		and (unit_side <> 'any' or kind not in ('units', 'unit_quarters'))),
	constraint definition_decimals_check check (decimals between 0 and 6),
	constraint definition_direction_check check (direction in ('up', 'down', 'none')),
	constraint definition_flag_check check ((flag_zh is null) = (flag_en is null)),
	constraint definition_valid_check check (valid_to > valid_from)
);

comment on table fig.definition is 'Definitions of figures (口径), with versions; filled by migrations.';
comment on column fig.definition.code is 'Name in addresses, dashboards and summaries.';
comment on column fig.definition.version is 'Version of the definition.';
comment on column fig.definition.topic is 'What it belongs with: referral, posting, donation …';
comment on column fig.definition.place is 'Order among those of its topic.';
comment on column fig.definition.name_zh is 'Name.';
comment on column fig.definition.name_en is 'Name in English.';
comment on column fig.definition.meaning_zh is 'What exactly is counted (口径).';
comment on column fig.definition.meaning_en is 'The same in English.';
comment on column fig.definition.unit is 'Unit of the value: 人次, 人, 元, %.';
comment on column fig.definition.unit_en is 'The unit in English.';
comment on column fig.definition.kind is
	'count of facts; sum of amounts; persons (different ones); units (different institutions) on one side; unit_quarters (different institutions in each quarter); stock, stock_sum: all facts up to the last day, what is held then; reported: amounts that institutions reported; expected: members of alliances in each full quarter; ratio of two figures; derived: plus some figures, minus others.';
comment on column fig.definition.measure is 'Measure it is told from; "referral.<column>" for those of fig.referral_table.';
comment on column fig.definition.kinds is 'Only facts of these kinds; null: all.';
comment on column fig.definition.side is 'Which side of a fact must lie in the scope: any, from or to.';
comment on column fig.definition.unit_side is
	'By institution: whose figure it is, that of either side, the from or the to side; for units: which side is counted.';
comment on column fig.definition.plus is 'Derived: figures added.';
comment on column fig.definition.minus is 'Derived: figures taken off.';
comment on column fig.definition.numerator is 'Ratio: the figure above the line.';
comment on column fig.definition.denominator is 'Ratio: the figure below the line.';
comment on column fig.definition.times is 'The value is this times what was counted: 0.01 for 元 from 分, 100 for %.';
comment on column fig.definition.decimals is 'Digits behind the point.';
comment on column fig.definition.direction is 'Whether more is better (up), less (down), or neither.';
comment on column fig.definition.flag_zh is 'What to mind about it, shown beside the number; null: nothing.';
comment on column fig.definition.flag_en is 'The same in English.';
comment on column fig.definition.valid_from is 'First day it was in force.';
comment on column fig.definition.valid_to is 'First day it is no longer; null: it is.';

select sec.protect('fig.topic', 'public_read');
select sec.protect('fig.definition', 'public_read');
grant select on fig.topic, fig.definition to yl_web, yl_job;

-- The definitions in force on a day of these figures and of those they are made of.
create function fig.definitions(codes text[], day date) returns setof fig.definition
language sql stable rows 20
as $$
	with recursive wanted (code, depth) as (
		select c.code, 0 from unnest($1) as c (code)
		 union
		select p.code, w.depth + 1
		  from wanted w
		  join fig.definition d on d.code = w.code
		 cross join lateral unnest(d.plus || d.minus || d.numerator || d.denominator) as p (code)
		 where p.code is not null
		   and w.depth < 4
		   and d.valid_from <= $2 and (d.valid_to is null or d.valid_to > $2)
	)
	select d.*
	  from fig.definition d
	 where d.code in (select w.code from wanted w)
	   and d.valid_from <= $2
	   and (d.valid_to is null or d.valid_to > $2)
$$;

comment on function fig.definitions is 'Figures in force on a day, with all they are made of.';

grant execute on function fig.definitions(text[], date) to yl_web, yl_job;
