-- job.sql - jobs and their rows: nobody else's, and only the steps their state allows.
\ir helper.psql
select plan(29);

select tap.org('JC', 640000, null, 'commission') as top \gset
select tap.org('JA', 640101, :top, 'general_hospital') as a \gset
select tap.org('JB', 640101, :top, 'general_hospital') as b \gset
select tap.realm('jr', :top) as realm \gset
select tap.account('ja', :realm, :a, 'med_affairs') as anna \gset
select tap.account('jb', :realm, :b, 'med_affairs') as bert \gset
select tap.account('jc', :realm, :a, 'hosp_director') as carl \gset

select tap.act(:anna, 'job.own');
insert into job.upload (id, account_id, name, bytes)
values ('01900000-0000-7000-8000-000000000001', :anna, 'a.csv', 10);
insert into job.job (id, account_id, permission, kind, acting_org_id, upload_id)
values ('01900000-0000-7000-8000-000000000002', :anna, 'referral.import', 'import.referrals', :a,
	'01900000-0000-7000-8000-000000000001');
select is((select count(*) from job.job), 1::bigint, 'an owner sees the job');
select throws_ok(format('insert into job.upload (id, account_id, name, bytes)
	values (gen_random_uuid(), %s, %L, 1)', :bert, 'x'), '42501', null, 'nobody uploads for another');
select tap.refuses($$select job.act('01900000-0000-7000-8000-000000000002', 'run')$$, 'UX409',
	'what was not checked does not run');
select tap.refuses($$select job.map('01900000-0000-7000-8000-000000000002', '{}', '{}', '{}')$$, 'UX409',
	'columns wait until the file was read');
select tap.refuses($$select job.act('01900000-0000-7000-8000-00000000000f', 'run')$$, 'UX404',
	'what is not there is absent');
select throws_ok($$select job.next()$$, '42501', null, 'the web worker takes no jobs');
select throws_ok($$update job.job set good = 5$$, '42501', null, 'nor does it count for the worker');

select is((select string_agg(u.name, ',' order by u.name) from (
	select (job.add_upload(gen_random_uuid(), 'file ' || n, 10, 3, 100)).name from generate_series(1, 3) n) u),
	'file 1,file 2,file 3', 'three files may wait beside the one that is used');
select tap.refuses($$select job.add_upload(gen_random_uuid(), 'x', 1, 3, 100)$$, 'UX429', 'a fourth may not');
select tap.refuses($$select job.add_upload(gen_random_uuid(), 'x', 71, 9, 100)$$, 'UX429',
	'nor more bytes than may wait');
select tap.act(:carl, 'job.own');
select tap.refuses($$select job.add_upload(gen_random_uuid(), 'x', 1, 3, 100)$$, 'UX403',
	'who may import nothing uploads nothing');

-- Drafts: of record types only, of one's own job, while its columns may still be chosen.
select tap.act(:anna, 'job.own');
insert into job.job (id, account_id, permission, kind, acting_org_id)
values ('01900000-0000-7000-8000-000000000003', :anna, 'donation.write', 'import.donations', :a);
select tap.refuses($$select job.land('01900000-0000-7000-8000-000000000002', 'draft')$$, 'UX422',
	'a register of referrals has no drafts');
select tap.refuses($$select job.land('01900000-0000-7000-8000-000000000003', 'draft')$$, 'UX409',
	'how records land waits until the file was read');
select tap.quit();
update job.job set state = 'checked' where id = '01900000-0000-7000-8000-000000000003';
select tap.act(:anna, 'job.own');
select lives_ok($$select job.land('01900000-0000-7000-8000-000000000003', 'draft')$$, 'then it is chosen');
select is((select state || ' ' || (wishes ->> 'landing') from job.job where id = '01900000-0000-7000-8000-000000000003'),
	'mapping draft', 'and looked at anew by the next check');

select tap.act(:bert, 'job.own');
select tap.refuses($$select job.land('01900000-0000-7000-8000-000000000003', 'submit')$$, 'UX404',
	'another one chooses nothing');
select is((select count(*) from job.job), 0::bigint, 'another one does not see it');
select is((select count(*) from job.upload), 0::bigint, 'nor the file');
select tap.refuses($$select job.act('01900000-0000-7000-8000-000000000002', 'cancel')$$, 'UX404',
	'nor cancels it');

select tap.quit();
insert into job.import_row (job_id, line, identity, data)
values ('01900000-0000-7000-8000-000000000002', 2, 'up:1', '{}');
select tap.as_role('yl_job');
select is((select count(*) from job.next()), 1::bigint, 'the worker finds it without anybody''s rights');
select throws_ok($$select count(*) from job.import_row$$, '28000', null, 'but reads no row without them');
select is((select array_agg(f) from job.unknown_files('["01900000-0000-7000-8000-000000000001",
	"01900000-0000-7000-8000-000000000001.part", "01900000-0000-7000-8000-000000000009"]') f),
	array['01900000-0000-7000-8000-000000000001.part', '01900000-0000-7000-8000-000000000009'],
	'of files it learns only which have no row');
select is((select j.account_id from sec.begin_job('01900000-0000-7000-8000-000000000002') j),
	:anna::bigint, 'it acts as the owner');
select lives_ok($$select job.settle_referrals('01900000-0000-7000-8000-000000000002')$$,
	'and settles the rows of that job');


-- Faults of lines stand with the record's first line in its sheet; each row of the record is told.
select tap.quit();
update job.job set findings = '{"name": "甲", "headings": [], "further": [{"name": "乙", "headings": []}]}'
 where id = '01900000-0000-7000-8000-000000000003';
insert into job.import_row (job_id, line, last_line, further, identity, data)
values ('01900000-0000-7000-8000-000000000003', 2, 3, '[[2, 7], [2, 5]]', 'a', '{}'),
       ('01900000-0000-7000-8000-000000000003', 4, null, null, 'b', '{}'),
       ('01900000-0000-7000-8000-000000000003', 5, null, null, 'c', '{}');
select tap.as_role('yl_job');
select lives_ok($$select from sec.begin_job('01900000-0000-7000-8000-000000000003')$$, 'the worker acts for its owner');
select lives_ok($$select job.blame_rows('01900000-0000-7000-8000-000000000003',
	'[{"line": 2, "nth": 1, "sheet": 2, "field": "items.name", "place": 1, "zh": "错", "en": "wrong"},
	  {"line": 4, "nth": 1, "sheet": 2, "field": "items.name", "place": 1, "zh": "错", "en": "wrong"}]')$$,
	'it notes the faults of many rows');
select lives_ok($$select job.blame_record('01900000-0000-7000-8000-000000000003')$$, 'and tells the other rows');
select is((select string_agg(concat_ws(' ', sheet, line, place, zh), ',' order by sheet, line) from job.import_error),
	'1 2 与工作表“乙”第 5 行同属一条记录，请一并改好后再导入,1 3 与工作表“乙”第 5 行同属一条记录，请一并改好后再导入,1 4 错,2 5 1 错,2 7 与工作表“乙”第 5 行同属一条记录，请一并改好后再导入',
	'a record without lines there is blamed itself');
select is((select concat_ws(' ', good, bad) from job.job where id = '01900000-0000-7000-8000-000000000003'), '1 5',
	'rows of each sheet are counted');

select * from finish();
rollback;
