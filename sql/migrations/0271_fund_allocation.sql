-- 0271_fund_allocation.sql - a fund handed down: province, city, county, unit, with the days (FND-02).
--
-- The payer enters it, the receiver's word makes it count and says when the money arrived. What is
-- handed on never exceeds what came, and what stands upon an allocation keeps it from being voided.
set local role yl_owner;

create table biz.fund_allocation (
	like biz.record_head_two including all,
	allocated_on    date    not null,
	fund_id         uuid,
	parent_id       uuid,
	name            text,
	amount_fen      bigint,
	document_number text,
	purpose         text,
	due_on          date,
	paid_on         date,
	arrived_on      date,
	tier            text,
	onward          boolean not null default false,
	progress        text    not null default 'allocated',
	late_days       int,
	allowed_uses    text,
	handed_fen      bigint  not null default 0,
	spent_fen       bigint  not null default 0,
	balance_fen     bigint,
	unpaid          boolean generated always as (paid_on is null) stored,
	on_the_way      boolean generated always as (paid_on is not null and arrived_on is null) stored,
	constraint fund_allocation_whole_check check (state in ('draft', 'void') or num_nulls(fund_id, amount_fen) = 0),
	constraint fund_allocation_amount_check check (amount_fen > 0),
	constraint fund_allocation_day_check check (allocated_on between '1990-01-01' and '2100-01-01'),
	constraint fund_allocation_due_check check (due_on >= allocated_on),
	constraint fund_allocation_paid_check check (paid_on >= allocated_on),
	constraint fund_allocation_arrived_check check (arrived_on is null or paid_on is not null and arrived_on >= paid_on),
	constraint fund_allocation_tier_check check (tier in ('province', 'city', 'county', 'unit')),
	constraint fund_allocation_progress_check check (progress in ('allocated', 'paid', 'arrived')),
	constraint fund_allocation_fund_fkey foreign key (fund_id) references biz.fund (id)
);
comment on table biz.fund_allocation is 'Part of a fund handed from one institution to another; counts when the receiver confirmed it.';
comment on column biz.fund_allocation.allocated_on is 'Day it was allocated (下达).';
comment on column biz.fund_allocation.fund_id is 'The fund; taken from the allocation above where that is given.';
comment on column biz.fund_allocation.parent_id is 'The allocation it is handed on from; null: from the fund''s holder.';
comment on column biz.fund_allocation.name is 'Computed: fund and amount, as it is shown where others point to it.';
comment on column biz.fund_allocation.amount_fen is 'How much, in fen.';
comment on column biz.fund_allocation.document_number is 'Number of the document (文号).';
comment on column biz.fund_allocation.purpose is 'What for.';
comment on column biz.fund_allocation.due_on is 'Day it is to be paid by; from the fund where none is given.';
comment on column biz.fund_allocation.paid_on is 'Day the payer paid it (下拨).';
comment on column biz.fund_allocation.arrived_on is 'Day it arrived (到账); the receiver''s word.';
comment on column biz.fund_allocation.tier is 'Computed: the receiver''s level: province, city, county commission, or unit.';
comment on column biz.fund_allocation.onward is 'Computed: handed on, not from the fund''s holder.';
comment on column biz.fund_allocation.progress is 'Computed: allocated, paid or arrived.';
comment on column biz.fund_allocation.late_days is 'Computed: days it was paid after the day it was due; null: not paid, or no such day.';
comment on column biz.fund_allocation.allowed_uses is 'Computed: what the fund may be used for, in words.';
comment on column biz.fund_allocation.handed_fen is 'Computed: handed on by the receiver, in fen.';
comment on column biz.fund_allocation.spent_fen is 'Computed: spent by the receiver, in fen.';
comment on column biz.fund_allocation.balance_fen is 'Computed: what the receiver neither handed on nor spent, in fen.';
comment on column biz.fund_allocation.unpaid is 'Computed: the payment is to be noted.';
comment on column biz.fund_allocation.on_the_way is 'Computed: the arrival is to be noted.';
comment on constraint fund_allocation_whole_check on biz.fund_allocation is
	'/fund /amount_fen|提交前请选择资金并填写金额|Choose the fund and enter the amount before submitting';
comment on constraint fund_allocation_amount_check on biz.fund_allocation is
	'/amount_fen|金额应大于零|The amount must be above zero';
comment on constraint fund_allocation_day_check on biz.fund_allocation is
	'/allocated_on|下达日期应在1990年之后，请核对年份|The day must lie after 1990: check the year';
comment on constraint fund_allocation_due_check on biz.fund_allocation is
	'/due_on|拨付期限不能早于下达日期|It cannot be due before it was allocated';
comment on constraint fund_allocation_paid_check on biz.fund_allocation is
	'/paid_on|拨付日期不能早于下达日期|It cannot be paid before it was allocated';
comment on constraint fund_allocation_arrived_check on biz.fund_allocation is
	'/arrived_on|到账日期不能早于拨付日期；付款单位尚未登记拨付的，请先催其登记|It cannot arrive before it was paid: ask the payer to enter the payment';
select biz.make_record('biz.fund_allocation', 'fund_allocations', 'fund', 'allocated_on', 'name');
alter table biz.fund_allocation add constraint fund_allocation_parent_fkey foreign key (parent_id) references biz.fund_allocation (id);
create index fund_allocation_fund_idx on biz.fund_allocation (fund_id) where parent_id is null;
create index fund_allocation_parent_idx on biz.fund_allocation (parent_id) where parent_id is not null;

create table biz.fund_spending (
	like biz.record_head_one including all,
	spent_on       date    not null,
	fund_id        uuid,
	allocation_id  uuid,
	use            text,
	subject        text,
	amount_fen     bigint,
	payee          text,
	voucher_number text,
	at_unit        boolean not null default false,
	constraint fund_spending_whole_check check (state in ('draft', 'void') or num_nulls(fund_id, use, subject, amount_fen) = 0),
	constraint fund_spending_amount_check check (amount_fen > 0),
	constraint fund_spending_day_check check (spent_on between '1990-01-01' and '2100-01-01'),
	constraint fund_spending_use_check check (biz.fund_use_zh(use) is not null),
	constraint fund_spending_fund_fkey foreign key (fund_id) references biz.fund (id),
	constraint fund_spending_allocation_fkey foreign key (allocation_id) references biz.fund_allocation (id)
);
comment on table biz.fund_spending is 'Money of a fund that was spent, and on what (FND-04).';
comment on column biz.fund_spending.spent_on is 'Day it was spent.';
comment on column biz.fund_spending.fund_id is 'The fund; taken from the allocation where that is given.';
comment on column biz.fund_spending.allocation_id is 'The allocation it is spent from; null: by the fund''s holder.';
comment on column biz.fund_spending.use is 'What for: one of the fund''s allowed uses.';
comment on column biz.fund_spending.subject is 'What was paid, in a few words.';
comment on column biz.fund_spending.amount_fen is 'How much, in fen.';
comment on column biz.fund_spending.payee is 'Who was paid.';
comment on column biz.fund_spending.voucher_number is 'Number of the voucher.';
comment on column biz.fund_spending.at_unit is 'Computed: spent by a unit, not by a commission.';
comment on constraint fund_spending_whole_check on biz.fund_spending is
	'/fund /use /subject /amount_fen|提交前请填写款项来源、用途、内容和金额|Enter where the money is from, use, subject and amount before submitting';
comment on constraint fund_spending_amount_check on biz.fund_spending is
	'/amount_fen|金额应大于零|The amount must be above zero';
comment on constraint fund_spending_day_check on biz.fund_spending is
	'/spent_on|支出日期应在1990年之后，请核对年份|The day must lie after 1990: check the year';
select biz.make_record('biz.fund_spending', 'fund_spendings', 'fund', 'spent_on', 'subject');
create index fund_spending_fund_idx on biz.fund_spending (fund_id, use);
create index fund_spending_allocation_idx on biz.fund_spending (allocation_id) where allocation_id is not null;

-- What stands upon a fund (above null: its holder's part) or an allocation. Drafts and void ones do not.
create function biz.fund_taken(fund uuid, above uuid, but uuid, out handed bigint, out spent bigint)
language sql stable
as $$
	select coalesce((select sum(a.amount_fen) from biz.fund_allocation a
	                  where case when above is null then a.fund_id = fund and a.parent_id is null else a.parent_id = above end
	                    and a.state not in ('draft', 'void') and a.id is distinct from but), 0),
	       coalesce((select sum(s.amount_fen) from biz.fund_spending s
	                  where case when above is null then s.fund_id = fund and s.allocation_id is null else s.allocation_id = above end
	                    and s.state not in ('draft', 'void') and s.id is distinct from but), 0)
$$;
comment on function biz.fund_taken(uuid, uuid, uuid) is 'Handed on and spent of a fund''s holder or of an allocation, but for one row.';

-- Locks what money is drawn on, then holds the sum against it.
create function biz.draw_on_fund(fund uuid, above uuid, me uuid, fen bigint) returns void
language plpgsql volatile
as $$
declare
	there bigint;
	taken bigint;
begin
	if above is null then
		select f.amount_fen into there from biz.fund f where f.id = fund for update;
	else
		select a.amount_fen into there from biz.fund_allocation a where a.id = above for update;
	end if;
	select t.handed + t.spent into taken from biz.fund_taken(fund, above, me) t;
	if taken + fen > there then
		perform sec.refuse('UX422',
			'超出可用金额：共' || biz.fund_amount_zh(there) || '，已分配和支出' || biz.fund_amount_zh(taken) || '，最多还能用'
			|| biz.fund_amount_zh(greatest(there - taken, 0)),
			'More than there is: of ' || there / 100.0 || ' yuan ' || taken / 100.0 || ' are taken, ' || greatest(there - taken, 0) / 100.0
			|| ' are left', '/amount_fen');
	end if;
end
$$;
comment on function biz.draw_on_fund(uuid, uuid, uuid, bigint) is 'Refuses (UX422 /amount_fen) what is more than the fund or allocation still has; locks it.';

-- Works the computed sums out anew, upwards; who calls it holds the row that was drawn on.
create function biz.count_fund(fund uuid, above uuid) returns void
language plpgsql volatile
as $$
begin
	perform biz.record_quiet(true);
	if above is not null then
		update biz.fund_allocation a
		   set handed_fen = t.handed, spent_fen = t.spent, balance_fen = a.amount_fen - t.handed - t.spent
		  from biz.fund_taken(fund, above, null) t
		 where a.id = above;
	end if;
	update biz.fund f
	   set allocated_fen = t.handed, balance_fen = f.amount_fen - t.handed - t.spent,
	       spent_fen = (select coalesce(sum(s.amount_fen), 0) from biz.fund_spending s
	                     where s.fund_id = fund and s.state not in ('draft', 'void'))
	  from biz.fund_taken(fund, null, null) t
	 where f.id = fund;
	perform biz.record_quiet(false);
end
$$;

create function biz.fund_rules() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	taken bigint;
begin
	-- Sums that were worked out anew make no version.
	if tg_op = 'INSERT' then
		new.balance_fen := new.amount_fen;
		return new;
	elsif new.version = old.version then
		return new;
	end if;
	select t.handed + t.spent into taken from biz.fund_taken(new.id, null, null) t;
	if new.state = 'void' and old.state <> 'void' and (taken > 0 or exists (select from biz.fund_spending s
	    where s.fund_id = new.id and s.state not in ('draft', 'void'))) then
		perform sec.refuse('UX409', '该资金下已有分配或支出，请先作废它们', 'Allocations or spendings stand upon it: void them first', '/state');
	elsif new.state <> 'void' and taken > coalesce(new.amount_fen, 0) then
		perform sec.refuse('UX422', '已分配和支出' || biz.fund_amount_zh(taken) || '，金额不能小于此数',
			'It cannot be less than what was handed on and spent, ' || taken / 100.0 || ' yuan', '/amount_fen');
	end if;
	new.balance_fen := new.amount_fen - taken;
	return new;
end
$$;
comment on function biz.fund_rules() is 'Trigger: a fund carries what stands upon it.';
create trigger fund_rules before insert or update on biz.fund
	for each row execute function biz.fund_rules();

-- The uses in words, at the fund and what was handed down of it. A use that money was spent on stays.
create function biz.fund_uses_put() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	lost text := (select string_agg(distinct biz.fund_use_zh(s.use), '、')
	                from biz.fund_spending s
	               where s.fund_id in (select t.record_id from touched t)
	                 and s.state not in ('draft', 'void')
	                 and not exists (select from biz.fund_use u where u.record_id = s.fund_id and u.use = s.use));
begin
	if lost is not null then
		perform sec.refuse('UX422', '已有支出用于' || lost || '，不能从允许的用途中去掉',
			'Money was spent on a use that you took out: void that spending first', '/uses');
	end if;
	perform biz.record_quiet(true);
	update biz.fund f
	   set allowed_uses = u.words
	  from (select x.record_id, string_agg(biz.fund_use_zh(x.use), '、' order by x.line) as words
	          from biz.fund_use x where x.record_id in (select t.record_id from touched t) group by 1) u
	 where f.id = u.record_id;
	update biz.fund_allocation a
	   set allowed_uses = f.allowed_uses
	  from biz.fund f
	 where f.id = a.fund_id
	   and f.id in (select t.record_id from touched t);
	perform biz.record_quiet(false);
	return null;
end
$$;
create trigger fund_use_put after insert on biz.fund_use referencing new table as touched
	for each statement execute function biz.fund_uses_put();

-- Whose part of the fund the payer hands on: the holder's own, or one it received.
create function biz.find_allocation(fund uuid, org int) returns uuid
language sql stable
as $$
	select min(a.id::text)::uuid
	  from biz.fund_allocation a
	 where a.fund_id = fund
	   and a.to_org_id = org
	   and a.state = 'confirmed'
	having count(*) = 1
$$;

-- Money goes down: a commission hands it to lower ones and to institutions of its region, an
-- institution to institutions; never back to whom it came from.
create function biz.check_fund_way(a biz.fund_allocation, holder int) returns text
language plpgsql stable
as $$
declare
	f biz.organisation := (select o from biz.organisation o where o.id = a.from_org_id);
	t biz.organisation := (select o from biz.organisation o where o.id = a.to_org_id);
	reach int := case when f.region_id % 10000 = 0 then 9999 when f.region_id % 100 = 0 then 99 else 0 end;
begin
	if f.kind = 'commission' and t.region_id not between f.region_id and f.region_id + reach then
		perform sec.refuse('UX422', '请选择本辖区的单位', 'Choose an institution of your region', '/to');
	end if;
	if t.kind = 'commission' and (f.kind <> 'commission' or t.region_id = f.region_id) then
		perform sec.refuse('UX422', '资金只能向下级分配', 'Money is handed downwards only', '/to');
	end if;
	if exists (
		with recursive up as (
			select p.id, p.parent_id, p.from_org_id from biz.fund_allocation p where p.id = a.parent_id
			 union all
			select p.id, p.parent_id, p.from_org_id from up join biz.fund_allocation p on p.id = up.parent_id
		)
		select from up where up.from_org_id = a.to_org_id) or a.to_org_id = holder then
		perform sec.refuse('UX422', '这笔资金由该单位下达而来，不能再分配给它', 'The money came from this institution', '/to');
	end if;
	return case when t.kind <> 'commission' then 'unit' when t.region_id % 10000 = 0 then 'province'
		when t.region_id % 100 = 0 then 'city' else 'county' end;
end
$$;

create function biz.place_allocation(a biz.fund_allocation) returns biz.fund_allocation
language plpgsql stable
as $$
declare
	f biz.fund;
	p biz.fund_allocation;
begin
	if a.parent_id is null and a.fund_id is not null
	   and (select x.org_id from biz.fund x where x.id = a.fund_id) <> a.from_org_id then
		a.parent_id := biz.find_allocation(a.fund_id, a.from_org_id);
		if a.parent_id is null then
			perform sec.refuse('UX422', '请选择本单位从中收到的那笔拨款', 'Choose the allocation that you received of it', '/parent');
		end if;
	end if;
	if a.parent_id is not null then
		select * into p from biz.fund_allocation x where x.id = a.parent_id;
		if p.to_org_id is distinct from a.from_org_id or p.fund_id <> coalesce(a.fund_id, p.fund_id) then
			perform sec.refuse('UX422', '请选择付款单位收到的拨款', 'Choose an allocation that the payer received', '/parent');
		elsif p.state <> 'confirmed' then
			perform sec.refuse('UX422', '该拨款尚未确认，还不能往下分配', 'This allocation is not confirmed yet', '/parent');
		end if;
		a.fund_id := p.fund_id;
	end if;
	select * into f from biz.fund x where x.id = a.fund_id;
	if f.id is not null and f.state <> 'confirmed' then
		perform sec.refuse('UX422', '该资金尚未提交或已作废', 'This fund is not submitted, or void', '/fund');
	elsif a.allocated_on < f.issued_on then
		perform sec.refuse('UX422', '下达日期不能早于资金的下达日期（' || f.issued_on || '）', 'It cannot be allocated before the fund was given, '
			|| f.issued_on, '/allocated_on');
	end if;
	a.tier := biz.check_fund_way(a, f.org_id);
	a.onward := a.parent_id is not null;
	a.due_on := coalesce(a.due_on, case when f.pay_by >= a.allocated_on then f.pay_by end);
	a.allowed_uses := f.allowed_uses;
	a.name := coalesce(f.name || ' ' || biz.fund_amount_zh(a.amount_fen), f.name);
	return a;
end
$$;

create function biz.allocation_rules() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	asked constant boolean := biz.acting_account() <> 0;
	taken bigint;
begin
	new.onward := coalesce(new.onward, false);
	if tg_op = 'UPDATE' and new.version = old.version then
		return new;
	end if;
	if tg_op = 'UPDATE' then
		select t.handed + t.spent into taken from biz.fund_taken(new.fund_id, new.id, null) t;
		if new.state = 'void' and taken > 0 then
			perform sec.refuse('UX409', '这笔拨款已往下分配或支出' || biz.fund_amount_zh(taken) || '，请先作废它们',
				'Allocations or spendings stand upon it: void them first', '/state');
		elsif new.state <> 'void' and taken > coalesce(new.amount_fen, 0) then
			perform sec.refuse('UX422', '已往下分配和支出' || biz.fund_amount_zh(taken) || '，金额不能小于此数',
				'It cannot be less than what was handed on and spent, ' || taken / 100.0 || ' yuan', '/amount_fen');
		end if;
	end if;
	new.balance_fen := new.amount_fen - coalesce(taken, 0);
	if new.state = 'void' then
		return new;
	end if;
	if greatest(new.paid_on, new.arrived_on) > (now() at time zone 'Asia/Shanghai')::date then
		perform sec.refuse('UX422', '日期不能晚于今天', 'A day that has not come cannot be entered',
			case when new.arrived_on > (now() at time zone 'Asia/Shanghai')::date then '/arrived_on' else '/paid_on' end);
	end if;
	-- Before sums are told: they are of who pays or receives.
	if asked and not biz.acts_for(new.from_org_id, new.from_region_id) and not biz.acts_for(new.to_org_id, new.to_region_id)
	   or asked and tg_op = 'INSERT' and not biz.acts_for(new.from_org_id, new.from_region_id) then
		perform sec.refuse('UX403', '您不能以这个单位的名义填报，请选择本单位', 'You cannot enter it for this institution: choose your own', '/from');
	end if;
	-- Who acts for both sides, an overseer of either, does not speak for the receiver.
	if asked and sec.permission() = 'fund.confirm' and biz.acts_for(new.from_org_id, new.from_region_id) then
		perform sec.refuse('UX403', '应由收款单位自己确认', 'The receiver itself confirms', '/state');
	end if;
	if tg_op = 'INSERT' or old.state = 'draft' or (new.fund_id, new.parent_id, new.amount_fen, new.allocated_on, new.to_org_id)
	    is distinct from (old.fund_id, old.parent_id, old.amount_fen, old.allocated_on, old.to_org_id) then
		new := biz.place_allocation(new);
		if new.state <> 'draft' then
			perform biz.draw_on_fund(new.fund_id, new.parent_id, new.id, new.amount_fen);
		end if;
	end if;
	new.progress := case when new.arrived_on is not null then 'arrived' when new.paid_on is not null then 'paid' else 'allocated' end;
	new.late_days := case when new.paid_on is not null and new.due_on is not null then greatest(new.paid_on - new.due_on, 0) end;
	return new;
end
$$;
comment on function biz.allocation_rules() is 'Trigger: from what it is taken, to whom, how much is left, when.';
create trigger fund_allocation_rules before insert or update on biz.fund_allocation
	for each row execute function biz.allocation_rules();

create function biz.spending_rules() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	a biz.fund_allocation;
	f biz.fund;
begin
	if biz.acting_account() <> 0 and not biz.acts_for(new.org_id, new.region_id) then
		perform sec.refuse('UX403', '您不能以这个单位的名义填报，请选择本单位', 'You cannot enter it for this institution: choose your own', '/org');
	end if;
	new.at_unit := coalesce((select o.kind <> 'commission' from biz.organisation o where o.id = new.org_id), false);
	if new.state in ('draft', 'void') then
		return new;
	end if;
	if new.allocation_id is null and new.fund_id is not null
	   and (select x.org_id from biz.fund x where x.id = new.fund_id) <> new.org_id then
		new.allocation_id := biz.find_allocation(new.fund_id, new.org_id);
	end if;
	select * into a from biz.fund_allocation x where x.id = new.allocation_id;
	select * into f from biz.fund x where x.id = coalesce(new.fund_id, a.fund_id);
	if f.id is null or coalesce(a.to_org_id, f.org_id) <> new.org_id or a.fund_id <> f.id then
		perform sec.refuse('UX422', '请选择本单位收到的拨款，或本单位持有的资金', 'Choose an allocation that you received, or a fund that you hold',
			case when new.fund_id is null or new.allocation_id is not null then '/allocation' else '/fund' end);
	elsif coalesce(a.state, f.state) <> 'confirmed' or a.id is not null and a.arrived_on is null then
		perform sec.refuse('UX422', '款项尚未到账，请先登记到账', 'The money has not arrived: note its arrival first', '/allocation');
	elsif new.spent_on < coalesce(a.allocated_on, f.issued_on) then
		perform sec.refuse('UX422', '支出日期不能早于下达日期（' || coalesce(a.allocated_on, f.issued_on) || '）',
			'It cannot be spent before it was given, ' || coalesce(a.allocated_on, f.issued_on), '/spent_on');
	elsif new.spent_on > (now() at time zone 'Asia/Shanghai')::date then
		perform sec.refuse('UX422', '支出日期不能晚于今天', 'A day that has not come cannot be entered', '/spent_on');
	elsif not exists (select from biz.fund_use u where u.record_id = f.id and u.use = new.use) then
		perform sec.refuse('UX422', '该资金专款专用，只能用于：' || coalesce(f.allowed_uses, '（未规定用途）'),
			'The fund may not be used for this', '/use');
	end if;
	new.fund_id := f.id;
	if tg_op = 'INSERT' or old.state = 'draft' or (new.fund_id, new.allocation_id, new.amount_fen)
	    is distinct from (old.fund_id, old.allocation_id, old.amount_fen) then
		perform biz.draw_on_fund(new.fund_id, new.allocation_id, new.id, new.amount_fen);
	end if;
	return new;
end
$$;
comment on function biz.spending_rules() is 'Trigger: of money that arrived, for an allowed use, no more than is left.';
create trigger fund_spending_rules before insert or update on biz.fund_spending
	for each row execute function biz.spending_rules();

create function biz.fund_drawn() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	if tg_op = 'UPDATE' and new.version = old.version or new.fund_id is null then
		return null;
	end if;
	perform biz.count_fund(new.fund_id, nullif(case tg_table_name when 'fund_allocation' then to_jsonb(new) ->> 'parent_id'
		else to_jsonb(new) ->> 'allocation_id' end, '')::uuid);
	return null;
end
$$;
comment on function biz.fund_drawn() is 'Trigger: the sums of what was drawn on.';
create trigger fund_allocation_drawn after insert or update on biz.fund_allocation
	for each row when (new.state <> 'draft') execute function biz.fund_drawn();
create trigger fund_spending_drawn after insert or update on biz.fund_spending
	for each row when (new.state <> 'draft') execute function biz.fund_drawn();

-- Who got money of a fund sees the fund: its document and what it may be used for. Looked up in a
-- definer function, as the policies of allocations are not this one's matter.
create function biz.fund_reaches(fund uuid, orgs int[], lo int, hi int) returns boolean
language sql stable security definer
set search_path = ''
return exists (select from biz.fund_allocation a
                where a.fund_id = fund
                  and a.state not in ('draft', 'void')
                  and (a.to_org_id = any (orgs) or a.to_region_id between lo and hi));
comment on function biz.fund_reaches(uuid, int[], int, int) is 'Whether money of the fund was handed to one of the organisations, or into the regions.';
grant execute on function biz.fund_reaches(uuid, int[], int, int) to yl_web, yl_job;
create index fund_allocation_reach_idx on biz.fund_allocation (fund_id, to_org_id);
do $$
begin
	drop policy fund_select on biz.fund;
	execute format('create policy fund_select on biz.fund for select to yl_web, yl_job using (%s or (select sec.sees_all()) or biz.fund_reaches(id, (select sec.orgs())::int[], (select sec.region_lo()), (select sec.region_hi())))',
		sec.scope_test('biz.fund', true, true));
end
$$;
