#!/bin/sh
# shell.sh - shellcheck over every script.
set -eu
cd "${1:-.}"
scripts=$(find tools tests .ci -type f ! -path '*/node_modules/*' 2>/dev/null |
	while read -r file; do
		! head -1 "$file" | grep -qaE '^#!.*/(sh|bash|env bash)' || echo "$file"
	done)
[ -z "$scripts" ] && exit 0
# Not told to it: what a script gets from one that it reads in, or gives to it.
# shellcheck disable=SC2086 # a list of names without blanks
shellcheck -x -S warning -e SC1090,SC1091,SC2034,SC2154 $scripts
