-- search.sql - a search finds by pairs of characters, for all types alike, and nothing that is personal.
\ir helper.psql
select plan(11);

select is(biz.grams('彩超'), array[(ascii('彩')::bigint << 21) | ascii('超')], 'two characters are a pair');
select is(biz.grams('Ct'), biz.grams('cT'), 'of whatever case');
select is(biz.grams('超'), null, 'one is none');
select is(biz.grams('超 彩'), null, 'nor what a blank parts');
select ok(biz.grams('便携式彩超 2 台') @> biz.grams('式彩超'), 'a text holds the pairs of its part');
select is(array(select t.name from biz.record_type t where t.searched = '{}'), '{}'::text[], 'every type has its search');
select is(array(select t.name || '.' || c from biz.record_type t, unnest(t.searched) c
	where c = any (string_to_array((select split_part(encode(g.tgargs, 'escape'), '\000', 4) from pg_trigger g
	    where g.tgname = t.table_name || '_record_after'), ','))), '{}'::text[], 'over no column that is personal');

select tap.org('SC', 650000, null, 'commission') as top \gset
select tap.org('SG', 650101, :top, 'general_hospital') as giver, tap.org('SR', 650201, :top) as taker \gset
set session_replication_role = replica;
insert into biz.donation (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, donated_on, kind, subject,
       programme, contact_name, created_by, updated_by)
select md5('s' || n)::uuid, :giver, 650101, :taker, 650201, :giver, '2023-03-01', 'equipment', '测试仪' || n, '援助', '试例安', 0, 0
  from generate_series(1, 2001) n;
set session_replication_role = origin;
select ok(md5('s1999')::uuid = any (c.ids) and cardinality(c.ids) < 50, 'few are given') from biz.donation_search('试仪1999') c (ids);
select is(biz.donation_search('测试'), null, 'many are not: the list is walked');
select is(biz.donation_search('试例安'), '{}', 'a contact is not looked for');
select is(biz.donation_search('仪'), null, 'nor one character');

select * from finish();
rollback;
