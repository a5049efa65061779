#!/bin/bash
# missing.sh - what tools/setup.sh says of a machine that lacks something.
set -u
. tests/setup/lib.sh
mkdir "$work/few" "$work/fake"
for tool in bash dirname cat grep rm; do
	ln -s "$(command -v $tool)" "$work/few/$tool"
done

# fake NAME LINE: a program that only does this.
fake()
{
	printf '#!/bin/bash\n%s\n' "$2" > "$work/fake/$1"
	chmod +x "$work/fake/$1"
}

refuse "no node" "install node 20.19 or later with npm" env PATH="$work/few" tools/setup.sh
refuse "in Chinese too" "找不到 node 或 npm" env PATH="$work/few" tools/setup.sh
fake node 'if [ "$1" = --version ]; then echo v18.20.4; else exit 1; fi'
refuse "Debian's own node" "node v18.20.4 is too old: 20.19 or later" \
	env PATH="$work/fake:$PATH" tools/setup.sh
rm "$work/fake/node"
fake dpkg-query 'echo "gcc installed"'
fake id 'echo 1000'
fake apt-get 'exit 9'
refuse "packages are root's to install" "ask root to run: apt-get install" \
	env PATH="$work/fake:$PATH" tools/setup.sh
refuse "only those that are missing" "nginx-light openssl" env PATH="$work/fake:$PATH" tools/setup.sh
expect "gcc is there" test -z "$(env PATH="$work/fake:$PATH" tools/setup.sh 2>&1 | grep ' gcc ')"
finish
