-- 0001_meta.sql - schemas, their owners, and what nobody may do unless it is granted.

comment on schema meta is 'What the database knows of itself: applied migrations, extensions.';
comment on table meta.migration is 'Migrations applied, written by tools/migrate.sh.';
comment on column meta.migration.name is 'File name, NNNN_noun.sql.';
comment on column meta.migration.sha256 is 'Hash of the file when it was applied; a changed file is refused.';
comment on column meta.migration.applied_at is 'When its transaction ran.';

alter table meta.migration enable row level security;
alter table meta.migration force row level security;

-- Functions are callable by those they are granted to, by nobody else.
alter default privileges revoke execute on functions from public;
alter default privileges for role yl_owner revoke execute on functions from public;
alter default privileges for role yl_sec revoke execute on functions from public;
alter default privileges revoke usage on types from public;
alter default privileges for role yl_owner revoke usage on types from public;
alter default privileges for role yl_sec revoke usage on types from public;

create schema sec authorization yl_sec;
comment on schema sec is 'Realms, accounts, grants, sessions, request context.';
create schema aud authorization yl_sec;
comment on schema aud is 'Audit: who did what.';
create schema biz authorization yl_owner;
comment on schema biz is 'Business data.';
create schema fig authorization yl_owner;
comment on schema fig is 'Figures: definitions, counters, values.';
create schema job authorization yl_owner;
comment on schema job is 'Background work: uploads, imports, exports.';

grant usage on schema sec to yl_owner, yl_web, yl_auth, yl_job, yl_admin;
grant usage on schema biz to yl_sec, yl_web, yl_auth, yl_job;
grant usage on schema fig to yl_sec, yl_web, yl_job;
grant usage on schema job to yl_sec, yl_web, yl_job;
grant usage on schema aud to yl_web;

-- For exclusion constraints over ids and periods. Nobody has usage of meta, so nobody calls it.
create extension btree_gist schema meta;

create collation biz.zh (provider = icu, locale = 'zh-u-co-pinyin');
alter collation biz.zh owner to yl_owner;
comment on collation biz.zh is 'Order of Chinese text where people read it: by pinyin.';
