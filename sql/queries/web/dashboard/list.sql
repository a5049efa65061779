-- Dashboards there are for the caller, each with the scope to begin with; one's own first.
select d.code, d.audience, d.name_zh as "name.zh", d.name_en as "name.en", s.kind as "scope.kind",
       s.id::text as "scope.id", s.name as "scope.name", s.mine
  from fig.dashboard d
 cross join lateral fig.dashboard_scope(d.audience) s
 order by s.mine desc, d.place
