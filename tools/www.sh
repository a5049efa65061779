#!/bin/bash
# www.sh - builds the front end into www/dist when one of its sources is newer.
set -euo pipefail
cd "$(dirname "$0")/../www"
mkdir -p ../build

if [ -e dist/index.html ] && [ -z "$(find . -path ./node_modules -prune -o -path ./dist -prune -o \
	-newer dist/index.html -print -quit)" ]; then
	exit 0
fi
echo "前端构建中 / building the front end"
NO_COLOR=1 npm run --silent build > ../build/www.log 2>&1 || {
	tail -n 30 ../build/www.log >&2
	printf '\n  错误：前端构建失败，见 build/www.log\n  Error: the front end does not build, see build/www.log\n\n' >&2
	exit 1
}
touch dist/index.html
