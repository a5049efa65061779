-- 0210_batch.sql - batches of people that an institution sends out together (DSP-01).
set local role yl_owner;

create table biz.batch (
	like biz.record_head_one including all,
	starts_on     date not null,
	ends_on       date,
	started_on    date,
	ended_on      date,
	number        int,
	name          text,
	programme     text,
	purpose       text,
	planned_heads int,
	agreement_id  uuid,
	scheme_id     uuid,
	constraint batch_whole_check check (state in ('draft', 'void') or num_nulls(number, name, planned_heads, ends_on) = 0),
	constraint batch_number_check check (number between 1 and 9999),
	constraint batch_heads_check check (planned_heads between 1 and 10000),
	constraint batch_term_check check (ends_on >= starts_on),
	constraint batch_real_check check (ended_on >= started_on),
	constraint batch_agreement_fkey foreign key (agreement_id) references biz.agreement (id),
	constraint batch_scheme_fkey foreign key (scheme_id) references biz.scheme (id),
	constraint batch_number_excl exclude using gist (org_id with =, (coalesce(programme, '')) with =, number with =)
		where (state <> 'void')
);
comment on table biz.batch is 'People that an institution sends out together; its postings point to it.';
comment on column biz.batch.starts_on is 'Planned first day.';
comment on column biz.batch.ends_on is 'Planned last day.';
comment on column biz.batch.started_on is 'Real first day.';
comment on column biz.batch.ended_on is 'Real last day.';
comment on column biz.batch.number is 'Which batch of the programme it is, from 1.';
comment on column biz.batch.name is 'Name: 第三批医疗队.';
comment on column biz.batch.programme is 'Programme (项目) it belongs to.';
comment on column biz.batch.purpose is 'What for.';
comment on column biz.batch.planned_heads is 'Planned number of people; with a composition the sum of its heads.';
comment on column biz.batch.agreement_id is 'Agreement it fulfils.';
comment on column biz.batch.scheme_id is 'Scheme version in force on its first day.';
comment on constraint batch_whole_check on biz.batch is
	'/name|提交前请填写批次号、名称、计划人数和计划结束日期|Enter number, name, heads and last day before submitting';
comment on constraint batch_term_check on biz.batch is
	'/ends_on|计划结束日期不能早于开始日期|It cannot end before it begins';
comment on constraint batch_real_check on biz.batch is
	'/ended_on|实际结束日期不能早于实际开始日期|It cannot have ended before it began';
comment on constraint batch_number_excl on biz.batch is
	'/number|本单位在该项目中已有这一批次|Your institution has this batch of the programme already';
select biz.make_record('biz.batch', 'batches', 'posting', 'starts_on', 'name', readers => 'attendance');

create table biz.batch_part (
	like biz.record_line including all,
	specialty  text not null,
	heads      int  not null,
	rank_level text,
	constraint batch_part_heads_check check (heads between 1 and 1000),
	constraint batch_part_rank_check check (rank_level in ('none', 'junior', 'mid', 'deputy_senior', 'senior'))
);
comment on table biz.batch_part is 'Composition of a batch.';
comment on column biz.batch_part.specialty is 'Specialty: 内科, 外科, 妇产科.';
comment on column biz.batch_part.heads is 'How many.';
comment on column biz.batch_part.rank_level is 'Lowest rank wanted.';
select biz.make_lines('biz.batch_part', 'biz.batch');

create function biz.batch_rules() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	if new.state <> 'void' and (tg_op = 'INSERT' or (new.scheme_id, new.starts_on) is distinct from (old.scheme_id, old.starts_on)) then
		perform biz.check_scheme(new.scheme_id, new.starts_on);
	end if;
	return new;
end
$$;
create trigger batch_rules before insert or update on biz.batch
	for each row execute function biz.batch_rules();
