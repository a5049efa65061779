#!/bin/bash
# check.sh - builds everything, runs every level of tests, prints "N passed, N failed" in the end.
# usage: check.sh [LEVEL...]
# A level is tests/LEVEL/run.sh: it exits non-zero on failure and prints "N passed, N failed", or what
# node's test runner, cmocka or pg_prove print. Instances it starts are ended here should it forget.
# Levels run in lanes side by side. Each prints when it has ended.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1

# Each lane is levels one after another; browsers and HTTP tests mostly wait.
LANES=("lint unit fuzz setup sql" "http" "unit-js directory browser")
LEVELS="${LANES[*]}"
# Never a portal that somebody works with.
unset YILIAN_DIR YILIAN_URL YILIAN_BUILD
logs=build/check
mkdir -p "$logs"

# end_instances LEVEL: ends what the level left running.
end_instances()
{
	local dir list=$logs/$1.instances
	[ -e "$list" ] || return 0
	sort -u "$list" | while read -r dir; do
		[ ! -e "$dir" ] || echo "check: $dir was left behind, ending it"
		tools/instance.sh destroy --dir "$dir" || true
	done
	rm -f "$list"
}

end_all()
{
	local level lane
	for lane in $(jobs -p); do kill -- "-$lane" 2>/dev/null || true; done
	wait
	for level in $LEVELS; do end_instances "$level"; done
}
trap end_all EXIT
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

# run_level LEVEL: leaves its output in $logs/LEVEL.log, its counts in $logs/LEVEL.result.
run_level()
{
	local level=$1 log=$logs/$1.log status=0 begun=$SECONDS p f
	if [ ! -x "tests/$level/run.sh" ]; then
		echo "tests/$level/run.sh is missing" > "$log"
		status=1
	else
		YILIAN_INSTANCES=$PWD/$logs/$level.instances "tests/$level/run.sh" > "$log" 2>&1 || status=$?
		end_instances "$level" >> "$log"
	fi
	read -r p f <<< "$(count "$log")"
	# A runner that dies has failed even where it counted nothing.
	if [ "$status" -ne 0 ] && [ "$f" -eq 0 ]; then f=1; fi
	echo "$p $f $((SECONDS - begun))" > "$logs/$level.result"
	{
		flock 9
		echo "== $level"
		cat "$log"
	} 9> "$logs/lock"
}

run_lane()
{
	local level
	for level; do run_level "$level"; done
}

build()
{
	make -s -j"$(nproc)" programs && make -s -j"$(nproc)" SAN=1 programs units && tools/www.sh
}

if ! build; then
	echo "check: the build failed" >&2
	echo "0 passed, 1 failed"
	exit 1
fi
# shellcheck disable=SC2086 # a list of words
[ $# -gt 0 ] || set -- $LEVELS
for level; do rm -f "$logs/$level.result"; done
# A lane is a process group, so that an interruption ends all of it.
set -m
for lane in "${LANES[@]}"; do
	chosen=()
	for level in $lane; do
		case " $* " in *" $level "*) chosen+=("$level") ;; esac
	done
	run_lane "${chosen[@]}" < /dev/null &
done
wait
set +m
echo
total_passed=0 total_failed=0
for level; do
	p=0 f=1 s=0
	[ ! -e "$logs/$level.result" ] || read -r p f s < "$logs/$level.result"
	printf '%-10s %5d passed, %d failed, %d s\n' "$level" "$p" "$f" "$s"
	total_passed=$((total_passed + p)) total_failed=$((total_failed + f))
done
echo "$total_passed passed, $total_failed failed"
[ "$total_failed" -eq 0 ]
