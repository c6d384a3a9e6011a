# requires: package_query package_run
# Installs and removes packages by whichever package manager the host has: apt, dnf, yum, microdnf, zypper, apk, pacman.
# Each function fails the task with a cause and a remedy. For apply only.

# Fetches the lists of available packages. A repository that can't be read doesn't keep the others from being used: it is named in a
# warning and, for messages that follow, in package_skipped. Where none can be read, the task fails.
package_refresh() {
  [ -n "${package_manager-}" ] || package_manager_load
  pw_progress "fetching the package lists"
  package_skipped=''
  if ! package_try_refresh || package_log_has 'Some index files failed to download'; then
    package_lists_partly || package_explain "fetching the package lists"
  fi
  case $package_manager in
    apt)
      # Of one that can't be reached apt only warns.
      [ "$package_rc" != 0 ] || package_log_has 'Some index files failed to download' || package_skipped=none
      # apt leaves the folder's time alone where nothing was new.
      touch /var/lib/apt/lists
      ;;
    *) [ "$package_rc" != 0 ] || package_skipped=none ;;
  esac
  if [ "$package_skipped" = none ]; then
    package_skipped=''
  elif package_repository_trouble; then
    package_skipped=$package_trouble
    pw_warn "a package repository of this host can't be used: $package_trouble; $package_remedy"
  fi
}

package_try_refresh() {
  case $package_manager in
    apt) package_try apt-get -q update ;;
    dnf | yum) package_try "$(package_dnf)" -q -y makecache ;;
    microdnf) package_try microdnf -y makecache ;;
    zypper) package_try zypper -n refresh ;;
    apk) package_try apk update ;;
    pacman) package_try pacman -Sy --noconfirm ;;
  esac
}

# Whether some repositories could be read although fetching the lists failed.
package_lists_partly() {
  case $package_manager in
    apt) package_log_has 'Get:' 'Hit:' && ! package_log_has 'The list of sources could not be read' ;;
    zypper) package_log_has 'Some of the repositories have not been refreshed' ;;
    *) return 1 ;;
  esac
}

# Installs packages, or the given versions of them. Lists that were never fetched or are too old are fetched. Packages that the caller
# names in package_erase go in the same step.
package_install() {
  package_require_names "$@"
  [ -n "${package_manager-}" ] || package_manager_load
  package_fetched=no
  if ! package_lists_known; then
    case $package_manager in
      apt | pacman)
        package_refresh
        package_fetched=yes
        ;;
    esac
  fi
  pw_progress "installing $*"
  if package_try_install "$@"; then return 0; fi
  case $package_fetched in
    no)
      if package_log_has 'Unable to locate package' 'has no installation candidate' '404  Not Found' 'was not found' \
        'target not found' 'no such package' 'failed retrieving file'; then
        package_refresh
        if package_try_install "$@"; then return 0; fi
      fi
      ;;
  esac
  package_explain "install $*"
}

# What is only recommended is installed where the caller set package_recommends=yes; held packages are changed where it set
# package_change_held=yes.
package_try_install() {
  package_recommends=${package_recommends-no} package_erase=${package_erase-}
  case $package_manager in
    apt)
      # apt takes NAME- for a package to remove.
      for package_word in $package_erase; do set -- "$@" "$package_word-"; done
      set -- -q -y --allow-downgrades install -- "$@"
      [ "${package_change_held-no}" = no ] || set -- --allow-change-held-packages "$@"
      if [ "$package_recommends" = yes ]; then set -- --install-recommends "$@"; else set -- --no-install-recommends "$@"; fi
      package_try apt-get "$@"
      ;;
    dnf | yum)
      set -- install -- $(package_rpm_names "$@")
      [ "$package_recommends:$package_manager" != no:dnf ] || set -- --setopt=install_weak_deps=False "$@"
      [ -z "$package_erase" ] || set -- --allowerasing "$@"
      package_try "$(package_dnf)" -q -y "$@"
      ;;
    microdnf) package_try microdnf -y install $(package_rpm_names "$@") ;;
    zypper)
      for package_word in $package_erase; do set -- "$@" "!$package_word"; done
      if [ "$package_recommends" = yes ]; then set -- --recommends --oldpackage -- "$@"; else set -- --no-recommends --oldpackage -- "$@"; fi
      package_try zypper -n install "$@"
      ;;
    apk) package_try apk add -- "$@" ;;
    pacman) package_try pacman -S --noconfirm --needed -- "$@" ;;
  esac
}

# NAME=VERSION as rpm's tools write it. Names and versions have no blanks.
package_rpm_names() {
  for package_word in "$@"; do
    case $package_word in
      *=*) printf '%s-%s ' "${package_word%%=*}" "${package_word#*=}" ;;
      *) printf '%s ' "$package_word" ;;
    esac
  done
}

# Brings packages to the newest version that the lists know.
package_upgrade() {
  case $package_manager in
    dnf | yum) package_try "$(package_dnf)" -q -y upgrade -- "$@" || package_explain "upgrade $*" ;;
    microdnf) package_try microdnf -y upgrade "$@" || package_explain "upgrade $*" ;;
    zypper) package_try zypper -n update --no-recommends -- "$@" || package_explain "upgrade $*" ;;
    apk) package_try apk add --upgrade -- "$@" || package_explain "upgrade $*" ;;
    # apt and pacman bring an installed package up to date by installing it.
    *) package_install "$@" ;;
  esac
}

# Removes packages; their configuration and data stay.
package_remove() {
  package_require_names "$@"
  [ -n "${package_manager-}" ] || package_manager_load
  pw_progress "removing $*"
  case $package_manager in
    apt) package_run apt-get -q -y remove -- "$@" ;;
    dnf | yum) package_run "$(package_dnf)" -q -y remove -- "$@" ;;
    microdnf) package_run microdnf -y remove "$@" ;;
    zypper) package_run zypper -n remove -- "$@" ;;
    apk) package_run apk del -- "$@" ;;
    pacman) package_run pacman -R --noconfirm -- "$@" ;;
  esac
}

# Fails the task where installing the packages would remove others than those of package_erase, which is what a plan has named.
package_refuse_removals() {
  case $package_manager in
    apt) package_text=$(LC_ALL=C apt-get -s --no-install-recommends install -- "$@" $(package_minus $package_erase) 2>/dev/null | package_list_removed_apt) || : ;;
    dnf | yum) package_text=$(LC_ALL=C "$(package_dnf)" --assumeno --allowerasing install -- "$@" 2>/dev/null | package_list_removed_rpm) || : ;;
    *) return 0 ;;
  esac
  for package_word in $package_text; do
    case " $package_erase " in
      *" $package_word "*) ;;
      *) pw_fail "installing $* would also remove $package_word, which the plan did not name" \
        "remove it first with a package task (state: absent) if that is meant" ;;
    esac
  done
}

package_minus() {
  for package_word in "$@"; do printf '%s- ' "$package_word"; done
}

package_list_removed_apt() {
  while read -r package_word package_name package_line; do
    [ "$package_word" != Remv ] || printf '%s\n' "${package_name%%:*}"
  done
}

# dnf lists what would go below "Removing:" and the like, up to the next heading.
package_list_removed_rpm() {
  package_removing=no
  while read -r package_word package_line; do
    case "$package_word $package_line" in
      'Removing:'* | 'Removing dependent packages:'* | 'Removing unused dependencies:'*) package_removing=yes ;;
      *: | ' ' | 'Transaction Summary'*) package_removing=no ;;
      *) [ "$package_removing" = no ] || printf '%s\n' "$package_word" ;;
    esac
  done
}
