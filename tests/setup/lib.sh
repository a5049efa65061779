#!/bin/bash
# lib.sh - counts what passed and failed; sourced by the tests of this folder.

passed=0 failed=0
work=$(mktemp -d)
chmod 711 "$work"

ok()
{
	passed=$((passed + 1))
}

not_ok()
{
	failed=$((failed + 1))
	echo "not ok - $*" >&2
}

# expect WHAT COMMAND...: the command succeeds.
expect()
{
	what=$1
	shift
	if "$@" > "$work/said" 2>&1; then ok; else not_ok "$what"; head -5 "$work/said" >&2; fi
}

# refuse WHAT WORDS COMMAND...: the command fails and says WORDS (none: whatever it says).
refuse()
{
	what=$1 words=$2
	shift 2
	if "$@" > "$work/said" 2>&1; then
		not_ok "$what: was accepted"
	elif [ -z "$words" ] || grep -qF -- "$words" "$work/said"; then
		ok
	else
		not_ok "$what: does not say '$words'"
		head -5 "$work/said" >&2
	fi
}

# wait_until MILLISECONDS COMMAND...: polls until the command succeeds.
wait_until()
{
	limit=$(($(date +%s%3N) + $1))
	shift
	until "$@" > /dev/null 2>&1; do
		[ "$(date +%s%3N)" -lt "$limit" ] || return 1
		sleep 0.02
	done
}

finish()
{
	rm -rf "$work"
	echo "$passed passed, $failed failed"
	[ "$failed" -eq 0 ]
}
