#!/bin/bash
# directories.sh - the demonstration hospitals' own directories: one slapd each, with its own CA.
# shellcheck shell=bash disable=SC2154

LDAP_SCHEMA=/etc/ldap/schema

# each_realm COMMAND...: calls COMMAND REALM TRANSPORT PORT HASH BASE for each.
each_realm()
{
	local realm transport ldap_port hash base _
	while IFS=$'\t' read -r realm transport ldap_port hash base _ <&3; do
		[[ $realm == \#* ]] || "$@" "$realm" "$transport" "$ldap_port" "$hash" "$base"
	done 3< "$checkout/tools/demo/ldap/realms.tsv"
}

# Each instance has a loopback address of its own, so that the ports need no choosing and the
# addresses that the database remembers stay true.
ldap_address()
{
	local hash
	hash=$(printf %s "$state" | sha256sum)
	echo "127.$((16#${hash:0:2} % 200 + 20)).$((16#${hash:2:2})).$((16#${hash:4:2} % 250 + 2))"
}

# make_certificate FOLDER OWNER NAME SUBJECT_ALT_NAME: a CA and what it signs.
make_certificate()
{
	local at=$1 owner=$2 name=$3 alt=$4
	[ ! -s "$at/server.pem" ] || return 0
	{
		openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 \
			-subj "/O=$name/CN=$name CA" -keyout "$at/ca.key" -out "$at/ca.pem" \
			-addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign
		openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$name" \
			-keyout "$at/server.key" -out "$at/server.csr"
		openssl x509 -req -in "$at/server.csr" -CA "$at/ca.pem" -CAkey "$at/ca.key" -days 825 \
			-CAcreateserial -out "$at/server.pem.new" -extfile <(printf '%s\n' \
			"subjectAltName=$alt" 'extendedKeyUsage=serverAuth' 'basicConstraints=CA:FALSE')
	} > "$state/log/certificates.log" 2>&1 ||
		die_with_log certificates "证书做不出来" "a certificate could not be made"
	own root 600 "$at/ca.key" 2> /dev/null || true
	own "$owner" 400 "$at/server.key"
	chmod 644 "$at/ca.pem" "$at/server.pem.new"
	rm -f "$at/server.csr"
	mv "$at/server.pem.new" "$at/server.pem"
}

# hash_password SCHEME PASSWORD_FILE
hash_password()
{
	if [ "$1" = ARGON2 ]; then
		/usr/sbin/slappasswd -o module-path=/usr/lib/ldap -o module-load=argon2 -h '{ARGON2}' -T "$2"
	else
		/usr/sbin/slappasswd -h "{$1}" -T "$2"
	fi
}

slapd_settings()
{
	local realm=$1 hash=$4 base=$5 at=$state/ldap/$1
	cat <<END
include $LDAP_SCHEMA/core.schema
include $LDAP_SCHEMA/cosine.schema
include $LDAP_SCHEMA/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload argon2
moduleload ppolicy
moduleload memberof
pidfile $run/ldap/$realm.pid
argsfile $run/ldap/$realm.args
loglevel stats
threads 4
tool-threads 1
TLSCertificateFile $at/server.pem
TLSCertificateKeyFile $at/server.key
TLSProtocolMin 3.3
# A password in clear is refused before it is looked at.
security simple_bind=128
password-hash {$hash}

database mdb
suffix "$base"
rootdn "cn=admin,$base"
rootpw $(hash_password SSHA "$at/admin.secret")
directory $at/data
maxsize 67108864
index objectClass,uid,cn,member,entryUUID,employeeType eq
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="cn=portal,ou=services,$base" read by self read by * none
END
	# As many hospitals have it; what is loaded at first has no memberOf, what is written later has.
	[ "$realm" != xncity ] || printf '%s\n' 'overlay memberof' 'memberof-refint true'
	[ "$realm" != hosted ] || printf '%s\n' 'overlay ppolicy' \
		"ppolicy_default \"cn=default,ou=policies,$base\"" 'ppolicy_use_lockout' 'ppolicy_hash_cleartext'
}

# make_directory REALM TRANSPORT PORT HASH BASE
make_directory()
{
	local realm=$1 hash=$4 base=$5 at=$state/ldap/$1
	[ ! -e "$at/done" ] || return 0
	rm -rf "$at"
	mkdir -p "$at"
	make_certificate "$at" "$LDAP_USER" "ldap.$realm.test" "DNS:ldap.$realm.test,IP:$(ldap_address)"
	(
		umask 077
		printf %s "$DEMO_PASSWORD" > "$at/demo"
		openssl rand -hex 16 | tr -d '\n' > "$at/service"
		openssl rand -hex 16 | tr -d '\n' > "$at/admin.secret"
	)
	slapd_settings "$@" > "$at/slapd.conf"
	folder "$LDAP_USER" 700 "$at/data"
	"$checkout/tools/demo/ldap/ldif.sh" "$realm" "$base" "$(hash_password "$hash" "$at/demo")" \
		"$(hash_password SSHA "$at/service")" > "$at/data/start.ldif"
	own "$LDAP_USER" 600 "$at/slapd.conf" "$at/data/start.ldif" "$at/admin.secret"
	as "$LDAP_USER" /usr/sbin/slapadd -q -f "$at/slapd.conf" -l "$at/data/start.ldif" \
		> "$state/log/slapd-$realm.log" 2>&1 ||
		die_with_log "slapd-$realm" "演示目录建不起来" "a demonstration directory could not be made"
	own "$APP_USER" 400 "$at/service"
	mv "$at/service" "$state/secrets/$realm"
	rm "$at/demo"
	touch "$at/done"
}

# start_directory REALM TRANSPORT PORT HASH BASE
start_directory()
{
	local realm=$1 scheme=ldap at=$state/ldap/$1
	! process_alive "$run/ldap/$realm.pid" "$at" || return 0
	[ "$2" = starttls ] || scheme=ldaps
	# -d keeps slapd in the foreground and its log out of the system's.
	spawn "$LDAP_USER" "$state/log/slapd-$realm.log" /usr/sbin/slapd -d 0 -f "$at/slapd.conf" \
		-h "$scheme://$(ldap_address):$3/"
}

directory_answers()
{
	local pid_file=$run/ldap/$1.pid
	(exec 4<> "/dev/tcp/$(ldap_address)/$3") 2> /dev/null && process_alive "$pid_file" "ldap/$1"
}

await_directory()
{
	local i
	for ((i = 0; i < 200; i++)); do
		! directory_answers "$@" || return 0
		sleep 0.05
	done
	die_with_log "slapd-$1" "演示目录 $1 起不来" "the demonstration directory $1 does not start"
}

describe_directory()
{
	printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$(ldap_address)" "$3" "ldap.$1.test" \
		"$state/ldap/$1/ca.pem" "$5" "cn=portal,ou=services,$5" "$1"
}

directories_start()
{
	# slapd's pid files are its own to write.
	folder "$LDAP_USER" 755 "$run/ldap"
	each_realm make_directory
	each_realm start_directory
	each_realm await_directory
	{
		printf '#realm\ttransport\taddress\tport\tserver_name\tca_file\tbase_dn\tservice_dn\tservice_secret\n'
		each_realm describe_directory
	} > "$state/directories.tsv"
}

note_dead_directory()
{
	process_alive "$run/ldap/$1.pid" "ldap/$1" || dead="$dead $1"
}

directories_running()
{
	local dead=''
	run=$(readlink -f "$state/run")
	each_realm note_dead_directory
	[ -z "$dead" ]
}

stop_directory()
{
	end_process "$run/ldap/$1.pid" "ldap/$1" TERM 10
}

directories_stop()
{
	run=$(readlink -f "$state/run")
	each_realm stop_directory
}
