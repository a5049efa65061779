#!/bin/bash
# www.sh - builds the front end into www/dist when a source is newer; compressed files beside it.
set -euo pipefail
cd "$(dirname "$0")/../www" 2> /dev/null && [ -e package.json ] || exit 0

if [ -e dist/index.html ] && [ -z "$(find . -path ./node_modules -prune -o -path ./dist -prune -o \
	-type f -newer dist/index.html -print -quit)" ]; then
	exit 0
fi
NO_COLOR=1 npm run --silent build
# nginx sends these as they are (gzip_static).
find dist -type f -size +1k \
	\( -name '*.js' -o -name '*.css' -o -name '*.html' -o -name '*.svg' -o -name '*.json' \) \
	-exec gzip -9nkf {} +
touch dist/index.html
