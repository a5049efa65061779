#!/bin/bash
# realms.sh - the demonstration's realms, group mappings, administrators and grants.
#
# Run once by tools/demo.sh, all through yilian-admin as an operator would. YILIAN_DIR is the
# instance, YILIAN_ADMIN the program, YILIAN_CONFIG its settings.
set -euo pipefail

people=$(dirname "$0")/ldap/people.tsv
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 077
printf 'Yilian-2026\n' > "$work/password"

admin()
{
	"$YILIAN_ADMIN" --config "$YILIAN_CONFIG" "$@" > "$work/said" || {
		echo "yilian-admin $*" >&2
		cat "$work/said" >&2
		return 1
	}
}

# As one of the two security administrators.
as_first()
{
	admin --as qhhc/secadmin --password-file "$work/password" "$@"
}

as_second()
{
	admin --as qhhc/secadmin2 --password-file "$work/password" "$@"
}

# Number of what was just proposed.
proposed()
{
	sed -n 's/^[GM][a-z]* \([0-9]*\) is proposed.*/\1/p' "$work/said"
}

# org_rules REALM BASE: units by their place in the tree, or by the attribute o.
org_rules()
{
	awk -F'\t' -v realm="$1" -v base="$2" '
	/^#/ || $1 != realm || $8 in seen { next }
	{
		seen[$8] = 1
		if (realm == "xncity" || $8 == "QH000000")
			next
		kind = realm == "hzalliance" ? "dn_under" : "attr_equals"
		value = realm == "hzalliance" ? $2 "," base : "o=" $8
		printf "{\"kind\": \"%s\", \"value\": \"%s\", \"organisation\": \"%s\"},\n", kind, value, $8
	}
	END {
		last = realm == "xncity" ? "XNH" : realm == "qhhc" ? "QH000000" : ""
		if (last != "")
			printf "{\"kind\": \"default\", \"organisation\": \"%s\"},\n", last
	}' "$people" | sed '$ s/,$//'
}

declare -A name=([xncity]=西宁市示范医院 [hzalliance]=湟中区县域医共体 [qhhc]=青海省卫生健康委员会 [hosted]=站点与无目录单位)
declare -A kind=([xncity]=openldap [hzalliance]=openldap [qhhc]=openldap [hosted]=hosted)
declare -A ceiling=([xncity]=XNH [hzalliance]=HZ000000 [qhhc]=QH000000 [hosted]=HZ000000)
declare -A suffixes=([xncity]='"xncity"' [hzalliance]='"hz", "hzalliance"' [qhhc]='"qhhc"' [hosted]='"station"')
declare -A left=([xncity]=xnleaver [hzalliance]=t01leaver [qhhc]='' [hosted]=stationleaver)
declare -A using=([xncity]=xndoctor [hzalliance]=t01doctor [qhhc]=secadmin [hosted]=station01)

# add_realm REALM TRANSPORT ADDRESS PORT SERVER_NAME CA_FILE BASE SERVICE_DN SERVICE_SECRET
add_realm()
{
	cat > "$work/$1.json" <<-END
	{
	  "code": "$1", "name": "${name[$1]}", "kind": "${kind[$1]}",
	  "suffixes": [${suffixes[$1]}],
	  "endpoints": [{ "host": "$3", "port": $4, "tls": "$2", "server_name": "$5" }],
	  "ca_file": "$6",
	  "base_dn": "$7", "user_filter": "(&(objectClass=inetOrgPerson)(uid=%u))",
	  "id_attr": "entryUUID", "name_attr": "displayName", "active_filter": "(employeeType=active)",
	  "group_mode": "member_search", "group_base_dn": "$7",
	  "service_dn": "$8", "service_secret": "$9",
	  "scope_ceiling": "${ceiling[$1]}",
	  "org_rules": [$(org_rules "$1" "$7")]
	}
	END
	admin realm add "$work/$1.json"
	if [ -n "${left[$1]}" ]; then
		admin realm enable "$1" --user "${using[$1]}" --left "${left[$1]}"
	else
		admin realm enable "$1" --untested
	fi
}

# groups REALM BASE: each group of the directory with the role it gives and where.
groups()
{
	awk -F'\t' -v realm="$1" -v base="$2" '
	BEGIN {
		role["clinicians"] = "clinician"; role["medaffairs"] = "med_affairs"
		role["directors"] = "hosp_director"; role["personnel"] = "hr"
		role["operators"] = realm == "hosted" ? "station_operator" : "thc_operator"
	}
	/^#/ || $1 != realm { next }
	{
		n = split($5, list, ",")
		for (i = 1; i <= n; i++) {
			dn = "cn=" list[i] "," (realm == "hzalliance" ? $2 : "ou=groups") "," base
			# A hospital has no township operators.
			if (!(list[i] in role) || dn in seen || (list[i] == "operators" && $8 ~ /H$/))
				continue
			seen[dn] = 1
			print dn "\t" role[list[i]] "\t" (role[list[i]] == "thc_operator" ? "home-subtree" : "home")
		}
	}' "$people"
}

map_groups()
{
	local dn role scope ids=()
	[ "$1" != qhhc ] || return 0
	while IFS=$'\t' read -r dn role scope <&4; do
		as_first map "$1" "$dn" "$role" "$scope"
		ids+=("$(proposed)")
	done 4< <(groups "$1" "$7")
	as_second approve map "${ids[@]}"
}

each_realm()
{
	local line
	while IFS=$'\t' read -r -a line <&3; do
		[[ ${line[0]} == \#* ]] || "$@" "${line[@]}"
	done 3< "$YILIAN_DIR/directories.tsv"
}

# grant USER ROLE SCOPE
grant()
{
	as_first grant "qhhc/$1" "$2" "$3" --reason '演示授权'
	grants+=("$(proposed)")
}

each_realm add_realm
admin init --sys-admin qhhc/sysadmin --sec-admin qhhc/secadmin --auditor qhhc/auditor \
	--second-sec-admin qhhc/secadmin2
each_realm map_groups
grants=()
grant qhoverseer prov_overseer region:630000
grant xnoverseer city_overseer region:630100
grant hzoverseer county_overseer region:630106
grant hzunion alliance_office "alliance:$(psql -X -q -A -t -c "
	select a.name from biz.alliance a join biz.alliance_member m on m.alliance_id = a.id
	  join biz.organisation o on o.id = m.organisation_id where o.code = 'HZT01' order by a.id limit 1")"
as_second approve grant "${grants[@]}"
