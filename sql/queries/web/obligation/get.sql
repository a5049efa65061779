-- One obligation and how it stands as of a day, judged now. $1 id, $2 the day, null: today
select o.id, o.source, o.kind, case when o.name is null then w.words else jsonb_build_object('zh', o.name, 'en', o.name) end as name, w.words as rule, o.parameters,
       o.owner, o.from_org_id as "from.id", f.name as "from.name", o.to_org_id as "to.id", t.name as "to.name", o.valid_from, o.valid_to,
       case when a.id is not null then json_build_object('id', a.id, 'name', a.name) end as agreement,
       case when s.id is not null then json_build_object('id', s.id, 'name', s.name || '（第' || s.scheme_version || '版）') end as scheme,
       case when p.id is not null then json_build_object('id', p.id, 'name', p.staff_name || '（' || p.starts_on || ' — ' || coalesce(p.ended_on, p.ends_on) || '）') end as posting,
       o.line, o.ended_on, o.end_reason, day.d as as_of,
       case when o.ended_on < day.d then 'over' when v.result = 'broken' then 'broken' when v.result = 'kept' then 'over'
            when v.breaks_on is not null then 'ahead' else 'running' end as result,
       v.result = 'kept' as kept, v.broken_on, v.breaks_on, v.breaches, v.wanted, v.had, v.words, v.findings,
       o.kind in ('presence', 'minimum_at_once', 'team') as by_day, o.created_at, o.updated_at, o.version,
       o.ended_on is null and (sec.may('obligation.write', o.to_org_id) or sec.may('obligation.write', o.from_org_id)) as endable,
       o.ended_on is null and o.source = 'manual'
       	and (sec.may('obligation.write', o.to_org_id) or sec.may('obligation.write', o.from_org_id)) as editable
  from fig.obligation o
  join biz.organisation f on f.id = o.from_org_id
  join biz.organisation t on t.id = o.to_org_id
 cross join (select coalesce($2::date, fig.today())) as day (d)
 cross join lateral (select (x.v).* from (select fig.judge_seen(o.id, day.d) as v offset 0) x) v
 cross join lateral (select fig.rule_words(o.kind, o.parameters) as words) w
  left join biz.agreement a on a.id = o.agreement_id
  left join biz.scheme s on s.id = o.scheme_id
  left join biz.posting p on p.id = o.posting_id
 where o.id = $1::uuid
