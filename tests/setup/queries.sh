#!/bin/bash
# queries.sh - what tools/queries.sh makes of good and bad folders.
set -u
. tests/setup/lib.sh
sql=$work/sql out=$work/out
mkdir -p "$sql/web/note" "$sql/auth/note" "$sql/web/code_list" "$sql/web/code" "$out"

compile()
{
	gcc -std=c17 -Wall -Wextra -Wpedantic -Werror -I"$out" -c -o "$work/q.o" "$out/queries.c"
}

expect "no folder at all" tools/queries.sh "$work/nothing" "$out"
expect "no query compiles" compile

printf -- '-- \\ "quoted" ??=\r\nselect\t$1\n' > "$sql/web/note/get.sql"
: > "$sql/web/note/empty.sql"
printf 'select 1' > "$sql/web/code_list/get.sql"
expect "three queries" tools/queries.sh "$sql" "$out"
expect "odd bytes compile" compile
expect "an enum member by noun and verb" grep -q '^	SQL_CODE_LIST_GET,$' "$out/queries.h"
expect "name and folder stand with the text" \
	grep -qF '[SQL_NOTE_GET] = { "web", "note/get",' "$out/queries.c"

touch -d '2001-01-01' "$out/queries.h"
printf 'select 2' > "$sql/web/code_list/get.sql"
expect "a changed text" tools/queries.sh "$sql" "$out"
expect "leaves the header alone" test "$out/queries.h" -ot "$out/queries.c"

cp "$sql/web/note/get.sql" "$sql/auth/note/get.sql"
refuse "one name in two programs" "have a query of this name, rename one: SQL_NOTE_GET" tools/queries.sh "$sql" "$out"
rm "$sql/auth/note/get.sql"
cp "$sql/web/note/get.sql" "$sql/web/code/list_get.sql"
refuse "one name from two nouns" "rename one: SQL_CODE_LIST_GET" tools/queries.sh "$sql" "$out"
rm "$sql/web/code/list_get.sql"
touch "$sql/web/note/Bad-Name.sql"
refuse "a name that is no identifier" "Bad-Name.sql" tools/queries.sh "$sql" "$out"
finish
