#!/bin/bash
# migrate.t.sh - tools/migrate.sh applies each file once, whole or not at all, and refuses changed ones.
set -u
cd "$(dirname "$0")" || exit 1
migrate=../../tools/migrate.sh
dir=$(mktemp -d)
trap 'rm -rf "$dir"; dropdb --if-exists --force migrate_one' EXIT
mkdir "$dir/migrations"
n=0
is() {
	n=$((n + 1))
	if [ "$3" = "$2" ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; printf '# wanted: %s\n# got:    %s\n' "$2" "$3"; fi
}
says() {
	n=$((n + 1))
	case $3 in *"$2"*) echo "ok $n - $1" ;; *) echo "not ok $n - $1"; printf '# wanted: %s\n# got:    %s\n' "$2" "$3" ;; esac
}
createdb -T template0 migrate_one
export PGDATABASE=migrate_one
ask() { psql -XAtqc "$1" 2>&1; }

echo 1..14
echo 'create table meta.one (x int);' >"$dir/migrations/0001_one.sql"
says 'a new file is applied' 'migrate: 0001_one.sql' "$($migrate "$dir" 2>&1)"
is 'and recorded with its hash' "$(sha256sum "$dir/migrations/0001_one.sql" | cut -d' ' -f1)" "$(ask "select sha256 from meta.migration where name = '0001_one.sql'")"
is 'once' '' "$($migrate "$dir" 2>&1)"
echo 'create table meta.two (x int); select 1/0;' >"$dir/migrations/0002_two.sql"
says 'a failing file stops the run' 'division by zero' "$($migrate "$dir" 2>&1)"
$migrate "$dir" >/dev/null 2>&1
is 'with a status' 3 $?
is 'and leaves nothing' '|' "$(ask "select to_regclass('meta.two'), (select name from meta.migration where name = '0002_two.sql')")"
echo 'create table meta.two (x int);' >"$dir/migrations/0002_two.sql"
says 'mended, it is applied' 'migrate: 0002_two.sql' "$($migrate "$dir" 2>&1)"
echo '-- changed' >>"$dir/migrations/0001_one.sql"
says 'a changed file is refused' '0001_one.sql was changed after it had been applied' "$($migrate "$dir" 2>&1)"
sed -i '/changed/d' "$dir/migrations/0001_one.sql"
echo 'select 1;' >"$dir/migrations/0002_also.sql"
says 'a number is used once' 'number 0002 is used twice' "$($migrate "$dir" 2>&1)"
rm "$dir/migrations/0002_also.sql"
echo 'select 1;' >"$dir/migrations/3_bad.sql"
says 'a name has its form' 'is not named NNNN_noun.sql' "$($migrate "$dir" 2>&1)"
rm "$dir/migrations/3_bad.sql"
echo 'create table nowhere (x int);' >"$dir/migrations/0003_path.sql"
says 'there is no search path: names are written in full' 'no schema has been selected' "$($migrate "$dir" 2>&1)"
echo 'set local role yl_web; create table meta.three (x int);' >"$dir/migrations/0003_path.sql"
says 'a role set in a file rules that file' 'permission denied for schema meta' "$($migrate "$dir" 2>&1)"
echo 'select pg_sleep(0.3); create table meta.three (x int);' >"$dir/migrations/0003_path.sql"
$migrate "$dir" >"$dir/first" 2>&1 &
first=$!
$migrate "$dir" >"$dir/second" 2>&1
second=$?
wait $first
is 'two runs at once wait for each other' '0 0' "$second $?"
is 'and apply it once' 1 "$(cat "$dir/first" "$dir/second" | grep -c 0003_path)"
