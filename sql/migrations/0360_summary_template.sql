-- 0360_summary_template.sql - templates of work summaries as data, their language, and who may write.
--
-- A part of a template is text with slots: {{figure|scope|period|style}}. Scope: empty for the
-- summary's own, "item" for the unit or kind of the loop. Period: empty for the summary's own,
-- "last_year" for the same days of last year, "todate" for all days up to its last. Style: see
-- fig.styles. A word that is no figure: {{@scope}}, {{@period}}, {{@todate}}, {{@item}}, {{@from}},
-- {{@to}}. The condition: figures with commas between, all of which must hold: "code" has data,
-- "!code" has none, "code > 0". The loop: "unit:code" or "kind:code", over those that the figure is
-- above 0 for, highest first. A table: one line for a row, "||" between cells; its last row loops.

set local role yl_sec;

insert into sec.permission (code, name_zh, name_en)
values ('summary.read', '查看工作总结', 'Read summaries'), ('summary.write', '撰写工作总结', 'Write summaries'),
       ('summary.publish', '审核发布工作总结', 'Review and publish summaries');
insert into sec.role_permission (role_code, permission)
select r.code, 'summary.' || a.code
  from (values ('med_affairs'), ('alliance_office'), ('thc_operator'), ('prov_overseer'), ('city_overseer'),
       ('county_overseer')) as r (code)
 cross join (values ('read'), ('write'), ('publish')) as a (code)
 union all
select 'hosp_director', 'summary.' || a.code from (values ('read'), ('publish')) as a (code);
update sec.account set scope_fresh_until = '-infinity';

set local role yl_owner;

-- Units that Chinese text puts behind a number: a slot prints its own.
create function fig.unit_words() returns text
language sql immutable
return '(人次|人天|家次|批次|小时|万元|人|名|例|台|次|份|张|处|户|个|家|所|对|场|位|项|元|%|％)';

create function fig.styles(style text) returns boolean
language sql immutable
return coalesce(style in ('exact', 'nearly', 'over', 'above', 'about', 'wan', 'change')
	or style ~ '^units(:[1-9][0-9]?)?$', false);

comment on function fig.styles is
	'Whether there is this style: exact; nearly 近, over 余, above 以上, about 约; wan in 万; change from last year; units[:n] the names of the units, n of them before 等.';

-- A text of the language as runs: {"text"}, {"word"}, {"slot": {code, scope, period, style}}. What is
-- wrong with it is told with its place, counted in characters.
create function fig.parse_text(source text) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
	runs jsonb := '[]';
	opens int;
	closes int;
	done int := 0;
	rest text := coalesce(source, '');
	inner_text text;
	part text[];
	fault text;
begin
	loop
		opens := position('{{' in rest);
		if position('}}' in case when opens > 0 then left(rest, opens - 1) else rest end) > 0 then
			fault := '多了“}}”';
			exit;
		end if;
		if opens = 0 then
			return case when rest <> '' then runs || jsonb_build_object('text', rest) else runs end;
		end if;
		if opens > 1 then
			runs := runs || jsonb_build_object('text', left(rest, opens - 1));
		end if;
		done := done + opens - 1;
		rest := substr(rest, opens);
		closes := position('}}' in rest);
		if closes = 0 then
			fault := '缺少“}}”';
			exit;
		end if;
		inner_text := substr(rest, 3, closes - 3);
		part := string_to_array(inner_text, '|');
		rest := substr(rest, closes + 2);
		if inner_text like '@%' then
			if inner_text not in ('@scope', '@period', '@todate', '@item', '@from', '@to') then
				fault := '没有“' || inner_text || '”这个词';
				exit;
			end if;
			runs := runs || jsonb_build_object('word', substr(inner_text, 2));
		else
			fault := case
				when cardinality(part) not between 1 and 4 then '应为 {{指标|范围|时期|样式}}'
				when not exists (select from fig.definition d where d.code = part[1])
					then '没有名为“' || part[1] || '”的指标'
				when coalesce(part[2], '') not in ('', 'item') then '没有“' || part[2] || '”这种范围'
				when coalesce(part[3], '') not in ('', 'last_year', 'todate') then '没有“' || part[3] || '”这种时期'
				when coalesce(part[4], '') <> '' and not fig.styles(part[4]) then '没有“' || part[4] || '”这种样式'
				when rest ~ ('^' || fig.unit_words()) then '单位由指标自带，不要再写' end;
			exit when fault is not null;
			runs := runs || jsonb_build_object('slot', jsonb_build_object('code', part[1],
				'scope', coalesce(part[2], ''), 'period', coalesce(part[3], ''),
				'style', coalesce(nullif(part[4], ''), 'exact')));
		end if;
		done := done + closes + 1;
	end loop;
	perform sec.refuse('UX422', format('第%s个字：%s', done + 1, fault),
		format('Character %s: %s', done + 1, fault), '/text');
	return null;
end
$$;

comment on function fig.parse_text is 'Text of a template as runs of text, words and slots; UX422 with the place of what is wrong.';

-- [{"code", "must": "data" | "none" | "positive"}].
create function fig.parse_condition(source text) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
	terms jsonb := '[]';
	term text;
	found text[];
begin
	if source is null then
		return terms;
	end if;
	foreach term in array string_to_array(source, ',')
	loop
		found := regexp_match(term, '^\s*(!?)\s*([a-z][a-z0-9_]*)\s*(> 0)?\s*$');
		if found is null or found[1] = '!' and found[3] is not null
			or not exists (select from fig.definition d where d.code = found[2]) then
			perform sec.refuse('UX422', '条件“' || btrim(term) || '”不成立：应为 指标、!指标 或 指标 > 0',
				'No such condition: ' || btrim(term), '/condition');
		end if;
		terms := terms || jsonb_build_object('code', found[2],
			'must', case when found[1] = '!' then 'none' when found[3] is not null then 'positive' else 'data' end);
	end loop;
	return terms;
end
$$;

comment on function fig.parse_condition is 'What must hold for a part to be written, term by term.';

create table fig.template (
	code        text   not null,
	version     int    not null default 1,
	place       int    not null,
	title_zh    text   not null,
	title_en    text   not null,
	audience_zh text   not null,
	audience_en text   not null,
	scopes      text[] not null,
	withdrawn   boolean not null default false,
	constraint template_pkey primary key (code, version),
	constraint template_code_check check (code ~ '^[A-Z]-[A-Z0-9]{1,8}$'),
	constraint template_scopes_check check (cardinality(scopes) > 0
		and scopes <@ '{region,org,alliance,pairing,programme}')
);

comment on table fig.template is 'Templates of work summaries, with versions; filled by migrations.';
comment on column fig.template.code is 'T-B, T-C …';
comment on column fig.template.version is 'Version; a summary keeps the one it was composed from.';
comment on column fig.template.place is 'Order.';
comment on column fig.template.title_zh is 'Name, and the end of a summary''s title.';
comment on column fig.template.title_en is 'Name in English.';
comment on column fig.template.audience_zh is 'Who writes it for whom.';
comment on column fig.template.audience_en is 'The same in English.';
comment on column fig.template.scopes is 'Kinds of scope it can be written about.';
comment on column fig.template.withdrawn is 'No new summaries from it.';

create table fig.template_part (
	template text     not null,
	version  int      not null default 1,
	code     text     not null,
	place    int      not null,
	kind     text     not null,
	level    smallint,
	text     text     not null,
	condition text,
	each     text,
	runs     jsonb    not null,
	terms    jsonb    not null,
	constraint template_part_pkey primary key (template, version, code),
	constraint template_part_place_key unique (template, version, place),
	constraint template_part_template_fkey foreign key (template, version) references fig.template (code, version),
	constraint template_part_code_check check (code ~ '^[a-z][a-z0-9_]{0,19}$'),
	constraint template_part_kind_check check (kind in ('heading', 'paragraph', 'list', 'table', 'prompt')),
	constraint template_part_level_check check ((level is not null) = (kind = 'heading') and level between 1 and 3),
	constraint template_part_each_check check (each is null or kind in ('list', 'table'))
);

comment on table fig.template_part is 'Parts of templates, in order; parsed and checked when stored.';
comment on column fig.template_part.template is 'The template.';
comment on column fig.template_part.version is 'Its version.';
comment on column fig.template_part.code is 'Name; blocks of summaries say which part they came from.';
comment on column fig.template_part.place is 'Order.';
comment on column fig.template_part.kind is
	'heading, paragraph, list (an item each), table, or prompt: what the writer is asked to tell.';
comment on column fig.template_part.level is 'Level of a heading: 1 一、 2 （一） 3 1.';
comment on column fig.template_part.text is 'Text with slots, as the head of 0360 says.';
comment on column fig.template_part.condition is 'What must hold for it to be written; null: always.';
comment on column fig.template_part.each is 'unit:code or kind:code: once for each; null: once.';
comment on column fig.template_part.runs is 'The text parsed; of a table its rows of cells. Filled by trigger.';
comment on column fig.template_part.terms is 'The condition parsed. Filled by trigger.';

create function fig.template_part_rules() returns trigger
language plpgsql volatile
set search_path = ''
as $$
declare
	said text;
	said_en text;
	pointer text;
	fault_code text;
begin
	new.terms := fig.parse_condition(new.condition);
	if new.kind = 'table' then
		new.runs := (select jsonb_agg((select jsonb_agg(fig.parse_text(btrim(c.cell)) order by c.place)
		                     from regexp_split_to_table(l.line, '\|\|') with ordinality as c (cell, place)) order by l.place)
		               from regexp_split_to_table(new.text, '\n') with ordinality as l (line, place));
	else
		new.runs := fig.parse_text(new.text);
	end if;
	if new.each is null and new.runs::text ~ '"(word|scope)": "item"' then
		perform sec.refuse('UX422', '没有循环，不能用 item', 'There is no loop, so no item', '/text');
	end if;
	if new.each is not null and not exists (select from fig.definition d
	                  where d.code = (regexp_match(new.each, '^(?:unit|kind):([a-z0-9_]+)$'))[1]) then
		perform sec.refuse('UX422', '循环“' || new.each || '”不成立：应为 unit:指标 或 kind:指标',
			'No such loop: ' || new.each, '/each');
	end if;
	return new;
exception
	when sqlstate 'UX422' then
		get stacked diagnostics said = message_text, said_en = pg_exception_detail, pointer = pg_exception_hint,
			fault_code = returned_sqlstate;
		perform sec.refuse(fault_code, format('模板%s的%s：%s', new.template, new.code, said),
			format('Template %s, part %s: %s', new.template, new.code, said_en), pointer);
		return null;
end
$$;

comment on function fig.template_part_rules() is 'Trigger: parses a part, and refuses it by name and place where it is wrong.';

create trigger template_part_rules before insert or update on fig.template_part
	for each row execute function fig.template_part_rules();

select sec.protect('fig.template', 'public_read');
select sec.protect('fig.template_part', 'public_read');
grant select on fig.template, fig.template_part to yl_web, yl_job;
grant execute on function fig.unit_words(), fig.styles(text), fig.parse_text(text) to yl_web, yl_job;
