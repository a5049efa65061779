#!/bin/sh
# prove.sh - compares the counters of a running instance (DIR) with its referrals and records.
#
# Prints every counter that differs, with what it says and what the rows give, and fails; says
# so where all are equal. With PGHOST set it asks that server (production: PGHOST, PGDATABASE).
set -eu

if [ -n "${PGHOST:-}" ]; then
	socket=$PGHOST
else
	socket=$(cd "${1:-var}" && pwd)/run/pg
	[ -e "$socket" ] || {
		echo "prove.sh: no instance runs in ${1:-var}: start it with make run" >&2
		exit 2
	}
fi
ask() {
	set -- psql -XqtA -F ' | ' -v ON_ERROR_STOP=1 -h "$socket" -U "${PGUSER:-postgres}" \
		-d "${PGDATABASE:-yilian}" -c "$1"
	if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

differences=$(ask "select counter, at, measure, counted, found from fig.prove_referrals()
	union all select counter, at, measure, counted, found from fig.prove() limit 200")
if [ -n "$differences" ]; then
	echo "counter | where | measure | counted | found"
	echo "$differences"
	exit 1
fi
ask "select 'counters equal ' || (select count(*) from biz.referral) || ' referrals and '
	|| (select count(distinct record_id) from fig.entry) || ' records ('
	|| (select count(*) from fig.referral_delta) + (select count(*) from fig.visit_change)
		+ (select count(*) from fig.delta)
	|| ' changes not folded yet)'"
