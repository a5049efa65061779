#!/bin/sh
# secrets.sh - no call that logs or dies names a value that is personal or secret.
set -eu
cd "${1:-.}"
failed=0
for file in $(find fcgi -name '*.c' | sort); do
	# A call may run over several lines: from its name to the semicolon. Texts are left out.
	awk -v file="$file" '
		/(log_event|die)\(/ { call = ""; from = FNR }
		from { call = call $0
			if ($0 ~ /;/) { gsub(/"([^"\\]|\\.)*"/, "", call)
				if (call ~ /password|secret|token|cookie|id_number|identity->|phone|params?\[|req_raw|req_body|->body|query_string/) {
					bad = 1; printf "%s:%d: %s\n", file, from, call }
				from = 0 } }
		END { exit bad }' "$file" || failed=1
done
exit $failed
