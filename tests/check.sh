#!/bin/bash
# check.sh - builds everything, runs every level of tests, prints "N passed, N failed" in the end.
# usage: check.sh [LEVEL...]
# A level is tests/LEVEL/run.sh: it exits non-zero on failure and prints "N passed, N failed", or what
# node's test runner, cmocka or pg_prove print. Instances it starts are ended here should it forget.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1

LEVELS="lint unit unit-js fuzz setup sql http directory browser"
logs=build/check
mkdir -p "$logs"
export YILIAN_INSTANCES=$PWD/$logs/instances
: > "$YILIAN_INSTANCES"

end_instances()
{
	local dir
	sort -u "$YILIAN_INSTANCES" | while read -r dir; do
		[ ! -e "$dir" ] || echo "check: $dir was left behind, ending it"
		tools/instance.sh destroy --dir "$dir" || true
	done
	: > "$YILIAN_INSTANCES"
}
trap end_instances EXIT
trap 'exit 130' INT TERM

# count LOG: passed and failed as the runner of this level says it.
count()
{
	awk '
	/^[0-9]+ passed, [0-9]+ failed$/ { own = 1; own_passed = $1; own_failed = $3 }
	/^(# |ℹ )pass [0-9]+$/ { node = 1; passed += $3 }
	/^(# |ℹ )(fail|cancelled) [0-9]+$/ { failed += $3 }
	/^\[  PASSED  \] [0-9]+ test/ { passed += $4 }
	/^\[  FAILED  \] [0-9]+ test/ { failed += $4 }
	/^Files=[0-9]+, Tests=[0-9]+/ { split($2, part, "[=,]"); passed += part[2] }
	/Failed: +[0-9]+\)/ { match($0, /Failed: +[0-9]+/); n = substr($0, RSTART + 7, RLENGTH - 7)
		failed += n; passed -= n }
	END { if (own) print own_passed, own_failed; else print passed + 0, failed + 0 }' "$1"
}

run_level()
{
	local level=$1 log=$logs/$1.log status begun=$SECONDS p f
	if [ ! -x "tests/$level/run.sh" ]; then
		summary+=("$level: tests/$level/run.sh is missing")
		total_failed=$((total_failed + 1))
		return
	fi
	echo "== $level"
	"tests/$level/run.sh" 2>&1 | tee "$log"
	status=$?
	end_instances
	read -r p f <<< "$(count "$log")"
	# A runner that dies has failed even where it counted nothing.
	if [ "$status" -ne 0 ] && [ "$f" -eq 0 ]; then f=1; fi
	total_passed=$((total_passed + p)) total_failed=$((total_failed + f))
	summary+=("$(printf '%-10s %5d passed, %d failed, %d s' "$level" "$p" "$f" $((SECONDS - begun)))")
}

build()
{
	make -s -j"$(nproc)" programs && make -s -j"$(nproc)" SAN=1 programs units && tools/www.sh
}

total_passed=0 total_failed=0 summary=()
if ! build; then
	echo "check: the build failed" >&2
	echo "0 passed, 1 failed"
	exit 1
fi
# shellcheck disable=SC2086 # a list of words
[ $# -gt 0 ] || set -- $LEVELS
for level; do
	run_level "$level"
done
echo
printf '%s\n' "${summary[@]}"
echo "$total_passed passed, $total_failed failed"
[ "$total_failed" -eq 0 ]
