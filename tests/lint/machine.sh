#!/bin/sh
# machine.sh - no committed file knows the machine it was written on, or where packages came from.
set -eu
cd "${1:-.}"
failed=0
files=$(git ls-files 2>/dev/null | grep -v '^tests/lint/' || true)
[ -n "$files" ] || files=$(find . -type f ! -path './.git/*' ! -path './tests/lint/*')
existing=$(for file in $files; do [ ! -f "$file" ] || echo "$file"; done)

# complain PATTERN REASON FILES
complain() {
	# shellcheck disable=SC2086 # a list of names without blanks
	found=$(grep -nIE "$1" $3 /dev/null || true)
	[ -z "$found" ] && return 0
	echo "$found"
	echo "  $2"
	failed=1
}

complain '(^|[^A-Za-z0-9_.~-])/(work|home/[a-z]+)/' 'a path of one machine' "$existing"
locks=$(echo "$existing" | grep -E '(^|/)package-lock\.json$' || true)
[ -z "$locks" ] || complain '"resolved"' 'npm ci asks the configured registry: leave it out' "$locks"
complain '^(registry|index-url) *=' 'a registry is a setting of the machine' \
	"$(echo "$existing" | grep -E '(^|/)(\.npmrc|pip\.conf)$' || true)"
exit $failed
