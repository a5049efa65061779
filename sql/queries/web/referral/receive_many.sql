-- Receives several at once: what is not (any more) sent to the caller's institution stays as it is
-- and comes back with ok false. $1 ids
select k.id, a.new_state is not null as ok, coalesce(a.new_state, r.state) as state,
       coalesce(a.new_version, r.version) as version
  from (select distinct id from unnest($1::uuid[]) as u (id) order by id) k
  left join lateral biz.act_on_referral(k.id, 'receive', array['sent'], array['received'],
       array['receiver'], array[''], null, null, null, null) a on true
  left join biz.referral r on r.id = k.id
