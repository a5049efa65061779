-- The caller has now seen this version. $1 id
insert into biz.referral_seen as s (account_id, referral_id, version)
select sec.account_id(), r.id, r.version
  from biz.referral r
 where r.id = $1::uuid
on conflict on constraint referral_seen_pkey do update
   set version = excluded.version, at = now()
 where s.version < excluded.version
