#!/bin/bash
# repeat.t.sh - counters of repeats: made for what was there before them, and right while others write.
set -u
cd "$(dirname "$0")" || exit 1
dir=$(mktemp -d)
trap 'rm -rf "$dir"; dropdb --if-exists --force repeat_old' EXIT
n=0
is() {
	n=$((n + 1))
	if [ "$3" = "$2" ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; printf '# wanted: %s\n# got:    %s\n' "$2" "$3"; fi
}
ask() { psql -XAtq -v ON_ERROR_STOP=1 -c "$1" 2>&1; }
proof='select count(*) from fig.prove_referrals()'
persons="select coalesce(sum(n), 0) from fig.referral_repeat where grain = 'd' and cut = 'all' and org_id = 0"

# Two hospitals, a city's and a county's; a row a person and a day.
cat >"$dir/data.sql" <<'SQL'
insert into biz.division (code, parent_code, level, name, short_name, pinyin, initials, valid_from)
values (650000, null, 1, 'P', 'P', 'p', 'p', '2000-01-01'), (650100, 650000, 2, 'C', 'C', 'c', 'c', '2000-01-01'),
       (650106, 650100, 3, 'X', 'X', 'x', 'x', '2000-01-01');
insert into biz.organisation (id, code, name, kind, division_code, region_id, pinyin, initials, valid_from)
overriding system value
values (1, 'RA', '甲医院', 'general_hospital', 650106, 650106, 'j', 'j', '2000-01-01'),
       (2, 'RB', '乙医院', 'general_hospital', 650100, 650100, 'y', 'y', '2000-01-01');
insert into biz.patient (id, org_id, region_id, name, person_key, created_by)
values ('00000000-0000-0000-0000-000000000001', 1, 650106, '某', sha256('x'), 0);
create function public.come(person int, day date) returns void language sql as $$
	insert into biz.referral (id, number, direction, patient_id, patient_org_id, person_key, from_org_id,
	       from_region_id, to_org_id, to_region_id, state, listed_at, sent_at, arrived_at, arrived_on,
	       created_by, updated_by)
	values (gen_random_uuid(), 'N', 'up', '00000000-0000-0000-0000-000000000001', 1,
	       sha256(convert_to(person::text, 'UTF8')), 1, 650106, 2, 650100, 'arrived', biz.day_start(day),
	       biz.day_start(day), biz.day_start(day), day, 0, 0)
$$;
select public.come(i % 7, date '2020-01-01' + i * 3) from generate_series(1, 40) i;
SQL

echo 1..6
# As it was before the counters.
mkdir -p "$dir/old/migrations"
cp ../../sql/migrations/00*.sql "$dir/old/migrations/"
createdb -T template0 -E UTF8 --locale=C.UTF-8 repeat_old
here=$PGDATABASE
export PGDATABASE=repeat_old
psql -Xq -f ../../sql/roles.sql >/dev/null 2>&1
../../tools/migrate.sh "$dir/old" >/dev/null 2>&1
psql -Xq -v ON_ERROR_STOP=1 -f "$dir/data.sql" >/dev/null
is 'there were no counters of repeats' '' "$(ask "select to_regclass('fig.referral_repeat')")"
../../tools/migrate.sh ../../sql >/dev/null 2>&1
# 33 of 40 visits are of somebody who had come before: in the county, the city and the province.
is 'what was there is counted' 99 "$(ask "$persons")"
is 'and proved' 0 "$(ask "$proof")"

# Writers and folds at once.
export PGDATABASE=$here
psql -Xq -v ON_ERROR_STOP=1 -f "$dir/data.sql" >/dev/null
for writer in 1 2 3; do
	for _ in $(seq 60); do
		echo "select public.come(floor(random() * 9)::int, date '2020-01-01' + floor(random() * 90)::int);"
		echo "update biz.referral set arrived_on = arrived_on + 1 where id = (select id from biz.referral order by random() limit 1 for update skip locked);"
	done >"$dir/write.$writer"
	psql -Xq -v ON_ERROR_STOP=1 -o /dev/null -f "$dir/write.$writer" &
	writers="${writers:-} $!"
done
folded=0
while kill -0 $writers 2>/dev/null; do
	folded=$((folded + $(ask 'select fig.fold_repeats(3)')))
done
wait
is 'folds took changes while others wrote' yes "$([ $folded -gt 20 ] && echo yes || echo "no, $folded")"
is 'nothing was counted twice or lost' 0 "$(ask 'select count(*) from fig.prove_repeats()')"
ask 'select fig.fold_repeats()' >/dev/null
is 'nor afterwards' '0 0' "$(ask "select count(*) || ' ' || (select count(*) from fig.visit_change) from fig.prove_repeats()")"
