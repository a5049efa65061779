#!/bin/bash
# matrix.t.sh - rights and visible rows are those written down in expected/*.tsv. What is new or
# different is to be looked at, then accepted: run.sh --accept
set -u
cd "$(dirname "$0")" || exit 1
got=$(mktemp)
trap 'rm -f "$got"' EXIT
set -- expected/*.sql
echo "1..$#"
n=0
for list; do
	n=$((n + 1))
	if psql -Xq -v ON_ERROR_STOP=1 -At -F $'\t' -f "$list" >"$got" 2>&1 && diff -u "${list%.sql}.tsv" "$got" >"$got.diff"; then
		echo "ok $n - $(basename "${list%.sql}") as written down"
	else
		echo "not ok $n - $(basename "${list%.sql}") as written down"
		# Without a difference the list itself broke off: its last words say why.
		{ cat "$got.diff" 2>/dev/null || tail -5 "$got"; } | sed 's/^/# /' | head -60
	fi
	rm -f "$got.diff"
done
