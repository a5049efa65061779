#!/bin/bash
# directories.sh - each demonstration directory over TLS: what its service account, its people and
# strangers can do.
set -u
. tests/setup/lib.sh
instance=$work/instance
tools/instance.sh start --dir "$instance" --only directories --bare > "$work/start" 2>&1 || {
	cat "$work/start" >&2
	not_ok "the directories start"
	finish
	exit 1
}
at=$(readlink -f "$instance")
trap 'tools/instance.sh destroy --dir "$instance"' EXIT
umask 077
printf Yilian-2026 > "$work/demo"
printf wrong-2026 > "$work/wrong"

# Sets the variables of this realm, and the options of ldap-utils that reach it.
choose()
{
	local transport address port
	IFS=$'\t' read -r realm transport address port _ ca base service _ \
		<<< "$(grep "^$1	" "$at/directories.tsv")"
	options=(-x -H "ldaps://$address:$port")
	[ "$transport" = ldaps ] || options=(-x -ZZ -H "ldap://$address:$port")
	plain=(-x -H "ldap://$address:$port")
	export LDAPTLS_CACERT=$ca LDAPTLS_REQCERT=demand
}

search() { ldapsearch -LLL -o ldif-wrap=no "$@"; }

find_dn()
{
	search "${options[@]}" -D "$service" -y "$at/secrets/$realm" -b "$base" "(uid=$1)" dn |
		sed -n 's/^dn: //p; s/^dn:: /:/p' | while read -r dn; do
			case $dn in :*) base64 -d <<< "${dn#:}" ;; *) printf %s "$dn" ;; esac
		done
}

bind_as() { ldapwhoami "${options[@]}" -D "$1" -y "$2"; }
count_people() { search "${options[@]}" -D "$1" -y "$2" -b "$base" '(uid=*)' uid | grep -c '^uid:'; }

for code in xncity hzalliance qhhc hosted; do
	choose "$code"
	expect "$code: the service account binds" bind_as "$service" "$at/secrets/$code"
	people=$(grep -c "^$code	" tools/demo/ldap/people.tsv)
	expect "$code: it finds everybody" \
		test "$(count_people "$service" "$at/secrets/$code")" = "$people"
	search "${options[@]}" -D "$service" -y "$at/secrets/$code" -b "$base" '(uid=*)' \
		userPassword entryUUID employeeType > "$work/seen" 2>&1
	expect "$code: it sees immutable ids" grep -q '^entryUUID: ' "$work/seen"
	expect "$code: it sees no password" test -z "$(grep -i '^userPassword' "$work/seen")"
	search "${options[@]}" -b "$base" '(uid=*)' uid > "$work/seen" 2>&1
	expect "$code: a stranger sees nobody" test -z "$(grep '^uid:' "$work/seen")"
	LDAPTLS_CACERT=/etc/hostname refuse "$code: another CA is not trusted" "" \
		bind_as "$service" "$at/secrets/$code"
done

while IFS=$'\t' read -r code _ user _ _ _ role _; do
	case $code in \#* | '') continue ;; esac
	[ "$role" != - ] || continue
	choose "$code"
	dn=$(find_dn "$user")
	expect "$code: $user binds" bind_as "$dn" "$work/demo"
	expect "$code: $user cannot list the others" test "$(count_people "$dn" "$work/demo" 2> /dev/null)" = 0
	refuse "$code: $user with a wrong password" "Invalid credentials" bind_as "$dn" "$work/wrong"
done < tools/demo/ldap/people.tsv

choose qhhc
refuse "a password in clear is refused" "confidentiality required" \
	ldapwhoami "${plain[@]}" -D "$service" -y "$at/secrets/qhhc"

choose hosted
dn=$(find_dn station02)
for _ in 1 2 3 4 5 6 7 8 9 10; do bind_as "$dn" "$work/wrong" > /dev/null 2>&1; done
refuse "hosted: ten wrong passwords lock the account" "Invalid credentials" bind_as "$dn" "$work/demo"
expect "hosted: the service account sees the lock" grep -q '^pwdAccountLockedTime' <(
	search "${options[@]}" -D "$service" -y "$at/secrets/hosted" -b "$base" \
		'(uid=station02)' pwdAccountLockedTime)
expect "hosted: passwords are kept as argon2" grep -q 'userPassword:: ' <(
	search "${options[@]}" -D "cn=admin,$base" -y "$at/ldap/hosted/admin.secret" -b "$base" \
		'(&(uid=station01)(userPassword=*))' userPassword)

tools/instance.sh stop --dir "$instance"
expect "stop ends every directory" test -z "$(pgrep -f "slapd.*$at/" || true)"
tools/instance.sh destroy --dir "$instance"
finish
