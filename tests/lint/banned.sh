#!/bin/sh
# banned.sh - functions that overflow, guess, or have one right place only.
set -eu
cd "${1:-.}"
failed=0

# banned PATTERN WHERE_IT_IS_ALLOWED REASON
banned() {
	found=$(grep -rnE --include='*.[ch]' "(^|[^_A-Za-z0-9>.\"])($1)" fcgi include |
		grep -vE "^($2):" || true)
	[ -z "$found" ] && return 0
	echo "$found"
	echo "  $3"
	failed=1
}

banned '(strcpy|strcat|sprintf|vsprintf|gets|strtok|alloca|tmpnam|mktemp) *\(' '-' \
	'it does not know how much room there is: arena_printf, buffer_*, snprintf'
banned '(atoi|atol|atoll|atof|sscanf) *\(' '-' 'it takes nonsense for 0: strtol with its end'
banned '(system|popen) *\(' '-' 'a shell reads what we give it: execv with a list'
banned '(rand|srand|random|drand48) *\(' '-' 'it can be foretold: crypto_random'
banned 'goto ' '-' 'TRY, arena_defer, or a function of its own'
banned 'PQ(exec|prepare|sendQuery|sendPrepare|connect)[A-Za-z]* *\(' 'fcgi/db/[a-z_]*\.c' \
	'SQL reaches libpq in fcgi/db only'
banned 'json_set_alloc_funcs' '-' 'Jansson keeps its own memory (style.md)'
banned '(free|realloc) *\(' \
	'fcgi/(base|db|directory|document|app|auth|supervisor)/[a-z_0-9]*\.c|fcgi/main_[a-z]*\.c' \
	'memory of a request is of the arena'
exit $failed
