-- 0120_succession.sql - who carries an organisation on sees what it left: closed referrals, patients.
--
-- Until now only a grant that named the merged organisation reached its rows; its own people, whose
-- home became the successor, and those who were there before, lost them from sight.

set local role yl_owner;

create index organisation_successor_idx on biz.organisation (successor_id)
	where successor_id is not null;

set local role yl_sec;

create or replace function sec.role_orgs(who bigint)
	returns table (account_role_id bigint, org_id int)
	language plpgsql
	stable
as $$
begin
	return query
	with recursive held as (
		select r.id, r.source, r.scope_kind, r.scope_alliance, m.scope_ceiling_org,
		       case
		           when r.scope_kind in ('home_org', 'home_subtree') then a.home_org
		           else r.scope_org
		       end as root
		  from sec.account_role r
		  join sec.account a on a.id = r.account_id
		  join sec.realm m on m.id = a.realm_id
		 where r.account_id = who
		   and sec.is_active(r)
	), rooted as (
		-- What was merged goes on in its successor.
		select h.id, h.source, h.scope_kind, h.scope_ceiling_org, o.root
		  from held h
		 cross join lateral (values (h.root), (biz.organisation_heir(h.root))) as o (root)
	), reached as (
		select h.id, h.source, h.scope_ceiling_org, h.root as org
		  from rooted h
		 where h.scope_kind in ('home_org', 'org')
		   and h.root is not null
		union all
		select h.id, h.source, h.scope_ceiling_org, c.descendant_id
		  from rooted h
		  join biz.org_closure c on c.ancestor_id = h.root
		 where h.scope_kind in ('home_subtree', 'org_subtree')
		union all
		select h.id, h.source, h.scope_ceiling_org, m.organisation_id
		  from held h
		  join biz.alliance_member m on m.alliance_id = h.scope_alliance
		 where h.scope_kind = 'alliance'
		   and m.joined_on <= (now() at time zone 'Asia/Shanghai')::date
		   and (m.left_on is null or m.left_on > (now() at time zone 'Asia/Shanghai')::date)
	), kept as (
		select r.id, r.org
		  from reached r
		 where r.source <> 'directory'
		    or exists (select
		                 from biz.org_closure c
		                where c.ancestor_id in (r.scope_ceiling_org, biz.organisation_heir(r.scope_ceiling_org))
		                  and c.descendant_id = r.org)
	), line as (
		-- And what was merged into it, after the ceiling: it has no place in the tree of its own.
		select k.id, k.org
		  from kept k
		union
		select l.id, o.id
		  from line l
		  join biz.organisation o on o.successor_id = l.org
	)
	select l.id, l.org
	  from line l;
end
$$;
comment on function sec.role_orgs(bigint) is
	'Organisations each active grant of an account reaches. What a directory gave never reaches past its ceiling, even after organisations moved; what was merged is reached in its successor too, and the successor''s people reach what was merged into it.';

create or replace function sec.org_merged()
	returns trigger
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
begin
	-- Where the successor is beyond a realm's ceiling, its people stay behind.
	update sec.account a
	   set home_org = new.successor_id
	 where a.home_org = new.id
	   and sec.org_within((select m.scope_ceiling_org from sec.realm m where m.id = a.realm_id), new.successor_id);
	update sec.account a
	   set scope_fresh_until = '-infinity'
	 where a.id in (
		with recursive merged (id) as (
			select new.id
			 union
			select o.id
			  from merged
			  join biz.organisation o on o.successor_id = merged.id
		)
		select r.account_id
		  from merged
		  join sec.account_role r on r.scope_org = merged.id and r.revoked_at is null
		 union all
		select k.id
		  from merged
		  join sec.realm m on m.scope_ceiling_org = merged.id
		  join sec.account k on k.realm_id = m.id
		 union all
		select s.account_id
		  from sec.account_scope s
		 where s.orgs && array[new.id, new.successor_id]);
	return null;
end
$$;
comment on function sec.org_merged() is 'People of a merged organisation belong to its successor; scopes that reach either are made anew.';

-- What merged before this migration counts too.
update sec.account set scope_fresh_until = '-infinity';

set local role yl_owner;

-- As in 0033, and: a draft that the merged institution left is not sent in its name any more.
create or replace function biz.check_sending(r biz.referral) returns void
language plpgsql stable
as $$
begin
	perform biz.required((
		select o.id
		  from biz.organisation o
		 where o.id = r.from_org_id
		   and (o.valid_to is null or o.valid_to > current_date)),
		'/organisation_id', '转出单位已停用或合并，请取消这张转诊单，以现单位名义重新转诊',
		'The sending institution has closed or merged: cancel this referral and refer anew from the present one');
	perform biz.required(nullif(r.diagnosis, ''), '/diagnosis', '发送前请填写诊断',
		'Enter the diagnosis before sending');
	perform biz.required(coalesce(r.reason_code, nullif(r.reason, '')), '/reason_code',
		'发送前请选择转诊原因', 'Choose the reason of the referral before sending');
	perform biz.check_reason('referral_reason', r.reason_code, r.reason);
	perform biz.required(r.consent, '/consent', '发送前请记录患者知情同意的方式',
		'Record how the patient consented before sending');
	perform biz.required((
		select c.code
		  from biz.code c
		 where c.list = 'consent'
		   and c.code = r.consent
		   and current_date >= c.valid_from
		   and (c.valid_to is null or current_date < c.valid_to)),
		'/consent', '请从列表中选择知情同意的方式', 'Choose from the list how the patient consented');
	if r.direction = 'down' then
		perform biz.required(nullif(r.recovery_plan, ''), '/recovery_plan',
			'下转前请填写康复治疗方案', 'A down-referral needs a recovery plan before sending');
	end if;
	perform biz.required((
		select o.id
		  from biz.organisation o
		 where o.id = r.to_org_id
		   and (o.valid_to is null or o.valid_to > current_date)),
		'/to_organisation_id', '接收单位已停用，请另选接收单位',
		'The receiving institution has closed: choose another one');
end
$$;
