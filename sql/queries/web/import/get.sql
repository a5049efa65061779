-- One import with its columns. $1 id, or null for the one this request made
select j.id, substr(j.kind, 8) as kind, j.file_name as name, j.acting_org_id as organisation_id,
       j.state, j.stopping, j.total, j.done, j.good, j.bad, j.known, j.written,
       coalesce(j.wishes ->> 'landing', 'submit') as landing,
       j.findings ->> 'format' as format, j.findings ->> 'encoding' as encoding,
       coalesce((
	select jsonb_agg(jsonb_build_object('title', h.title, 'mapped_to', (
			select p.key
			  from jsonb_each_text(j.findings -> 'places') p
			 where p.value::int = h.nth - 1
			 limit 1)) order by h.nth)
	  from jsonb_array_elements_text(j.findings -> 'headings') with ordinality h (title, nth)),
	'[]') as columns,
       coalesce(j.findings -> 'samples', '[]') as samples,
       coalesce((
	select jsonb_agg(jsonb_build_object('name', f.found -> 'name', 'lines', f.found -> 'lines', 'rows',
	       f.found -> 'rows', 'columns', (
			select jsonb_agg(jsonb_build_object('title', h.title, 'mapped_to', (
					select p.key
					  from jsonb_each_text(f.found -> 'places') p
					 where p.value::int = h.nth - 1
					 limit 1)) order by h.nth)
			  from jsonb_array_elements_text(f.found -> 'headings') with ordinality h (title, nth)))
	       order by f.nth)
	  from jsonb_array_elements(j.findings -> 'further') with ordinality f (found, nth)), '[]') as sheets,
       coalesce(j.findings -> 'unread', '[]') as unread_sheets,
       coalesce((
	select jsonb_agg(case when j.wishes -> 'states' ? (s ->> 'text')
	               then s || jsonb_build_object('state', j.wishes -> 'states' -> (s ->> 'text'))
	               else s end)
	  from jsonb_array_elements(j.findings -> 'states') s), '[]') as states,
       j.problem_zh as _problem_zh, j.problem_en as _problem_en, j.created_at, j.ended_at,
       j.expires_at, j.version
  from job.job j
 where j.id = coalesce($1::uuid, (select sec.new_id()))
   and j.account_id = (select sec.account_id())
   and j.kind like 'import.%'
