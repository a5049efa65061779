#!/bin/sh
# planted.sh - tries each guard on a small tree with one violation planted: it must notice.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failed=0

# A tree that no guard complains about.
fresh() {
	rm -rf "${tree:?}"/*
	mkdir -p "$tree/fcgi/base" "$tree/fcgi/resource" "$tree/include" "$tree/docs" "$tree/tests/unit" \
		"$tree/tests/fuzz" "$tree/tools" "$tree/sql" "$tree/www/src"
	printf '/* a.c - a good file. */\nint\na(void)\n{\n\treturn 0;\n}\n' >"$tree/fcgi/base/a.c"
	printf '#!/bin/sh\n# a.sh - a good script.\necho good\n' >"$tree/tools/a.sh"
	echo '/* problems.def - kinds. */' >"$tree/include/problems.def"
	echo 'PROBLEM(NONE, 404, "none", "a", "b")' >>"$tree/include/problems.def"
	# shellcheck disable=SC2016 # these are no commands
	echo '## `none`' >"$tree/docs/problems.md"
}

# try GUARD FILE TEXT: the guard is silent without the text and complains with it.
try() {
	fresh
	if ! "$here/$1.sh" "$tree" >/dev/null; then
		echo "planted.sh: $1 complains about nothing"
		failed=1
	fi
	mkdir -p "$(dirname "$tree/$2")"
	printf '%b' "$3" >>"$tree/$2"
	if "$here/$1.sh" "$tree" >/dev/null; then
		echo "planted.sh: $1 did not notice '$3' in $2"
		failed=1
	fi
}

many=$(i=0; while [ $i -lt 61 ]; do printf 'x\\n'; i=$((i + 1)); done)
wide=$(printf "%0140d" 0)
try layers fcgi/base/a.c '#include "db.h"\n'
try layers fcgi/resource/b.c '/* b.c - x. */\n#include <libpq-fe.h>\n'
try banned fcgi/base/a.c '\tstrcpy(a, b);\n'
try banned fcgi/base/a.c '\tn = atoi(s);\n'
try banned fcgi/base/a.c '\tgoto out;\n'
try banned fcgi/resource/b.c 'r = PQexec(c, s);\n'
try banned fcgi/resource/b.c '\tfree(s);\n'
try length fcgi/base/a.c "int\nb(void)\n{\n$many}\n"
try length fcgi/base/a.c "$(i=0; while [ $i -lt 9 ]; do printf '%s' "$many"; i=$((i + 1)); done)"
try length fcgi/base/a.c "/* $wide */\n"
try first_line fcgi/base/b.c '#include "x.h"\n'
try first_line tools/b.sh '#!/bin/sh\necho x\n'
try first_line sql/b.sql 'select 1;\n'
try first_line www/src/b.js 'import x;\n'
try secrets fcgi/base/a.c 'log_event(LOG_INFO, "x",\n\t"who", rq->password, NULL);\n'
try secrets fcgi/base/a.c 'die("no %s", params[1]);\n'
try problems include/problems.def 'PROBLEM(NEW, 400, "new", "a", "b")\n'
try problems docs/problems.md '## `old`\n'
try machine docs/a.md 'See /home/someone/main/x.\n'
try machine www/package-lock.json '"resolved": "x"\n'
try shell tools/b.sh '#!/bin/sh\nif [ $x = ]; then\n'
exit $failed
