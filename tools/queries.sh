#!/bin/sh
# queries.sh - from sql/queries/<program>/<noun>/<verb>.sql to an enum and a table of texts in C.
# usage: queries.sh SQL_QUERIES_DIR OUT_DIR
set -eu
export LC_ALL=C

from=$1 out=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail()
{
	echo "queries.sh: $*" >&2
	exit 1
}

# One line a query: SQL_NOUN_VERB, noun/verb, program, file.
list()
{
	[ -d "$from" ] || return 0
	find "$from" -name '*.sql' -type f | sort | while read -r file; do
		path=${file#"$from"/}
		echo "$path" | grep -qE '^(web|auth|job|admin)/[a-z][a-z0-9_]*/[a-z][a-z0-9_]*\.sql$' ||
			fail "$file: not <web|auth|job|admin>/<noun>/<verb>.sql in lower case"
		name=${path#*/}
		name=${name%.sql}
		echo "SQL_$(echo "$name" | tr 'a-z/' 'A-Z_') $name ${path%%/*} $file"
	done
}

list > "$work/list"
twice=$(cut -d' ' -f1 "$work/list" | sort | uniq -d | head -1)
[ -z "$twice" ] || fail "two files make $twice:" $(awk -v n="$twice" '$1 == n { print $4 }' "$work/list")

{
	echo '/* Made by tools/queries.sh from sql/queries; do not edit. */'
	echo '#ifndef YILIAN_QUERIES_H'
	echo '#define YILIAN_QUERIES_H'
	echo
	echo 'enum query {'
	echo '	SQL_NONE,'
	awk '{ print "\t" $1 "," }' "$work/list"
	echo '	SQL__COUNT'
	echo '};'
	echo
	echo '/* name "referral/get", program "web" (the folder), text; all NULL for SQL_NONE. */'
	echo 'struct query_text {'
	echo '	const char *name;'
	echo '	const char *program;'
	echo '	const char *text;'
	echo '};'
	echo
	echo 'extern const struct query_text query_texts[SQL__COUNT];'
	echo
	echo '#endif'
} > "$work/queries.h"

{
	echo '/* Made by tools/queries.sh from sql/queries; do not edit. */'
	echo '#include <stddef.h>'
	echo
	echo '#include "queries.h"'
	echo
	echo 'const struct query_text query_texts[SQL__COUNT] = {'
	echo '	[SQL_NONE] = { NULL, NULL, NULL },'
	while read -r id name program file; do
		printf '\t[%s] = { "%s", "%s",\n' "$id" "$name" "$program"
		# ? is escaped because of trigraphs.
		sed -e 's/\r$//' -e 's/[\\"?]/\\&/g' -e 's/\t/\\t/g' -e 's/.*/\t    "&\\n"/' "$file"
		[ -s "$file" ] || printf '\t    ""\n'
		printf '\t},\n'
	done < "$work/list"
	echo '};'
} > "$work/queries.c"

for file in queries.h queries.c; do
	cmp -s "$work/$file" "$out/$file" || cp "$work/$file" "$out/$file"
done
