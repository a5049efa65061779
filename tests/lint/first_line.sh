#!/bin/sh
# first_line.sh - each source file opens with one sentence that says what it is.
set -eu
cd "${1:-.}"
failed=0

# opens FILE LINE_NUMBER PATTERN
opens() {
	sed -n "$2p" "$1" | grep -qE "$3" && return 0
	echo "$1: line $2 does not say what the file is ($3)"
	failed=1
}

for file in $(find fcgi include sql tests tools www/src -type f ! -path '*/node_modules/*' \
	2>/dev/null | sort); do
	name=$(basename "$file" | sed 's/[.]/[.]/g')
	case $file in
	*.c | *.h | *.def) opens "$file" 1 "^/\* $name - ..*" ;;
	*.sh) opens "$file" 2 "^# $name - ..*" ;;
	sql/schema.sql) ;;
	*.sql) opens "$file" 1 '^-- ..*' ;;
	*.mjs | *.js | *.jsx | *.ts | *.tsx)
		if head -1 "$file" | grep -q '^#!'; then
			opens "$file" 2 '^(//|/\*) ..*'
		else
			opens "$file" 1 '^(//|/\*) ..*'
		fi
		;;
	esac
done
exit $failed
