-- The caller has now seen this version; who saw it before writes nothing and waits for nobody. $1 id
insert into biz.referral_seen as s (account_id, referral_id, version)
select sec.account_id(), r.id, r.version
  from biz.referral r
 where r.id = $1::uuid
   and not exists (
	select
	  from biz.referral_seen k
	 where k.account_id = (select sec.account_id())
	   and k.referral_id = r.id
	   and k.version >= r.version)
on conflict on constraint referral_seen_pkey do update
   set version = excluded.version, at = now()
 where s.version < excluded.version
