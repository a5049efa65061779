#!/bin/sh
# layers.sh - each C layer includes only itself and the layers to its right (design.md, 3).
set -eu
cd "${1:-.}"

# What the files of a layer may include: layers of our headers, then foreign libraries.
allowed() {
	case $1 in
	base) echo "base libicu libcrypto" ;;
	db) echo "db base libpq" ;;
	directory) echo "directory base libldap libcrypto libssl" ;;
	document) echo "document base libxlsx libcrypto" ;;
	app) echo "app db directory document base libfcgi libjansson libcrypto" ;;
	job | resource) echo "$1 record app db directory document base libjansson" ;;
	auth | record) echo "$1 app db directory document base libjansson" ;;
	supervisor) echo "supervisor base" ;;
	main) echo "supervisor record resource auth job app db directory document base libjansson libfcgi" ;;
	*) echo "" ;;
	esac
}

layer_of() {
	case $1 in
	arena.h | problem.h | problems.def | buffer.h | text.h | clock.h | log.h | config.h | \
		crypto.h | identity_card.h | period.h | personal.h) echo base ;;
	db.h | queries.h) echo db ;;
	directory.h) echo directory ;;
	docx.h | sheet.h | import.h | file_check.h | file_store.h) echo document ;;
	request.h | resource.h | value.h | workflow.h | serve.h | referral_list.h | export.h) echo app ;;
	record.h) echo record ;;
	job.h) echo job ;;
	auth.h | admin.h | login.h) echo auth ;;
	supervisor.h) echo supervisor ;;
	libpq-fe.h | libpq/*) echo libpq ;;
	ldap.h | lber.h) echo libldap ;;
	openssl/ssl.h | openssl/x509*) echo libssl ;;
	openssl/*) echo libcrypto ;;
	unicode/*) echo libicu ;;
	zip.h | zlib.h | expat.h | xlsxwriter.h) echo libxlsx ;;
	fcgi*.h) echo libfcgi ;;
	jansson.h) echo libjansson ;;
	*) echo system ;;
	esac
}

failed=0
for file in $(find fcgi -name '*.[ch]' | sort); do
	layer=$(echo "$file" | cut -d/ -f2)
	case $layer in main_*) layer=main ;; esac
	may=" $(allowed "$layer") system "
	includes=$(sed -n 's/^#include [<"]\([^>"]*\)[>"].*/\1/p' "$file")
	for header in $includes; do
		# A header beside the file is its own layer's.
		[ -f "$(dirname "$file")/$header" ] && continue
		if [ -f "include/$header" ] && [ "$(layer_of "$header")" = system ]; then
			echo "$file: say in tests/lint/layers.sh which layer include/$header is of"
			failed=1
		fi
		case $may in
		*" $(layer_of "$header") "*) ;;
		*)
			echo "$file: $layer may not include $header"
			failed=1
			;;
		esac
	done
done
exit $failed
