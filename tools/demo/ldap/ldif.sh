#!/bin/sh
# ldif.sh - one demonstration directory as LDIF, from people.tsv.
# usage: ldif.sh REALM BASE PASSWORD_HASH SERVICE_PASSWORD_HASH
# A person who left has employeeType "left"; everyone else "active".
set -eu

awk -F'\t' -v realm="$1" -v base="$2" -v hash="$3" -v service_hash="$4" '
function add_ou(dn,    parent) {
	if (dn == base || dn in seen)
		return
	seen[dn] = 1
	parent = dn
	sub(/^[^,]*,/, "", parent)
	add_ou(parent)
	print "\ndn: " dn "\nobjectClass: organizationalUnit\nou: " substr(dn, 4, index(dn, ",") - 4)
}

BEGIN {
	dc = base
	sub(/,.*/, "", dc)
	print "dn: " base "\nobjectClass: domain\n" "dc: " substr(dc, 4)
	add_ou("ou=services," base)
	print "\ndn: cn=portal,ou=services," base
	print "objectClass: organizationalRole\nobjectClass: simpleSecurityObject"
	print "cn: portal\nuserPassword: " service_hash
	# The alliance keeps a set of groups in each unit, the others one set.
	one_set = realm == "hzalliance" ? "" : "ou=groups,"
}

/^#/ || $1 != realm { next }

{
	unit = $2 "," base
	add_ou(unit)
	# The commission names its entries by full name, as many offices do.
	dn = (realm == "qhhc" ? "cn=" $4 : "uid=" $3) "," unit
	print "\ndn: " dn "\nobjectClass: inetOrgPerson\nuid: " $3 "\ncn: " $4 "\nsn: " $4
	print "displayName: " $4 "\nemployeeType: " $6 "\no: " $8 "\nuserPassword: " hash
	n = $5 == "-" ? 0 : split($5, groups, ",")
	for (i = 1; i <= n; i++) {
		group = "cn=" groups[i] "," (one_set == "" ? unit : one_set base)
		if (!(group in members))
			order[++ngroups] = group
		members[group] = members[group] "\nmember: " dn
	}
}

END {
	if (one_set != "")
		add_ou("ou=groups," base)
	for (i = 1; i <= ngroups; i++) {
		name = substr(order[i], 4, index(order[i], ",") - 4)
		print "\ndn: " order[i] "\nobjectClass: groupOfNames\ncn: " name members[order[i]]
	}
	if (realm != "hosted")
		exit
	add_ou("ou=policies," base)
	print "\ndn: cn=default,ou=policies," base "\nobjectClass: organizationalRole"
	print "objectClass: pwdPolicy\ncn: default\npwdAttribute: userPassword\npwdLockout: TRUE"
	print "pwdMaxFailure: 10\npwdLockoutDuration: 900\npwdFailureCountInterval: 900"
	print "pwdMinLength: 10\npwdCheckQuality: 1\npwdMustChange: TRUE"
}' "$(dirname "$0")/people.tsv"
