# Runs package managers without questions, waits for their locks, and says why one failed.

# Runs a package manager; a failure fails the task with its cause.
package_run() {
  package_try "$@" || package_explain "$*"
}

# Runs a package manager without questions, waiting up to five minutes for others that hold its locks. Its output is
# shown and kept in package_log.
package_try() {
  package_waited=0
  package_repaired=no
  case $1 in
    apt-get)
      shift
      set -- apt-get -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold \
        -o Dpkg::Use-Pty=0 -o Acquire::Retries=3 "$@"
      ;;
  esac
  while :; do
    package_once "$@"
    case $package_rc in
      0) return 0 ;;
    esac
    if [ "$package_manager:$package_repaired" = apt:no ] && package_log_has 'dpkg was interrupted'; then
      pw_warn "an earlier installation on this host was interrupted; completing it with dpkg --configure -a"
      package_once dpkg --force-confdef --force-confold --configure -a
      package_repaired=yes
    elif [ "$package_waited" -lt 300 ] && package_locked; then
      if [ "$package_waited" = 0 ]; then pw_progress "waiting for another package manager on this host to finish"; fi
      sleep 5
      package_waited=$((package_waited + 5))
    else
      return 1
    fi
  done
}

# The output goes to a file first: a service that an installation starts may keep a pipe open for ever.
package_once() {
  package_newline='
'
  package_log_file=$(mktemp "${TMPDIR:-/tmp}/podwright.XXXXXX")
  package_rc=0
  DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=a NEEDRESTART_SUSPEND=1 UCF_FORCE_CONFFOLD=1 \
    ZYPP_LOCK_TIMEOUT=300 LC_ALL=C "$@" >"$package_log_file" 2>&1 </dev/null || package_rc=$?
  package_log=$(cat "$package_log_file")
  rm -f "$package_log_file"
  printf '%s\n' "$package_log"
  case $1:$package_rc in
    zypper:102)
      pw_warn "zypper says that this host needs a reboot"
      package_rc=0
      ;;
    # Zypper updated itself first and wants to be run again for the rest; the second run says what is wrong, if so.
    zypper:103) "$@" && package_rc=0 ;;
    zypper:106)
      pw_warn "zypper passed over a repository that can't be read"
      package_rc=0
      ;;
    zypper:107)
      pw_warn "an installation script of a package failed: ${package_log##*$package_newline}"
      package_rc=0
      ;;
  esac
}

package_locked() {
  case $package_manager:$package_rc in
    zypper:7) return 0 ;;
  esac
  package_log_has 'Could not get lock' 'Unable to acquire the dpkg frontend lock' 'Unable to lock directory' \
    'Unable to lock the administration directory' 'is another process using it' 'Unable to lock database' \
    'unable to lock database' 'Another app is currently holding the yum lock' 'Waiting for process with pid'
}

package_log_has() {
  for package_text in "$@"; do
    case $package_log in
      *"$package_text"*) return 0 ;;
    esac
  done
  return 1
}

# Sets package_text to what stands in package_log between the first BEFORE and the AFTER that follows it on its line.
package_log_between() {
  package_text=${package_log#*"$1"}
  package_text=${package_text%%"$package_newline"*}
  package_text=${package_text%%"$2"*}
}

# Fails the task; says why the last package_try failed, and what to do.
package_explain() {
  package_unknown=''
  if package_log_has 'Unable to locate package '; then
    package_log_between 'Unable to locate package ' ' '
    package_unknown=$package_text
  elif package_log_has 'has no installation candidate'; then
    package_log_between "Package '" "'"
    package_unknown=$package_text
  elif package_log_has 'No match for argument: '; then
    package_log_between 'No match for argument: ' ' '
    package_unknown=$package_text
  elif package_log_has 'target not found: '; then
    package_log_between 'target not found: ' ' '
    package_unknown=$package_text
  elif package_log_has "No provider of '"; then
    package_log_between "No provider of '" "'"
    package_unknown=$package_text
  elif package_log_has "Package '" && package_log_has "' not found."; then
    package_log_between "Package '" "'"
    package_unknown=$package_text
  elif package_log_has ' (no such package)'; then
    package_text=${package_log%%' (no such package)'*}
    package_unknown=${package_text##*"$package_newline"}
    package_unknown=${package_unknown##* }
  fi
  if [ -n "$package_unknown" ]; then
    pw_fail "there is no package \"$package_unknown\" in the repositories of this host" \
      "check the name for this distribution, add the repository that has it, or set update_cache: true if the lists are old"
  fi
  if package_log_has "Version '"; then
    pw_fail "$1 failed: the version asked for is in none of the repositories" \
      "see which there are with \"apt-cache madison NAME\""
  fi
  if package_log_has 'are you root' 'Permission denied' 'requires superuser' 'must be run under the root user' \
    'Root privileges are required' 'unless you are root'; then
    pw_fail "$1 needs root" "set become: true for the task or the play"
  fi
  if package_log_has 'No space left on device' "don't have enough free space" 'not enough free disk space' \
    'No space left'; then
    pw_fail "$1 failed: no space is left on this host" "see \"df -h / /var\"; \"apt-get clean\" frees the package cache"
  fi
  if package_log_has 'NO_PUBKEY' 'is not signed' 'GPG check FAILED' 'Signature verification failed' 'UNTRUSTED signature'; then
    pw_fail "$1 failed: the signature of a repository or package can't be verified" \
      "install the repository's signing key; the lines above name it"
  fi
  if package_log_has 'Temporary failure resolving' 'Could not resolve' 'Could not connect' 'Failed to fetch' \
    'Cannot download' 'Failed to download' 'Curl error' 'temporary error (try again later)' 'failed retrieving file' \
    'Unable to connect' 'Connection timed out' 'Download (curl) error'; then
    pw_fail "$1 failed: a package repository can't be reached from this host" \
      "check the host's DNS, its way to the network and the proxy settings; the lines above name the address"
  fi
  if package_log_has 'held broken packages' 'unmet dependencies' 'Depends:' 'conflicting requests' 'nothing provides' \
    'could not satisfy dependencies'; then
    pw_fail "$1 failed: packages that are installed or held here are in its way" \
      "the lines above say which; \"apt-mark showhold\" lists holds, \"apt-get -f install\" repairs what is half installed"
  fi
  if package_log_has 'Sub-process /usr/bin/dpkg returned an error code'; then
    pw_fail "$1 failed: a package's own installation script failed" \
      "the lines above name it; see it again with \"dpkg --configure -a\" on the host"
  fi
  if package_locked; then
    pw_fail "$1 failed: another package manager has held its lock for five minutes" \
      "see what it is with \"ps -ef\" on the host (often unattended-upgrades), and run this again when it is done"
  fi
  package_text=${package_log##*"$package_newline"}
  pw_fail "$1 failed with exit status $package_rc: ${package_text:-no output}"
}
