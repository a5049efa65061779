-- 0413_summary_member.sql - members of an alliance read what is published about it.
--
-- Published and frozen alone, by those whose institution is a member today; drafts, versions and findings
-- stay with the house that writes, and with who oversees it what is published.
set local role yl_owner;

create function biz.summary_scopes() returns text[]
language sql stable security definer
set search_path = ''
as $$
	select coalesce(array_agg(distinct 'alliance:' || k.id), '{}')
	  from (
		select m.alliance_id as id
		  from biz.alliance_member m
		 where m.organisation_id = any (coalesce(biz.summary_orgs(), '{}'))
		   and m.joined_on <= biz.today()
		   and (m.left_on is null or m.left_on > biz.today())
		 union
		select unnest(sec.alliances())) k
$$;
comment on function biz.summary_scopes() is 'Scopes whose published summaries this request reads as a member: alliances of its own institutions, and those it is the office of.';
grant execute on function biz.summary_scopes() to yl_web, yl_job;

drop policy summary_select on biz.summary;
create policy summary_select on biz.summary for select to yl_web, yl_job using (
	org_id = any ((select biz.summary_orgs())::int[])
	or state = 'published' and (org_id = any ((select sec.orgs())::int[])
	   or region_id between (select sec.region_lo()) and (select sec.region_hi())
	   or (select sec.sees_all())
	   or scope = any ((select biz.summary_scopes())::text[])));
create index summary_scope_idx on biz.summary (scope, updated_at desc, id desc) where state = 'published';

create function biz.summary_as_member(s biz.summary) returns boolean
language sql stable
return not coalesce((s).org_id = any (biz.summary_orgs()) or (s).org_id = any (sec.orgs())
	or (s).region_id between sec.region_lo() and sec.region_hi() or sec.sees_all(), false);
comment on function biz.summary_as_member(biz.summary) is 'Whether the caller reads a summary only because it is about an alliance it belongs to.';
grant execute on function biz.summary_as_member(biz.summary) to yl_web, yl_job;

-- A member need not see the figures of its whole alliance; what the summary is about has a name all the same.
create function biz.summary_scope_title(scope text) returns text
language plpgsql stable security definer
set search_path = ''
as $$
declare
	key constant text := substr(scope, position(':' in scope) + 1);
begin
	return case split_part(scope, ':', 1)
		when 'alliance' then (select a.name from biz.alliance a where a.id = key::int)
		when 'org' then (select o.name from biz.organisation o where o.id = key::int)
		when 'region' then (select d.name from biz.division d where d.code = key::int)
		when 'pairing' then (select f.name || ' → ' || t.name || '（' || p.programme || '）'
		                       from biz.pairing p
		                       join biz.organisation f on f.id = p.from_org_id
		                       join biz.organisation t on t.id = p.to_org_id
		                      where p.id = key::int)
		else key end;
end
$$;
comment on function biz.summary_scope_title(text) is 'Name of the scope of a summary that somebody may read.';

create or replace function biz.summary_scope_name(scope text, first date, last date) returns text
language plpgsql stable
set search_path = ''
as $$
begin
	return fig.scope_name(split_part($1, ':', 1), substr($1, position(':' in $1) + 1), $2, $3);
exception
	when sqlstate 'UX403' or sqlstate 'UX404' then
		return coalesce(biz.summary_scope_title($1), $1);
end
$$;
comment on function biz.summary_scope_name is 'Name of the scope of a summary.';
grant execute on function biz.summary_scope_title(text) to yl_web, yl_job;
