#!/bin/sh
# problems.sh - every kind of problem has its section in docs/problems.md, and no section is left over.
set -eu
cd "${1:-.}"
defined=$(sed -n 's/^PROBLEM([A-Z_]*, *[0-9]*, *"\([a-z-]*\)".*/\1/p' include/problems.def | sort)
described=$(sed -n 's/^## `\([a-z-]*\)`.*/\1/p' docs/problems.md | sort)
[ "$defined" = "$described" ] && exit 0
echo "include/problems.def and docs/problems.md differ:"
printf '%s\n' "$defined" "$described" | sort | uniq -u
exit 1
