# make-a-package.sh DEPENDENCY SCRIPT-NAME SCRIPT: makes /srv/broken/broken.deb
set -eu
tree=$(mktemp -d)
mkdir "$tree/DEBIAN"
cat >"$tree/DEBIAN/control" <<CONTROL
Package: broken
Version: 1.0
Architecture: all
Maintainer: Tests <tests@example.org>
Description: breaks the host's package state
${1:+Depends: $1}
CONTROL
sed -i '/^$/d' "$tree/DEBIAN/control"
printf '#!/bin/sh\n%s\n' "$3" >"$tree/DEBIAN/$2"
chmod 0755 "$tree" "$tree/DEBIAN" "$tree/DEBIAN/$2"
dpkg-deb --build --root-owner-group "$tree" /srv/broken/broken.deb
rm -rf "$tree"
