# requires: package_query package_run
# Packages that nobody's upgrade may change: apt-mark hold, dnf versionlock, zypper addlock.

# --- for checks: read-only -------------------------------------------------------------------------------------------

# Reads which of the packages NAME… are held. Sets package_holds for package_is_held.
package_load_holds() {
  package_holds=' '
  case $package_manager in
    apt) package_load_apt_holds "$@" ;;
    dnf | yum | zypper) package_load_rpm_holds ;;
    *)
      pw_fail "$package_manager has no way to hold a package that is known here" \
        "leave hold out, and ask for the version by name instead (NAME=VERSION)"
      ;;
  esac
}

package_load_apt_holds() {
  package_names=''
  for package_word in "$@"; do package_names="$package_names ${package_word%%=*}"; done
  while read -r package_status package_word; do
    [ "$package_status" != hold ] || package_holds="$package_holds$package_word "
  done <<PODWRIGHT_HOLDS
$(dpkg-query -W -f='${db:Status-Want} ${Package}\n' -- $package_names 2>/dev/null)
PODWRIGHT_HOLDS
}

# dnf 4 writes NAME-EPOCH:VERSION…, dnf 5 and zypper NAME.
package_load_rpm_holds() {
  for package_file in /etc/dnf/plugins/versionlock.list /etc/dnf/versionlock.toml /etc/zypp/locks; do
    [ -r "$package_file" ] || continue
    while read -r package_line || [ -n "$package_line" ]; do
      case $package_line in
        'solvable_name: '*) package_holds="$package_holds${package_line#* } " ;;
        'name = "'*)
          package_line=${package_line#*\"}
          package_holds="$package_holds${package_line%%\"*} "
          ;;
        [a-zA-Z0-9]*-[0-9]*:*) package_holds="$package_holds${package_line%-[0-9]*:*} " ;;
      esac
    done <"$package_file"
  done
}

package_is_held() {
  package_name=${1%%=*}
  case $package_holds in
    *" ${package_name%%:*} "*) return 0 ;;
    *) return 1 ;;
  esac
}

# --- for apply -------------------------------------------------------------------------------------------------------

package_hold() {
  case $package_manager in
    apt) package_run apt-mark hold -- "$@" ;;
    dnf | yum)
      package_need_versionlock
      package_run "$(package_dnf)" -q -y versionlock add "$@"
      ;;
    zypper) package_run zypper -n addlock -- "$@" ;;
  esac
}

package_release() {
  case $package_manager in
    apt) package_run apt-mark unhold -- "$@" ;;
    dnf | yum) package_run "$(package_dnf)" -q -y versionlock delete "$@" ;;
    zypper) package_run zypper -n removelock -- "$@" ;;
  esac
}

# dnf 5 can do it by itself, dnf 4 by a plugin.
package_need_versionlock() {
  case $(package_dnf) in
    dnf5) ;;
    *) package_installed python3-dnf-plugin-versionlock || package_install python3-dnf-plugin-versionlock ;;
  esac
}
