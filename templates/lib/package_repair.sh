# What keeps a package manager from working and can be mended without removing anything. For apply only.

# Mends what package_log of a failed run names, each thing once in a package_try. Status 1 where there is nothing (more) to mend.
package_repair() {
  case $package_manager in
    apt) package_repair_apt ;;
    dnf | yum) package_repair_dnf ;;
    *) return 1 ;;
  esac
}

package_repair_apt() {
  if package_log_has 'dpkg was interrupted' && package_repair_once interrupted; then
    pw_warn "an earlier installation on this host was interrupted; completing it with dpkg --configure -a"
    # Where a package stays broken, the next run says so.
    package_attempt dpkg --force-confdef --force-confold --configure -a || :
  elif package_log_has 'nmet dependencies. Try ' && package_repair_once dependencies; then
    pw_warn "packages on this host lack others that they depend on; installing these with apt-get --fix-broken"
    package_attempt apt-get -q -y --no-remove --fix-broken install
  elif package_log_has 'needs to be reinstalled, but I can' && package_repair_once reinstall; then
    package_log_between 'The package ' ' '
    pw_warn "the package $package_text was left half installed; fetching the package lists to install it again"
    package_attempt apt-get -q update
  elif package_log_has 'Hash Sum mismatch' 'Mirror sync in progress' 'File has unexpected size' && package_repair_once mismatch; then
    pw_warn "a package repository was being updated while it was read; reading it again"
    sleep 5
    package_attempt apt-get -q update || :
  else
    return 1
  fi
}

package_repair_dnf() {
  if package_log_has 'Failed to download metadata for repo' 'Cannot download repomd.xml' && package_repair_once repository; then
    package_repository_trouble
    if [ "${package_skipped-}" != "$package_trouble" ]; then
      pw_warn "going on without a repository that can't be used: $package_trouble; $package_remedy"
    fi
    package_skip=yes package_skipped=$package_trouble
  else
    return 1
  fi
}

# Status 1 where that was tried before.
package_repair_once() {
  case " $package_repairs " in
    *" $1 "*) return 1 ;;
  esac
  package_repairs="$package_repairs $1"
}
