#!/bin/sh
# length.sh - functions of at most 60 lines, files of at most 500. Lines aim at 100 columns; a row of
# a table may run over, to 120.
set -eu
cd "${1:-.}"
failed=0
for file in $(find fcgi include tests/unit tests/fuzz -name '*.[ch]' | sort); do
	awk -v file="$file" '
		/^\{/ { start = FNR }
		/^\}/ && start { if (FNR - start + 1 > 60) { bad = 1
			printf "%s:%d: a function of %d lines\n", file, start, FNR - start + 1 }
			start = 0 }
		END { if (FNR > 500) { bad = 1; printf "%s: %d lines\n", file, FNR }
			exit bad }' "$file" || failed=1
	# Characters, not bytes: the continuation bytes of UTF-8 go first.
	LC_ALL=C sed 's/[\x80-\xBF]//g' "$file" | LC_ALL=C expand -t 8 | LC_ALL=C awk -v file="$file" '
		length($0) > 120 { bad = 1; printf "%s:%d: %d columns\n", file, FNR, length($0) }
		END { exit bad }' || failed=1
done
exit $failed
