-- 0209_agreement.sql - agreements and responsibility letters of two to four parties (AGR-01 to 03, 06).
set local role yl_owner;

create table biz.agreement (
	like biz.record_head_two including all,
	starts_on          date not null,
	ends_on            date,
	ended_on           date,
	term_years         int,
	kind               text,
	tier               text,
	name               text,
	number             text,
	programme          text,
	scheme_id          uuid,
	tasks              text,
	methods            text,
	duties             text,
	sign_party_id      int,
	sign_on            date,
	parties_count      int     not null default 0,
	signed_count       int     not null default 0,
	complete           boolean not null default false,
	missing_signatures text,
	filed              boolean not null default false,
	filed_on           date,
	filed_with_id      int,
	filing_number      text,
	constraint agreement_state_check check (state in ('draft', 'submitted', 'confirmed', 'disputed', 'void', 'ended')),
	constraint agreement_whole_check check (state in ('draft', 'void') or num_nulls(kind, name, ends_on) = 0),
	constraint agreement_kind_check check (kind in ('support', 'cooperation', 'aid', 'responsibility', 'other')),
	constraint agreement_tier_check check (tier in ('province', 'city', 'county', 'institution')),
	constraint agreement_term_check check (ends_on >= starts_on),
	constraint agreement_ended_check check (ended_on between starts_on and ends_on),
	constraint agreement_end_check check (state <> 'ended' or ended_on is not null),
	constraint agreement_years_check check (abs(ends_on - starts_on + 1 - term_years * 365.25) <= 31),
	constraint agreement_filing_check check (filed_on is not null or filed_with_id is null and filing_number is null),
	constraint agreement_scheme_fkey foreign key (scheme_id) references biz.scheme (id),
	constraint agreement_filed_with_fkey foreign key (filed_with_id) references biz.organisation (id)
);
comment on table biz.agreement is 'Agreement or responsibility letter; its first two parties are the sides of the record.';
comment on column biz.agreement.starts_on is 'First day of the term.';
comment on column biz.agreement.ends_on is 'Last day of the term.';
comment on column biz.agreement.ended_on is 'Ended before its term: last day it held.';
comment on column biz.agreement.term_years is 'Term in years as the text says; must fit the days.';
comment on column biz.agreement.kind is 'support 对口支援协议, cooperation 协作协议, aid 援助协议, responsibility 目标责任书, other.';
comment on column biz.agreement.tier is 'Level it is made at: province, city, county, institution.';
comment on column biz.agreement.name is 'Title.';
comment on column biz.agreement.number is 'Number of the document.';
comment on column biz.agreement.programme is 'Programme (项目) it belongs to.';
comment on column biz.agreement.scheme_id is 'Scheme version in force on its first day.';
comment on column biz.agreement.tasks is 'Tasks.';
comment on column biz.agreement.methods is 'Methods of support.';
comment on column biz.agreement.duties is 'Rights and duties.';
comment on column biz.agreement.sign_party_id is 'Action sign: whose signature is noted; moves into the line of that party.';
comment on column biz.agreement.sign_on is 'Action sign: on which day.';
comment on column biz.agreement.parties_count is 'Computed: parties.';
comment on column biz.agreement.signed_count is 'Computed: parties that signed.';
comment on column biz.agreement.complete is 'Computed: all parties signed.';
comment on column biz.agreement.missing_signatures is 'Computed: names of the parties that did not.';
comment on column biz.agreement.filed is 'Computed: filed with the authority.';
comment on column biz.agreement.filed_on is 'Day a copy was filed with the health authority.';
comment on column biz.agreement.filed_with_id is 'Health commission it was filed with.';
comment on column biz.agreement.filing_number is 'Number of the filing.';
comment on constraint agreement_whole_check on biz.agreement is
	'/name|提交前请填写协议类别、名称和终止日期|Enter kind, name and last day before submitting';
comment on constraint agreement_term_check on biz.agreement is
	'/ends_on|终止日期不能早于起始日期|It cannot end before it begins';
comment on constraint agreement_ended_check on biz.agreement is
	'/ended_on|提前终止的日期应在协议期限之内|The day it was ended must lie in its term';
comment on constraint agreement_end_check on biz.agreement is
	'/ended_on|请填写提前终止的日期|Enter the day it was ended';
comment on constraint agreement_years_check on biz.agreement is
	'/term_years|写明的年限与起止日期不符，请核对|The years stated do not fit the first and last day';
comment on constraint agreement_filing_check on biz.agreement is
	'/filed_on|请填写报备日期|Enter the day of filing';
select biz.make_record('biz.agreement', 'agreements', 'agreement', 'starts_on', 'name',
	readers => 'posting,attendance,training,donation,fund,supervision');
create index agreement_ends_idx on biz.agreement (ends_on, id);

create table biz.agreement_party (
	like biz.record_line including all,
	organisation_id int  not null,
	role            text not null,
	leader          text not null,
	contact_name    text not null,
	contact_phone   text,
	signer          text,
	signed_on       date,
	constraint agreement_party_organisation_fkey foreign key (organisation_id) references biz.organisation (id),
	constraint agreement_party_organisation_key unique (record_id, organisation_id),
	constraint agreement_party_role_check check (role in ('supporter', 'supported', 'authority', 'other')),
	constraint agreement_party_place_check check (line <= 4)
);
comment on table biz.agreement_party is 'Parties of an agreement: each with its leader and contact.';
comment on column biz.agreement_party.organisation_id is 'The party.';
comment on column biz.agreement_party.role is 'supporter, supported, authority (health commission) or other.';
comment on column biz.agreement_party.leader is 'Leader in charge.';
comment on column biz.agreement_party.contact_name is 'Who is to be asked.';
comment on column biz.agreement_party.contact_phone is 'Office telephone.';
comment on column biz.agreement_party.signer is 'Who signed.';
comment on column biz.agreement_party.signed_on is 'When; null: the signature is missing.';
comment on constraint agreement_party_organisation_key on biz.agreement_party is
	'/parties|同一机构不能作为两方|An institution is a party only once';
comment on constraint agreement_party_place_check on biz.agreement_party is
	'/parties|协议最多四方|An agreement has at most four parties';
select biz.make_lines('biz.agreement_party', 'biz.agreement');
create index agreement_party_organisation_idx on biz.agreement_party (organisation_id, record_id);

create table biz.agreement_goal (
	like biz.record_line including all,
	name        text not null,
	figure      text,
	baseline    numeric,
	target      numeric,
	unit        text,
	due_on      date,
	owner       text,
	status      text not null default 'open',
	achieved_on date,
	constraint agreement_goal_status_check check (status in ('open', 'met', 'missed', 'dropped')),
	constraint agreement_goal_target_check check (target is null or unit is not null),
	constraint agreement_goal_met_check check ((status = 'met') = (achieved_on is not null))
);
comment on table biz.agreement_goal is 'Goals an agreement promises: each a measurable line.';
comment on column biz.agreement_goal.name is 'What is promised.';
comment on column biz.agreement_goal.figure is 'Code of the figure it is measured by; null: judged by hand.';
comment on column biz.agreement_goal.baseline is 'Value at the beginning.';
comment on column biz.agreement_goal.target is 'Value to be reached.';
comment on column biz.agreement_goal.unit is 'Unit of both.';
comment on column biz.agreement_goal.due_on is 'By when.';
comment on column biz.agreement_goal.owner is 'Who answers for it.';
comment on column biz.agreement_goal.status is 'open, met, missed or dropped.';
comment on column biz.agreement_goal.achieved_on is 'Day it was met.';
comment on constraint agreement_goal_target_check on biz.agreement_goal is
	'/goals|目标值请写明单位|A target needs its unit';
comment on constraint agreement_goal_met_check on biz.agreement_goal is
	'/goals|已实现的目标填写实现日期，其他状态不填|A goal that is met has a day, any other has none';
select biz.make_lines('biz.agreement_goal', 'biz.agreement');

-- Parties beyond the two sides see the agreement too. Their lines are looked up in a definer function:
-- the policies of lines look at the agreement.
create function biz.is_agreement_party(agreement uuid, orgs int[]) returns boolean
language sql stable security definer
set search_path = ''
return exists (select from biz.agreement_party p
                where p.record_id = agreement and p.organisation_id = any (orgs));
comment on function biz.is_agreement_party(uuid, int[]) is 'Whether one of the organisations is a party of the agreement.';
grant execute on function biz.is_agreement_party(uuid, int[]) to yl_web, yl_job;
do $$
begin
	drop policy agreement_select on biz.agreement;
	execute format('create policy agreement_select on biz.agreement for select to yl_web, yl_job using (%s or (select sec.sees_all()) or biz.is_agreement_party(id, (select sec.orgs())))',
		sec.scope_test('biz.agreement', true, true));
end
$$;

-- Both sides stand among the parties, which are two at least.
create function biz.check_agreement_parties(agreement uuid, from_org int, to_org int) returns void
language plpgsql stable
set search_path = ''
as $$
begin
	if (select count(*) from biz.agreement_party p where p.record_id = agreement and p.organisation_id in (from_org, to_org)) < 2 then
		perform sec.refuse('UX422', '签约方中应包括支援方和受援方，并填写负责人和联系人',
			'The parties must include both sides, with leader and contact', '/parties');
	end if;
end
$$;

create function biz.agreement_rules() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	if new.state <> 'void' and (tg_op = 'INSERT' or (new.scheme_id, new.starts_on) is distinct from (old.scheme_id, old.starts_on)) then
		perform biz.check_scheme(new.scheme_id, new.starts_on);
	end if;
	if tg_op = 'UPDATE' and old.state = 'draft' and new.state not in ('draft', 'void') then
		perform biz.check_agreement_parties(new.id, new.from_org_id, new.to_org_id);
	end if;
	if new.filed_with_id is not null and (tg_op = 'INSERT' or new.filed_with_id is distinct from old.filed_with_id)
	   and not exists (select from biz.organisation o where o.id = new.filed_with_id and o.kind = 'commission') then
		perform sec.refuse('UX422', '报备单位应为卫生健康主管部门', 'It is filed with a health commission', '/filed_with');
	end if;
	if (new.sign_party_id is null) <> (new.sign_on is null) then
		perform sec.refuse('UX422', '请选择签字方并填写签字日期', 'Choose who signed and enter the day',
			case when new.sign_on is null then '/sign_on' else '/sign_party' end);
	end if;
	if new.sign_on > (now() at time zone 'Asia/Shanghai')::date then
		perform sec.refuse('UX422', '签字日期不能晚于今天', 'A signature cannot lie in the future', '/sign_on');
	end if;
	new.filed := new.filed_on is not null;
	return new;
end
$$;
create trigger agreement_rules before insert or update on biz.agreement
	for each row execute function biz.agreement_rules();

create function biz.count_signatures(agreements uuid[]) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	perform biz.record_quiet(true);
	update biz.agreement a
	   set parties_count = c.parties, signed_count = c.signed, complete = c.parties >= 2 and c.signed = c.parties,
	       missing_signatures = c.missing, sign_party_id = null, sign_on = null
	  from (select x.id, count(p.line)::int as parties, count(p.signed_on)::int as signed,
	               string_agg(o.name, '、' order by p.line) filter (where p.signed_on is null) as missing
	          from unnest(agreements) as x (id)
	          left join biz.agreement_party p on p.record_id = x.id
	          left join biz.organisation o on o.id = p.organisation_id
	         group by x.id) c
	 where a.id = c.id
	   and (a.parties_count, a.signed_count, a.missing_signatures, a.sign_party_id) is distinct from (c.parties, c.signed, c.missing, null);
	perform biz.record_quiet(false);
end
$$;
comment on function biz.count_signatures(uuid[]) is 'Works out who signed these agreements and who did not.';

create function biz.agreement_parties_changed() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	a biz.agreement;
begin
	if tg_op = 'INSERT' then
		for a in
			select * from biz.agreement g where g.id in (select t.record_id from touched t) and g.state not in ('draft', 'void')
		loop
			perform biz.check_agreement_parties(a.id, a.from_org_id, a.to_org_id);
		end loop;
	end if;
	perform biz.count_signatures((select array_agg(distinct t.record_id) from touched t));
	return null;
end
$$;
create trigger agreement_party_put after insert on biz.agreement_party referencing new table as touched
	for each statement execute function biz.agreement_parties_changed();
create trigger agreement_party_taken after delete on biz.agreement_party referencing old table as touched
	for each statement execute function biz.agreement_parties_changed();
create trigger agreement_party_altered after update on biz.agreement_party referencing new table as touched
	for each statement execute function biz.agreement_parties_changed();

-- The action sign: into the line of that party. After the event of the action was written.
create function biz.agreement_sign() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	update biz.agreement_party p
	   set signed_on = new.sign_on
	 where p.record_id = new.id
	   and p.organisation_id = new.sign_party_id;
	if not found then
		perform sec.refuse('UX422', '该机构不是本协议的签约方', 'This institution is no party of the agreement', '/sign_party');
	end if;
	return null;
end
$$;
create trigger agreement_sign after update on biz.agreement
	for each row when (new.sign_party_id is not null) execute function biz.agreement_sign();

create function biz.agreement_signed_new() returns trigger
language plpgsql volatile
set search_path = ''
as $$
begin
	new.sign_party_id := null;
	new.sign_on := null;
	return new;
end
$$;
create trigger agreement_new before insert on biz.agreement
	for each row execute function biz.agreement_signed_new();
