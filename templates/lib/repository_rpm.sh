# Repositories of dnf, yum, microdnf and zypper: files with a section each.

repository_rpm_prepare() {
  repository_file=$repository_folder/$repository_name.repo
  repository_keyring=${repository_keyring:-/etc/pki/rpm-gpg/RPM-GPG-KEY-$repository_name}
  [ -z "$repository_lines" ] || pw_fail "line is how apt writes a repository, and this host has $package_manager" "use uris"
}

repository_own_files() {
  printf '%s\n' "$repository_file"
  case $repository_kind in
    rpm) printf '%s\n' "/etc/pki/rpm-gpg/RPM-GPG-KEY-$repository_name" ;;
    apt) repository_apt_own_files ;;
  esac
}

# Sets repository_text to what the file shall hold.
repository_text() {
  case $repository_kind in
    apt) repository_apt_text ;;
    rpm) repository_rpm_text ;;
  esac
}

repository_rpm_text() {
  repository_text="[$repository_name]
name=$repository_title
baseurl=$(printf '%s' "$repository_uris" | tr -s ' ' '\n' | sed -e '2,$s/^/  /')"
  repository_rpm_add enabled 1
  repository_rpm_add gpgcheck 1
  if [ -n "$repository_key" ]; then
    repository_key_reference
    repository_rpm_add gpgkey "$repository_signer"
  fi
  [ -z "$repository_priority" ] || repository_rpm_add priority "$repository_priority"
  while IFS='	' read -r repository_field repository_value; do
    [ -z "$repository_field" ] || repository_text="$repository_text
$repository_field=$repository_value"
  done <<PODWRIGHT_OPTIONS
$repository_options
PODWRIGHT_OPTIONS
}

# A field, unless the options have one of that name.
repository_rpm_add() {
  repository_look_up "$repository_options" "$1"
  [ -n "$repository_found" ] || repository_text="$repository_text
$1=$2"
}

# Fetches the lists of this repository alone, and takes its key.
repository_rpm_update() {
  case $package_manager in
    zypper) package_try zypper -n --gpg-auto-import-keys refresh "$repository_name" ;;
    microdnf) package_try microdnf -y makecache ;;
    *) package_try "$(package_dnf)" -q -y "--disablerepo=*" "--enablerepo=$repository_name" makecache ;;
  esac
}
