-- Patients the caller's institutions registered, by hash or by the beginning of the name; latest
-- first. $1 hash of the ID number, $2 hash of the telephone number, $3 beginning of the name
-- (exactly one of them given), $4 limit
select p.id, p.org_id as organisation_id, p.name as _name, p.sex, p.birth_date,
       extract(year from age(p.birth_date))::int as age,
       p.id_number_enc as _id_number_enc, p.phone_enc as _phone_enc,
       p.address_enc as _address_enc, p.version,
       (select json_agg(json_build_object('id', r.id, 'number', r.number, 'state', r.state,
       		'sent_at', r.sent_at, 'to', json_build_object('id', o.id, 'name', o.name))
       		order by r.listed_at desc)
          from biz.referral r
          join biz.organisation o on o.id = r.to_org_id
         where r.patient_id = p.id
           and r.ended_at is null) as open_referrals
  from (
	select k.*
	  from biz.patient k
	 where k.id_number_idx = $1::bytea
	 union all
	select k.*
	  from biz.patient k
	 where k.phone_idx = $2::bytea
	 union all
	select k.*
	  from unnest((select sec.orgs())) as o (id)
	 cross join lateral (
		select n.*
		  from biz.patient n
		 where n.org_id = o.id
		   and n.name >= $3::text
		   and n.name < $3::text || chr(1114111)
		 order by n.name, n.id
		 limit $4::int) k) p
 where p.org_id = any ((select sec.orgs())::int[])
 order by p.name, p.id desc
 limit $4::int
