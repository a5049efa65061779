-- 60_summary.sql - the alliance office's summary of the half-year before this one, published.
--
-- As the office itself would do it: composed, what no record tells written, submitted, published. Needs
-- its account (tools/demo/realms.sh). Run as superuser; a second run changes nothing.

select exists (select from biz.summary) or not exists (select from sec.account where login_name = 'hzunion') as loaded \gset
\if :loaded
\else

begin;
set local timezone = 'Asia/Shanghai';
set local jit = off;

select a.id as account, sha256(convert_to(gen_random_uuid()::text, 'UTF8')) as session
  from sec.account a where a.login_name = 'hzunion' \gset
select 'half:' || extract(year from d.day) || '-' || case when extract(month from d.day) > 6 then 2 else 1 end as period,
       'alliance:' || (select m.alliance_id from biz.alliance_member m join biz.organisation o on o.id = m.organisation_id
                        where o.code = 'HZT01' order by m.alliance_id limit 1) as scope
  from (select date_trunc('month', current_date) - interval '6 months' as day) d \gset
insert into sec.session (token_hash, account_id, auth_methods, idle_s, expires_at)
values (:'session', :account, '{password}', 1800, now() + interval '1 hour');

set local role yl_web;
select sec.begin_request(:'session', 'summary.write', false, 'demonstration', '127.0.0.1') \g /dev/null
select biz.summary_create(md5('demo summary 1')::uuid, 'T-C', :'scope', :'period', null) \g /dev/null
select biz.summary_edit(s.id, s.version, null, jsonb_build_object('blocks', (
	select jsonb_agg(case when w.words is null then b.block
	           else b.block || jsonb_build_object('content', jsonb_build_array(jsonb_build_object('text', w.words))) end order by b.n)
	  from jsonb_array_elements(s.document -> 'blocks') with ordinality as b (block, n)
	  left join (values
		('position_text', '牵头医院承担急危重症救治和技术指导，乡镇卫生院承担常见病诊疗、慢性病管理和康复，急救转诊由牵头医院急诊科统一调度。'),
		('business_text', '牵头医院统一护理、院感和病历质控标准，区卫生健康委员会组织督导，发现的问题限期整改。'),
		('platform_text', '转诊、派驻、培训均在门户登记，双方确认后计入统计；检查检验结果在成员单位间互认。'),
		('cooperation_text', '首诊在基层，超出能力的经绿色通道上转，病情稳定后转回，由原乡镇卫生院随访。'),
		('next_text', '部分卫生院检验项目开展不足，个别派驻人员到岗不满。下一步安排检验、影像人员轮驻，把每周在岗情况与考核挂钩。'))
		as w (id, words) on w.id = b.block ->> 'id')))
  from biz.summary s \g /dev/null

select sec.begin_request(:'session', 'summary.publish', false, 'demonstration', '127.0.0.1') \g /dev/null
select biz.act_on_summary(s.id, 'submit', '{draft}', '{review}', s.version, null) from biz.summary s \g /dev/null
select biz.act_on_summary(s.id, 'publish', '{review}', '{published}', s.version, null) from biz.summary s \g /dev/null
reset role;
delete from sec.session where token_hash = :'session';
select 1 / (select count(*) from biz.summary where state = 'published') \g /dev/null

commit;
\endif
