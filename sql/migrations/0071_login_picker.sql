-- 0071_login_picker.sql - the institutions a person can choose at sign-in.
set local role yl_sec;

create function sec.login_picker(q text, n int)
	returns table (realm text, organisation_id int, name text, county text, initials text, suffix text,
	    helpdesk_name text, helpdesk_phone text)
	language plpgsql
	stable
	security definer
	set search_path = ''
as $$
#variable_conflict use_column
declare
	-- Typed by anybody: % and _ are letters here, not patterns.
	word text := lower(regexp_replace(coalesce(q, ''), '([\\%_])', '\\\1', 'g'));
begin
	return query
	select m.code, o.id, o.name, d.name, o.initials,
	       (select min(s.suffix) from sec.realm_suffix s where s.realm_id = m.id),
	       coalesce(o.helpdesk_name, p.helpdesk_name), coalesce(o.helpdesk_phone, p.helpdesk_phone)
	  from (select r.realm_id, r.org_id, min(r.priority) as priority
	          from sec.realm_org_rule r
	         group by r.realm_id, r.org_id) r
	  join sec.realm m on m.id = r.realm_id and m.enabled
	  join biz.organisation o on o.id = r.org_id
	  left join biz.organisation p on p.id = o.parent_id
	  join biz.division d on d.code = o.region_id
	 where (o.valid_to is null or o.valid_to > current_date)
	   and (word = ''
	       or o.name like '%' || word || '%'
	       or o.initials like word || '%'
	       or o.pinyin like word || '%'
	       or lower(o.code) like word || '%')
	 order by o.initials not like word || '%', o.initials, o.id
	 limit least(n, 101);
end
$$;
comment on function sec.login_picker(text, int) is
	'Institutions with a directory whose name holds q, or whose pinyin, initials or code begin with it; with the helpdesk of the institution, or of the one above it.';
grant execute on function sec.login_picker(text, int) to yl_auth;
