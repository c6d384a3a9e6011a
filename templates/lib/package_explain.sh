# What the words of package managers mean, and what to do. They stand in package_log (package_run).

# Fails the task; says why the last package_try failed, and what to do: package_explain WHAT.
package_explain() {
  package_find_unknown
  if [ -n "$package_unknown" ]; then
    if [ -n "${package_skipped-}" ]; then
      pw_fail "there is no package \"$package_unknown\" in those repositories of this host that can be read" \
        "one can't: $package_skipped; $package_remedy"
    fi
    pw_fail "there is no package \"$package_unknown\" in the repositories of this host" \
      "check the name for this distribution, add the repository that has it, or set update_cache: true if the lists are old"
  fi
  if package_log_has "Version '"; then
    pw_fail "$1 failed: the version asked for is in none of the repositories" \
      "see which there are with \"apt-cache madison NAME\""
  fi
  if package_locked; then package_explain_lock "$1"; fi
  if package_log_has 'are you root' 'Permission denied' 'requires superuser' 'must be run under the root user' \
    'Root privileges are required' 'unless you are root'; then
    pw_fail "$1 needs root" "set become: true for the task or the play"
  fi
  if package_log_has 'No space left on device' "don't have enough free space" 'not enough free disk space' \
    'No space left' 'more space needed on the'; then
    pw_fail "$1 failed: no space is left on this host" "see \"df -h / /var\"; \"$(package_clean_command)\" frees the package cache"
  fi
  if package_repository_trouble; then pw_fail "$1 failed: $package_trouble" "$package_remedy"; fi
  if package_log_has 'GPG check FAILED' 'Signature verification failed' 'UNTRUSTED signature'; then
    pw_fail "$1 failed: the signature of a repository or package can't be verified" \
      "install the repository's signing key; the lines above name it"
  fi
  package_explain_state "$1"
  package_text=${package_log##*"$package_newline"}
  pw_fail "$1 failed with exit status $package_rc: ${package_text:-no output}"
}

# Sets package_unknown to the name that no repository has, or to nothing.
package_find_unknown() {
  package_unknown=''
  while read -r package_word package_line; do
    if ! package_log_has "$package_line"; then continue; fi
    case $package_word in
      blank) package_log_between "$package_line " ' ' ;;
      quote)
        package_log_has "Package '" || continue
        package_log_between "Package '" "'"
        ;;
      provider) package_log_between "$package_line" "'" ;;
      before)
        package_text=${package_log%%" $package_line"*}
        package_text=${package_text##*"$package_newline"}
        package_text=${package_text##* }
        ;;
    esac
    package_unknown=$package_text
    return 0
  done <<'PODWRIGHT_WORDS'
blank Unable to locate package
quote has no installation candidate
blank No match for argument:
blank Unable to find a match:
blank target not found:
provider No provider of '
quote ' not found.
before (no such package)
PODWRIGHT_WORDS
}

package_explain_lock() {
  if [ -z "$package_holder" ]; then
    pw_fail "$1 failed: the package manager's lock was left behind by one that is gone" \
      "make sure that none runs (ps -ef), then remove /var/lib/pacman/db.lck"
  fi
  pw_fail "$1 failed: $package_holder has kept the lock of the packages for five minutes" \
    "see what it does with \"ps -ef\" on the host (often unattended upgrades), and run this again when it is done"
}

package_clean_command() {
  case $package_manager in
    apt) echo 'apt-get clean' ;;
    pacman) echo 'pacman -Sc' ;;
    apk) echo 'apk cache clean' ;;
    zypper) echo 'zypper clean' ;;
    *) echo "$(package_dnf) clean all" ;;
  esac
}

# What stands in the way on the host itself.
package_explain_state() {
  if package_log_has 'Held packages were changed'; then
    pw_fail "$1 failed: it would change packages that are held here" \
      "\"apt-mark showhold\" lists them; a package task with hold: false lets one go"
  fi
  if package_log_has 'needs to be reinstalled, but I can'; then
    package_log_between 'The package ' ' '
    pw_fail "$1 failed: the package $package_text is half installed, and no repository has it to install it again" \
      "add the repository that it came from, or remove it on the host: dpkg --remove --force-remove-reinstreq $package_text"
  fi
  if package_log_has 'but remove is disabled'; then
    pw_fail "$1 failed: packages on this host lack others, and only removing some would mend that" \
      "decide on the host: \"apt-get --fix-broken install\" says what it would remove"
  fi
  if package_log_has 'error processing package '; then
    package_log_between 'error processing package ' ' '
    pw_fail "$1 failed: an installation script of the package $package_text failed" \
      "the lines above say how; see it again with \"dpkg --configure -a\" on the host"
  fi
  if package_log_has 'Sub-process /usr/bin/dpkg returned an error code'; then
    pw_fail "$1 failed: a package's own installation script failed" \
      "the lines above name it; see it again with \"dpkg --configure -a\" on the host"
  fi
  if package_log_has 'held broken packages' 'unmet dependencies' 'Depends:' 'conflicting requests' 'nothing provides' \
    'could not satisfy dependencies' 'conflicts with'; then
    pw_fail "$1 failed: packages that are installed or held here are in its way" \
      "the lines above say which$([ "$package_manager" != apt ] || echo '; "apt-mark showhold" lists holds')"
  fi
  if package_log_has 'DB_RUNRECOVERY' 'rpmdb open failed' 'Thread died in Berkeley DB'; then
    pw_fail "$1 failed: this host's database of installed packages is damaged" "repair it on the host: rpm --rebuilddb"
  fi
}

# Sets package_trouble to what is wrong with which repository, and package_remedy; status 1 where package_log names no such thing.
package_repository_trouble() {
  package_trouble='' package_remedy=''
  package_log_line 'Conflicting values set for option Signed-By' 'Malformed entry ' 'Malformed stanza' 'Malformed line ' \
    'NO_PUBKEY ' 'Missing key ' 'Failed to parse keyring' 'EXPKEYSIG ' 'REVKEYSIG ' 'BADSIG ' 'is not valid yet' 'is expired (invalid since' \
    'Expired on ' 'is not bound' "isn't valid, got 'NO" 'ertificate verification failed' 'certificate verify failed' \
    'does not have a Release file' 'is not signed' 'Failed to download metadata for repo' 'Cannot download repomd.xml' \
    'Failed to fetch ' 'Temporary failure resolving' 'Could not resolve' 'Could not connect' 'Connection timed out' 'Unable to connect' \
    'Cannot download' 'Failed to download' 'Curl error' 'temporary error (try again later)' \
    'failed retrieving file' 'Download (curl) error' || return 1
  package_trouble=${package_text#GPG error: }
  package_trouble=${package_trouble#OpenPGP signature verification failed: }
  case $package_text in
    *'Conflicting values set for option Signed-By'*)
      package_remedy='one repository is listed twice with different keys (/etc/apt/sources.list.d): remove one of the two files'
      ;;
    *Malformed*) package_remedy='correct or remove that file' ;;
    *NO_PUBKEY* | *'Missing key'* | *'Failed to parse keyring'*)
      package_remedy="its signing key is missing: put the key in place with a repository task, or remove the repository"
      ;;
    *EXPKEYSIG* | *REVKEYSIG* | *'Expired on'* | *'is not bound'*)
      package_remedy="its signing key has expired or was withdrawn: put the publisher's present key in place, or remove the repository"
      ;;
    *'is not valid yet'*)
      package_remedy="the clock of this host is behind ($(date -u '+%Y-%m-%d %H:%M UTC')): set it, for instance by timedatectl set-ntp true"
      ;;
    *'is expired (invalid since'*)
      package_remedy="that mirror is out of date, or the clock of this host is ahead ($(date -u '+%Y-%m-%d %H:%M UTC'))"
      ;;
    *'ertificate verif'* | *'certificate verify'*)
      package_remedy="install ca-certificates, and look at the clock of this host ($(date -u '+%Y-%m-%d %H:%M UTC'))"
      ;;
    *"got 'NO"*) package_remedy='something between this host and the repository answers in its place (a proxy or a login page)' ;;
    *'does not have a Release file'*) package_remedy='it has nothing for this release of the distribution: correct or remove it' ;;
    *BADSIG* | *'is not signed'*) package_remedy='its signature is missing or wrong: correct or remove the repository' ;;
    *)
      package_trouble="a package repository can't be reached from this host: $package_text"
      package_remedy="check the host's DNS, its way to the network and the proxy settings"
      ;;
  esac
}
