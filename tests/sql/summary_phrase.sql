-- summary_phrase.sql - how numbers, periods and names are said (domain.md §5), and the language of templates.
\ir helper.psql
select plan(99);

-- style, value, decimals, unit, thresholds: what is said. Each rule with its boundary.
create temporary table said (style text, value numeric, decimals int, unit text, thresholds numeric[], wanted text);
insert into said values
	('exact', 1409, 0, '人次', '{}', '1409人次'), ('exact', 0, 0, '人次', '{}', '0人次'), ('exact', null, 0, '人', '{}', '暂无数据'),
	('exact', 205408, 2, '元', '{}', '205408元'), ('exact', 205408.5, 2, '元', '{}', '205408.5元'),
	('exact', 75, 1, '%', '{}', '75%'), ('exact', 6.8160, 2, '%', '{}', '6.82%'),
	-- Never over a threshold: 100 %, nothing at all, a goal.
	('exact', 99.96, 1, '%', '{}', '99.96%'), ('exact', 99.94, 1, '%', '{}', '99.9%'), ('exact', 100, 1, '%', '{}', '100%'),
	('exact', 0.04, 1, '%', '{}', '0.04%'), ('exact', 94.96, 1, '%', '{95}', '94.96%'), ('exact', 94.94, 1, '%', '{95}', '94.9%'),
	('exact', 95.04, 1, '%', '{95}', '95.04%'), ('exact', 95, 1, '%', '{95}', '95%'), ('exact', 95.06, 1, '%', '{95}', '95.1%'),
	('exact', -0.04, 1, '%', '{}', '-0.04%'),
	('nearly', 19, 0, '名', '{}', '近20名'), ('nearly', 18, 0, '名', '{}', '近20名'), ('nearly', 17, 0, '名', '{}', '17名'),
	('nearly', 20, 0, '名', '{}', '20名'), ('nearly', 19, 0, '名', '{20}', '19名'), ('nearly', 19, 0, '名', '{19}', '19名'),
	('nearly', 19, 0, '名', '{21}', '近20名'), ('nearly', 9, 0, '名', '{}', '9名'), ('nearly', 98, 0, '人次', '{}', '近100人次'),
	('nearly', 1380, 0, '人次', '{}', '近1400人次'), ('nearly', 1980, 0, '人次', '{}', '近2000人次'),
	('nearly', 99.6, 1, '%', '{}', '99.6%'), ('nearly', 94.6, 1, '%', '{}', '近95%'), ('nearly', 94.6, 1, '%', '{95}', '94.6%'),
	('nearly', null, 0, '人', '{}', '暂无数据'), ('nearly', 0, 0, '人', '{}', '0人'),
	('over', 308, 0, '人', '{}', '300余人'), ('over', 300, 0, '人', '{}', '300人'), ('over', 308, 0, '人', '{305}', '308人'),
	('over', 308, 0, '人', '{308}', '308人'), ('over', 308, 0, '人', '{309}', '300余人'), ('over', 308, 0, '人', '{300}', '308人'),
	('over', 35, 0, '名', '{}', '30余名'), ('over', 37, 0, '名', '{}', '30余名'), ('over', 38, 0, '名', '{}', '38名'),
	('over', 9, 0, '名', '{}', '9名'), ('over', 1380, 0, '人次', '{}', '1300余人次'), ('over', 95.3, 1, '%', '{}', '95%以上'),
	('above', 95.3, 1, '%', '{}', '95%以上'), ('above', 95, 1, '%', '{}', '95%'), ('above', 95.3, 1, '%', '{95.2}', '95.3%'),
	('above', 308, 0, '人', '{}', '300人以上'), ('above', 308, 0, '人', '{305}', '308人'), ('above', null, 1, '%', '{}', '暂无数据'),
	('about', 1409, 0, '人次', '{}', '约1400人次'), ('about', 1409, 0, '人次', '{1405}', '约1410人次'), ('about', 1400, 0, '人次', '{}', '1400人次'),
	('about', 5, 0, '人次', '{}', '5人次'), ('about', 1060, 0, '人次', '{}', '约1100人次'), ('above', 380, 0, '人', '{}', '380人'),
	('wan', 2590000, 2, '元', '{}', '259万元'), ('wan', 205408, 2, '元', '{}', '20.5408万元'), ('wan', 0, 2, '元', '{}', '0万元'),
	('wan', null, 2, '元', '{}', '暂无数据');
select is(fig.number_word(value, decimals, unit, style, thresholds), wanted, concat_ws(' ', style, value, unit, thresholds)) from said;

create temporary table changed (value numeric, base numeric, decimals int, unit text, wanted text);
insert into changed values
	(91.4, 66, 1, '%', '由66%提高到91.4%'), (66, 91.4, 1, '%', '由91.4%降低到66%'), (12, 10, 0, '人次', '由10人次增加到12人次'),
	(10, 12, 0, '人次', '由12人次减少到10人次'), (10, 10, 0, '台', '与上年同期持平，均为10台'), (10, 0, 0, '台', '由0台增加到10台'),
	(10, null, 0, '台', '为10台（上年同期暂无数据）'), (null, 10, 0, '台', '暂无数据'), (66.04, 66.01, 1, '%', '由66%提高到66.04%');
select is(fig.change_word(value, base, decimals, unit, '{}'), wanted, concat_ws(' ', base, 'to', value, unit)) from changed;

select is(fig.names_word('{甲,乙}', 2), '甲、乙', 'names up to n');
select is(fig.names_word('{甲,乙,丙}', 2), '甲、乙等3家单位', 'more collapse');
select is(fig.names_word('{}', 2), '无', 'none of them');
select is(fig.names_word(null, 2), '暂无数据', 'and not known');

create temporary table period (period text, wanted text);
insert into period values ('year:2016', '2016年'), ('half:2016-1', '2016年上半年'), ('half:2016-2', '2016年下半年'),
	('quarter:2016-3', '2016年第三季度'), ('month:2016-05', '2016年5月'), ('day:2016-05-01', '2016年5月1日'),
	('range:2022-10-01..2022-12-31', '2022年10月至12月'), ('range:2022-10-02..2022-12-31', '2022年10月2日至12月31日'),
	('range:2021-12-01..2022-01-31', '2021年12月1日至2022年1月31日'), ('until:2016-12-31', '截至2016年12月31日'),
	('week:2016-W01', '2016年1月4日至2016年1月10日');
select is(fig.period_word(period), wanted, period) from period;
select is((select count(*) from (values ('year:16'), ('month:2016-13'), ('day:2026-02-31'), ('range:2016-02-01..2016-01-01'),
	('week:2015-W54'), ('half:2016-3'), ('x'), (''), ('range:1990-01-01..2016-01-01')) as p (p)
	cross join lateral fig.period_days(p) d where d.first is null), 9::bigint, 'what is no period has no days');

-- The language of templates: refused with part and place.
create temporary table fault (kind text, text text, condition text, each text, said text);
insert into fault values
	('paragraph', '上转{{up_vists}}', null, null, '模板T-X的p：第3个字：没有名为“up_vists”的指标'),
	('paragraph', '上转{{up_visits|||huge}}', null, null, '模板T-X的p：第3个字：没有“huge”这种样式'),
	('paragraph', '{{up_visits}}和{{up_visits|x}}', null, null, '模板T-X的p：第15个字：没有“x”这种范围'),
	('paragraph', '{{up_visits||x}}', null, null, '模板T-X的p：第1个字：没有“x”这种时期'),
	('paragraph', '上转{{up_visits', null, null, '模板T-X的p：第3个字：缺少“}}”'),
	('paragraph', '上转}}', null, null, '模板T-X的p：第1个字：多了“}}”'),
	('paragraph', '{{up_visits}}人', null, null, '模板T-X的p：第1个字：单位由指标自带，不要再写'),
	('paragraph', '{{@where}}', null, null, '模板T-X的p：第1个字：没有“@where”这个词'),
	('paragraph', '{{@item}}', null, null, '模板T-X的p：没有循环，不能用 item'),
	('list', '{{@item}}', null, 'unit:x', '模板T-X的p：循环“unit:x”不成立：应为 unit:指标 或 kind:指标'),
	('paragraph', 'x', 'up_visits >= 1', null, '模板T-X的p：条件“up_visits >= 1”不成立：应为 指标、!指标 或 指标 > 0');
grant select on pg_temp.fault to public;
select set_config('role', 'yl_owner', true) \g /dev/null
insert into fig.template (code, place, title_zh, title_en, audience_zh, audience_en, scopes) values ('T-X', 99, 'x', 'x', 'x', 'x', '{region}');
select throws_ok(format('insert into fig.template_part (template, code, place, kind, text, condition, each, runs, terms)
	values (%L, %L, 1, %L, %L, %L, %L, %L, %L)', 'T-X', 'p', kind, text, condition, each, '[]', '[]'), 'UX422', said, said) from fault;
select is(fig.parse_text('甲{{@scope}}乙{{up_visits||todate|nearly}}'), '[{"text": "甲"}, {"word": "scope"}, {"text": "乙"},
	{"slot": {"code": "up_visits", "scope": "", "period": "todate", "style": "nearly"}}]', 'a text is taken apart');

-- Whatever is written where, a template is taken or refused with a place, never anything else.
reset role;
create function tap.try_text(s text) returns boolean language plpgsql as $$
begin
	perform fig.parse_text(s);
	return true;
exception when sqlstate 'UX422' then
	return sqlerrm ~ '^第\d+个字：';
end $$;
select setseed(0.36) \g /dev/null
select is((select count(*) filter (where not tap.try_text(t.t))
	  from generate_series(1, 2000) as n
	 cross join lateral (select string_agg((array['{{', '}}', '{', '}', '|', '@item', '@', 'up_visits', '人次', '文', 'exact', 'units:5',
	 	'todate', 'item', '', ' '])[1 + floor(random() * 16)::int], '') from generate_series(0, (n % 9)) where n > 0) as t (t)),
	0::bigint, 'two thousand texts thrown together');

select * from finish();
rollback;
