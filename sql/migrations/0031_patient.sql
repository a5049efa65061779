-- 0031_patient.sql - patients, each institution's own; identity encrypted, found by keyed hash.
--
-- A patient belongs to the institution that registered it. The policies stand in 0032_referral.sql,
-- because a party of a referral sees its patient.

set local role yl_owner;

create table biz.patient (
	id            uuid        not null,
	org_id        int         not null,
	region_id     int         not null,
	name          text        not null collate "C",
	sex           text,
	birth_date    date,
	id_number_enc bytea,
	id_number_idx bytea,
	phone_enc     bytea,
	phone_idx     bytea,
	address_enc   bytea,
	person_key    bytea       not null,
	version       int         not null default 1,
	created_by    bigint      not null,
	created_at    timestamptz not null default now(),
	updated_at    timestamptz not null default now(),
	constraint patient_pkey primary key (id),
	constraint patient_id_org_key unique (id, org_id),
	constraint patient_id_number_key unique (org_id, id_number_idx),
	constraint patient_org_fkey foreign key (org_id) references biz.organisation (id),
	constraint patient_name_check check (length(name) between 1 and 100),
	constraint patient_sex_check check (sex in ('M', 'F')),
	constraint patient_birth_check check (birth_date between '1870-01-01' and '2200-01-01'),
	constraint patient_id_number_check check ((id_number_enc is null) = (id_number_idx is null)),
	constraint patient_phone_check check ((phone_enc is null) = (phone_idx is null)),
	constraint patient_person_check check (length(person_key) between 8 and 32),
	constraint patient_version_check check (version > 0)
);

create index patient_name_idx on biz.patient (name, id);
create index patient_org_name_idx on biz.patient (org_id, name, id);
create index patient_id_number_idx on biz.patient (id_number_idx) where id_number_idx is not null;
create index patient_phone_idx on biz.patient (phone_idx) where phone_idx is not null;

comment on table biz.patient is 'A person as one institution registered it; the same person may stand in several.';
comment on column biz.patient.id is 'UUIDv7.';
comment on column biz.patient.org_id is 'The institution that registered the patient and may correct the entry.';
comment on column biz.patient.region_id is 'County code of that institution; never changes.';
comment on column biz.patient.name is 'Full name. Byte order, so that a prefix is an index range under a policy.';
comment on column biz.patient.sex is 'M or F; null: not known (imported).';
comment on column biz.patient.birth_date is 'From the ID number where there is one.';
comment on column biz.patient.id_number_enc is 'ID number, encrypted (crypto.h: patient|id_number|id).';
comment on column biz.patient.id_number_idx is 'Keyed hash of the ID number; unique in one institution only.';
comment on column biz.patient.phone_enc is 'Telephone number, encrypted.';
comment on column biz.patient.phone_idx is 'Keyed hash of the telephone number.';
comment on column biz.patient.address_enc is 'Address, encrypted.';
comment on column biz.patient.person_key is
	'The same for one person everywhere: keyed hash of the ID number, else of the id of this row. Its first 8 bytes count persons.';
comment on column biz.patient.version is 'Counts changes, for ETag and If-Match.';
comment on column biz.patient.created_by is 'Account that entered it; 0: loaded without one.';
comment on column biz.patient.created_at is 'When it was entered.';
comment on column biz.patient.updated_at is 'When it was last corrected.';
