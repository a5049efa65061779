-- 0009_protect.sql - row-level security of business tables, in one measured form.
set local role yl_sec;

create function sec.has_column(target regclass, name text)
	returns boolean
	language sql
	stable
return exists (select
                 from pg_catalog.pg_attribute a
                where a.attrelid = target
                  and a.attname = name
                  and not a.attisdropped);
comment on function sec.has_column(regclass, text) is 'Whether a table has this column.';

-- Whether a row lies in the scope of the request. Sub-selects run once a statement (InitPlan);
-- only int columns are compared, so that indexes keep working under the policy.
create function sec.scope_test(target regclass, by_org boolean, by_region boolean, alias text default '')
	returns text
	language plpgsql
	stable
as $$
declare
	test text[] := '{}';
	side text;
	org text;
begin
	foreach side in array array['', 'from_', 'to_']
	loop
		foreach org in array array['org_id', 'organisation_id']
		loop
			if by_org and sec.has_column(target, side || org) then
				test := test || format('%s%s = any ((select sec.orgs())::int[])', alias, side || org);
			end if;
		end loop;
	end loop;
	if by_org and sec.has_column(target, 'alliance_id') then
		test := test || format('%salliance_id = any ((select sec.alliances())::int[])', alias);
	end if;
	foreach side in array array['', 'from_', 'to_']
	loop
		if by_region and sec.has_column(target, side || 'region_id') then
			test := test || format('%s%sregion_id between (select sec.region_lo()) and (select sec.region_hi())', alias, side);
		end if;
	end loop;
	return array_to_string(test, ' or ');
end
$$;
comment on function sec.scope_test(regclass, boolean, boolean, text) is
	'Condition over the scope columns a table has: [from_|to_]org_id (organisation_id), alliance_id, [from_|to_]region_id.';

create function sec.protect(target regclass, form text, parents text default '')
	returns void
	language plpgsql
	volatile
as $$
declare
	kind text := split_part(form, ':', 1);
	rest text := substr(form, length(split_part(form, ':', 1)) + 2);
	name text := (select c.relname from pg_catalog.pg_class c where c.oid = target);
	schema_name text := (select n.nspname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where c.oid = target);
	granted text;
	sees text;
	writes text;
	deletes text := 'false';
	parent regclass;
	key text;
	pair text;
begin
	if kind in ('two_sided', 'one_sided', 'org_only') then
		-- What most requests have first: each sub-select runs only if those before it did not hold.
		sees := sec.scope_test(target, true, kind <> 'org_only') || ' or (select sec.sees_all())';
		writes := sec.scope_test(target, true, false);
		if rest <> '' then
			granted := format('(select sec.permission()) = any (%L::text[])', string_to_array(rest, ','));
			writes := format('%s or %s and (%s)', writes, granted, sec.scope_test(target, false, true));
		end if;
	elsif kind = 'own' then
		sees := 'account_id = (select sec.account_id())';
		writes := sees;
		deletes := sees;
	elsif kind = 'public_read' then
		sees := 'true';
		writes := 'false';
		if rest <> '' then
			writes := format('(select sec.permission()) = any (%L::text[])', string_to_array(rest, ','));
			if sec.scope_test(target, true, true) <> '' then
				writes := format('%s and ((select sec.sees_all()) or %s)', writes, sec.scope_test(target, true, true));
			end if;
			deletes := writes;
		end if;
	elsif kind = 'parent' then
		parent := regexp_replace(rest, '\.[^.]+$', '')::regclass;
		key := regexp_replace(rest, '^.*\.', '');
		sees := format('exists (select from %s p where p.id = %I.%I', parent, name, key);
		writes := sees;
		if sec.scope_test(parent, true, false) <> '' then
			writes := format('%s and (%s)', sees, sec.scope_test(parent, true, false, 'p.'));
		elsif sec.has_column(parent, 'account_id') then
			deletes := sees || ')';
		end if;
		sees := sees || ')';
		writes := writes || ')';
	else
		raise exception 'sec.protect: no form %', kind;
	end if;
	if writes is null or writes = '' or sees is null or sees ~ '^ or ' then
		raise exception 'sec.protect: % lacks the columns of form %', target, kind;
	end if;
	foreach pair in array string_to_array(parents, ',')
	loop
		writes := format('(%s) and (%I.%I is null or exists (select from %s p where p.id = %I.%I))', writes,
		    name, split_part(pair, '>', 1), split_part(pair, '>', 2)::regclass, name, split_part(pair, '>', 1));
	end loop;

	execute format('alter table %s enable row level security', target);
	execute format('alter table %s force row level security', target);
	for pair in select p.policyname from pg_catalog.pg_policies p where p.schemaname = schema_name and p.tablename = name
	loop
		execute format('drop policy %I on %s', pair, target);
	end loop;
	-- Definer functions: what they may touch is said by grants, what they do is reviewed.
	execute format('create policy %I on %s for all to yl_owner, yl_sec using (true) with check (true)', name || '_definer', target);
	execute format('create policy %I on %s for select to yl_web, yl_job using (%s)', name || '_select', target, sees);
	execute format('create policy %I on %s for insert to yl_web, yl_job with check (%s)', name || '_insert', target, writes);
	execute format('create policy %I on %s for update to yl_web, yl_job using (%s) with check (%s)', name || '_update', target, writes, writes);
	execute format('create policy %I on %s for delete to yl_web, yl_job using (%s)', name || '_delete', target, deletes);
	if kind = 'public_read' then
		execute format('create policy %I on %s for select to yl_auth, yl_admin using (true)', name || '_public', target);
	end if;
end
$$;
comment on function sec.protect(regclass, text, text) is
$$Row-level security, forced, and policies for yl_web and yl_job. Call it as the table's owner, in the migration that makes the table, before its grants (it grants nothing; select, insert and update grants are yours, with columns). It may be called again for another form. Forms:
  two_sided[:perm,..]   seen by the scope of either side (from_/to_ org_id or region_id); written by organisations of either side, and by region under the permissions named
  one_sided[:perm,..]   the same with org_id, region_id
  org_only              org_id (or both sides) alone: never seen by region
  own                   account_id = the request's account; delete too
  public_read[:perm,..] seen by everyone, without a context too; written only under the permissions named, in scope where the table has scope columns (region_id, org_id, organisation_id, alliance_id, from_/to_)
  parent:schema.table.fk  seen with its parent row (fk -> id); written if the parent is in the scope of the request's organisations
parents: 'column>schema.table,..': rows written must point to a row the writer sees (security.md F11). Beware of two tables whose policies look at each other: PostgreSQL refuses the recursion; put one look into a definer function.
yl_owner and yl_sec see all rows where grants let them: for definer functions and seeds.$$;
grant execute on function sec.protect(regclass, text, text), sec.scope_test(regclass, boolean, boolean, text),
	sec.has_column(regclass, text) to yl_owner;
