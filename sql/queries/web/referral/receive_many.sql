-- Receives several at once: what is not (any more) sent to the caller's institution stays as it is
-- and comes back with ok false. A replay says of each what the first try did, by its event.
-- $1 ids
select k.id,
       case when sec.replayed() then exists (
       	select
       	  from biz.referral_event e
       	 where e.referral_id = k.id
       	   and e.action = 'receive'
       	   and e.account_id = (select sec.account_id())
       	   and e.at = (select sec.claimed_at()))
       else a.new_state is not null end as ok,
       coalesce(a.new_state, r.state) as state, coalesce(a.new_version, r.version) as version
  from (select distinct id from unnest($1::uuid[]) as u (id) order by id) k
  left join lateral biz.act_on_referral(k.id, 'receive', array['sent'], array['received'],
       array['receiver'], array[''], null, null, null, null) a on true
  left join biz.referral r on r.id = k.id
