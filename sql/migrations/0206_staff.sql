-- 0206_staff.sql - the staff of an institution: rank and licence as somebody chose them (HRM-01).
--
-- Rank is never guessed from the title's text, nor the licence from the department. Other modules
-- point to a member of staff; the other side of a record sees the name (biz.staff_name), not the row.
set local role yl_owner;

create table biz.staff (
	like biz.record_head_one including all,
	joined_on        date not null,
	left_on          date,
	name             text collate "C",
	employee_number  text,
	sex              text,
	birth_date       date,
	id_number_enc    bytea,
	id_number_idx    bytea,
	phone_enc        bytea,
	phone_idx        bytea,
	login            text,
	department       text,
	category         text,
	specialty        text,
	title            text,
	rank_level       text,
	rank_since       date,
	promotion_target text,
	promotion_year   int,
	licence_kind     text,
	licence_number   text,
	licence_scope    text,
	licence_until    date,
	exam_progress    text,
	education        text,
	constraint staff_whole_check check (state in ('draft', 'void')
		or num_nulls(name, category, rank_level, licence_kind) = 0),
	constraint staff_name_check check (length(name) between 1 and 50),
	constraint staff_sex_check check (sex in ('M', 'F')),
	constraint staff_birth_check check (birth_date between '1920-01-01' and '2100-01-01'
		and joined_on >= birth_date + 15 * 365),
	constraint staff_left_check check (left_on >= joined_on),
	constraint staff_category_check check (category in ('doctor', 'nurse', 'technician', 'pharmacist', 'public_health', 'manager', 'other')),
	constraint staff_rank_check check (rank_level in ('none', 'junior', 'mid', 'deputy_senior', 'senior')),
	constraint staff_rank_since_check check (rank_since <= '2100-01-01'),
	constraint staff_target_check check (promotion_target in ('mid', 'deputy_senior', 'senior')),
	constraint staff_promotion_check check ((promotion_target is null) = (promotion_year is null)),
	constraint staff_year_check check (promotion_year between 2000 and 2100),
	constraint staff_licence_check check (licence_kind in ('practising_doctor', 'assistant_doctor', 'nurse', 'village_doctor',
		'pharmacist', 'technician', 'none')),
	constraint staff_exam_check check (exam_progress in ('preparing', 'registered', 'practical_passed', 'passed')),
	constraint staff_id_number_check check ((id_number_enc is null) = (id_number_idx is null)),
	constraint staff_phone_check check ((phone_enc is null) = (phone_idx is null)),
	constraint staff_number_excl exclude using gist (org_id with =, employee_number with =) where (state <> 'void'),
	constraint staff_person_excl exclude using gist (org_id with =, id_number_idx with =)
		where (state <> 'void' and left_on is null),
	constraint staff_login_excl exclude using gist (org_id with =, login with =) where (state <> 'void' and left_on is null)
);
comment on table biz.staff is 'Register of the staff of an institution.';
comment on column biz.staff.joined_on is 'First day at this institution.';
comment on column biz.staff.left_on is 'Last day at this institution; null: still there.';
comment on column biz.staff.name is 'Full name.';
comment on column biz.staff.employee_number is 'Number in the institution''s own books.';
comment on column biz.staff.sex is 'M or F.';
comment on column biz.staff.birth_date is 'Day of birth.';
comment on column biz.staff.id_number_enc is 'ID number, encrypted.';
comment on column biz.staff.id_number_idx is 'Its keyed hash: tells one person in two registers.';
comment on column biz.staff.phone_enc is 'Telephone, encrypted.';
comment on column biz.staff.phone_idx is 'Its keyed hash.';
comment on column biz.staff.login is 'Account of the portal: name@suffix of its directory; gets the rights of a posting.';
comment on column biz.staff.department is 'Department.';
comment on column biz.staff.category is 'doctor, nurse, technician, pharmacist, public_health, manager or other.';
comment on column biz.staff.specialty is 'Specialty, as team templates name it: 内科, 外科, 妇产科.';
comment on column biz.staff.title is 'Professional title in words: 主治医师.';
comment on column biz.staff.rank_level is 'Rank level, chosen: none, junior, mid, deputy_senior or senior.';
comment on column biz.staff.rank_since is 'Since when, for rules that ask for years of rank (高年资).';
comment on column biz.staff.promotion_target is 'Rank the person is up for: mid, deputy_senior or senior.';
comment on column biz.staff.promotion_year is 'In which year.';
comment on column biz.staff.licence_kind is 'Licence, chosen: practising_doctor, assistant_doctor, nurse, village_doctor, pharmacist, technician or none.';
comment on column biz.staff.licence_number is 'Number of the licence.';
comment on column biz.staff.licence_scope is 'Scope of practice.';
comment on column biz.staff.licence_until is 'Last day the licence holds; null: no end.';
comment on column biz.staff.exam_progress is 'Village doctor on the way to the licence: preparing, registered, practical_passed or passed.';
comment on column biz.staff.education is 'Highest education in words.';
comment on constraint staff_whole_check on biz.staff is
	'/name|提交前请填写姓名、人员类别、职称级别和执业资格|Enter name, category, rank level and licence before submitting';
comment on constraint staff_birth_check on biz.staff is
	'/birth_date|出生日期与到岗日期不符，请核对|Birth and first day do not fit: check them';
comment on constraint staff_left_check on biz.staff is
	'/left_on|离岗日期不能早于到岗日期|The last day cannot lie before the first';
comment on constraint staff_promotion_check on biz.staff is
	'/promotion_year|拟晋升级别和晋升年度应同时填写|Rank aimed at and year of promotion belong together';
comment on constraint staff_number_excl on biz.staff is
	'/employee_number|本单位已有使用该工号的人员|Somebody of this institution has this employee number';
comment on constraint staff_person_excl on biz.staff is
	'/id_number|本单位已登记此身份证号的人员|A person with this ID number is registered here already';
comment on constraint staff_login_excl on biz.staff is
	'/login|该登录账号已登记给本单位另一人|This account is another person''s of this institution';
select biz.make_record('biz.staff', 'staff', 'staff', 'joined_on', 'name',
	readers => 'posting,attendance,training,technique', personal => 'birth_date,licence_number');
create index staff_org_name_idx on biz.staff (org_id, name, id);
create index staff_id_number_idx on biz.staff (id_number_idx) where id_number_idx is not null;
create index staff_login_idx on biz.staff (login) where login is not null;

create function biz.rank_order(rank_level text) returns int
language sql immutable
return array_position('{none,junior,mid,deputy_senior,senior}'::text[], rank_level);
comment on function biz.rank_order(text) is 'Ranks as numbers that can be compared.';

set local role yl_sec;
create function sec.account_of_login(login text)
	returns table (account_id bigint, home_org int)
	language sql
	stable
	security definer
	set search_path = ''
as $$
	select a.id, a.home_org
	  from sec.realm_suffix x
	  join sec.account a on a.realm_id = x.realm_id
	 where x.suffix = lower(substring(login from '@([^@]+)$'))
	   and a.login_name = lower(substring(login from '^(.+)@[^@]+$'))
	   and a.dir_state <> 'gone'
	 order by a.id desc
	 limit 1
$$;
comment on function sec.account_of_login(text) is 'The account that signs in as name@suffix, where it signed in once or was granted something.';
grant execute on function sec.account_of_login(text) to yl_owner;

set local role yl_owner;
-- The account must be one of the institution's own people: a posting hands rights to it.
create function biz.staff_account(staff uuid) returns bigint
language sql stable security definer
set search_path = ''
as $$
	select a.account_id
	  from biz.staff s
	 cross join lateral sec.account_of_login(s.login) a
	 where s.id = staff_account.staff
	   and s.state = 'confirmed'
	   and s.left_on is null
	   and exists (select
	                 from biz.org_closure c
	                where c.ancestor_id = s.org_id
	                  and c.descendant_id = a.home_org)
$$;
comment on function biz.staff_account(uuid) is 'The account of a member of staff who is still there, if it belongs to the same institution.';
grant execute on function biz.staff_account(uuid) to yl_web, yl_job;
