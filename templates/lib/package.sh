# Packages of the distribution, by whichever package manager the host has: apt, dnf, yum, microdnf, zypper, apk, pacman.
# A package is named NAME or NAME=VERSION.

# --- for checks: read-only -------------------------------------------------------------------------------------------

# Sets package_manager; fails the task where there is none.
package_manager_load() {
  for package_candidate_manager in apt-get dnf5 dnf yum microdnf zypper apk pacman; do
    command -v "$package_candidate_manager" >/dev/null 2>&1 || continue
    case $package_candidate_manager in
      apt-get) package_manager=apt ;;
      dnf5) package_manager=dnf ;;
      *) package_manager=$package_candidate_manager ;;
    esac
    return 0
  done
  pw_fail "this host has no package manager that is known here" \
    "apt, dnf, yum, microdnf, zypper, apk and pacman are; install what is needed with a command task instead"
}

# Fails the task where a name could be taken for an option, a pattern, a group or an order to remove.
package_require_names() {
  for package_word in "$@"; do
    case ${package_word%%=*} in
      '' | [!a-zA-Z0-9]* | *[!a-zA-Z0-9+._:~-]* | *-)
        pw_fail "\"$package_word\" is not a package name" \
          "a name is letters, digits and + . _ : -, and may be followed by =VERSION; groups and patterns aren't supported"
        ;;
    esac
    case $package_word in
      *=*[!a-zA-Z0-9+._:~^*-]* | *=)
        pw_fail "\"$package_word\" has no valid version" "write it as NAME=VERSION, such as curl=7.88.1-10"
        ;;
    esac
  done
}

# Asks for all the names at once, for package_find. Sets package_table: lines of "NAME VERSION".
package_load() {
  [ -n "${package_manager-}" ] || package_manager_load
  package_names=''
  for package_word in "$@"; do
    package_names="$package_names ${package_word%%=*}"
  done
  # The names have no blanks and no pattern characters (package_require_names), so they may be split here.
  case $package_manager in
    apt)
      package_table=$(dpkg-query -W -f='${db:Status-Status} ${binary:Package} ${Version}\n' -- $package_names 2>/dev/null |
        while read -r package_status package_word package_line; do
          if [ "$package_status" = installed ]; then printf '%s %s\n' "$package_word" "$package_line"; fi
        done)
      ;;
    dnf | yum | microdnf | zypper)
      package_table=$(rpm -q --qf '%{NAME} %{VERSION}-%{RELEASE}\n' -- $package_names 2>/dev/null) || :
      ;;
    apk) package_table=$(apk list --installed 2>/dev/null | package_split_apk) || : ;;
    pacman) package_table=$(pacman -Q -- $package_names 2>/dev/null) || : ;;
  esac
}

# "curl-8.5.0-r0 x86_64 {curl} (MIT) [installed]" becomes "curl 8.5.0-r0".
package_split_apk() {
  while read -r package_word package_line; do
    package_name=${package_word%-*-r*}
    printf '%s %s\n' "$package_name" "${package_word#"$package_name"-}"
  done
}

# Sets package_version to the installed version of NAME, or to nothing; a package that provides NAME counts.
# Needs package_load with that name before it.
package_find() {
  package_version=''
  package_name=${1%%=*}
  case $package_name in
    # dpkg names the architecture only where several can be installed at once.
    *:*) package_bare=${package_name%:*} ;;
    *) package_bare=$package_name ;;
  esac
  while read -r package_word package_line; do
    case $package_word in
      "$package_name" | "$package_name":* | "$package_bare")
        package_version=$package_line
        return 0
        ;;
    esac
  done <<PODWRIGHT_TABLE
$package_table
PODWRIGHT_TABLE
  package_provided "$package_name" || return 0
  package_version=$package_provider
}

# Whether an installed package provides NAME, as postfix provides mail-transport-agent. Sets package_provider.
package_provided() {
  case $package_manager in
    apt)
      package_provider=$(dpkg-query -W -f='${db:Status-Status} ${Package} ${Provides},\n' 2>/dev/null |
        package_find_provider "$1")
      ;;
    dnf | yum | microdnf | zypper)
      package_provider=$(rpm -q --qf '%{NAME} %{VERSION}-%{RELEASE}\n' --whatprovides -- "$1" 2>/dev/null) || return 1
      ;;
    apk)
      apk info --installed -- "$1" >/dev/null 2>&1 || return 1
      package_provider=provided
      ;;
    pacman) package_provider=$(pacman -Q -- "$1" 2>/dev/null) || return 1 ;;
  esac
  [ -n "$package_provider" ]
}

package_find_provider() {
  while read -r package_status package_word package_line; do
    [ "$package_status" = installed ] || continue
    case " $package_line" in
      *" $1,"* | *" $1 ("*)
        printf 'by %s\n' "$package_word"
        return 0
        ;;
    esac
  done
}

# Whether all the packages are installed, in the versions given.
package_installed() {
  package_load "$@"
  for package_wanted in "$@"; do
    package_find "$package_wanted"
    package_satisfies "$package_wanted" || return 1
  done
}

# Whether package_version is what NAME or NAME=VERSION asks for.
package_satisfies() {
  [ -n "$package_version" ] || return 1
  case $1 in
    *=*)
      # A version may end in *, as apt takes it; rpm's may leave the release out.
      case $package_version in
        ${1#*=}) return 0 ;;
      esac
      case $package_manager:$package_version in
        apt:* | apk:* | pacman:*) return 1 ;;
        *:"${1#*=}"-*) return 0 ;;
        *) return 1 ;;
      esac
      ;;
  esac
}

# Sets package_latest to the version that an upgrade or installation of NAME would bring, as far as the lists on this
# host say, or to nothing.
package_latest() {
  case $package_manager in
    apt)
      package_latest=$(LC_ALL=C apt-cache policy -- "$1" 2>/dev/null | while read -r package_word package_line; do
        case $package_word in
          Candidate:) [ "$package_line" = '(none)' ] || printf '%s\n' "$package_line" ;;
        esac
      done)
      ;;
    dnf | yum)
      package_latest=$(LC_ALL=C "$(package_dnf)" -q -C list --available -- "$1" 2>/dev/null | package_last_version)
      ;;
    zypper)
      package_latest=$(LC_ALL=C zypper -n --no-refresh info -- "$1" 2>/dev/null | while IFS=' :' read -r package_word package_line; do
        if [ "$package_word" = Version ]; then printf '%s\n' "${package_line# }"; fi
      done)
      ;;
    apk)
      package_latest=$(apk list --available -- "$1" 2>/dev/null | package_split_apk | while read -r package_word package_line; do
        if [ "$package_word" = "$1" ]; then printf '%s\n' "$package_line"; fi
      done)
      ;;
    pacman)
      package_latest=$(LC_ALL=C pacman -Si -- "$1" 2>/dev/null | while read -r package_word package_colon package_line; do
        if [ "$package_word" = Version ]; then printf '%s\n' "$package_line"; break; fi
      done)
      ;;
    microdnf) package_latest='' ;;
  esac
}

package_last_version() {
  package_last=''
  while read -r package_word package_line; do
    case $package_word in
      *.*) package_last=${package_line%% *} ;;
    esac
  done
  printf '%s\n' "${package_last#*:}"
}

package_dnf() {
  if command -v dnf5 >/dev/null 2>&1; then printf 'dnf5'; elif command -v dnf >/dev/null 2>&1; then printf 'dnf'; else
    printf '%s' "$package_manager"
  fi
}

# Whether the lists of available packages were fetched within the last SECONDS.
package_lists_fresh() {
  [ -n "${package_manager-}" ] || package_manager_load
  package_minutes=$((($1 + 59) / 60))
  case $package_manager in
    apt) set -- /var/lib/apt/lists /var/lib/apt/periodic/update-success-stamp ;;
    dnf | yum | microdnf) set -- /var/cache/dnf /var/cache/libdnf5 /var/cache/yum ;;
    zypper) set -- /var/cache/zypp/solv ;;
    apk) set -- /var/cache/apk /lib/apk/db ;;
    pacman) set -- /var/lib/pacman/sync ;;
  esac
  package_lists_known || return 1
  [ -n "$(find "$@" -mmin "-$package_minutes" 2>/dev/null | head -n 1)" ]
}

# Whether there are lists of available packages at all.
package_lists_known() {
  case $package_manager in
    apt) set -- /var/lib/apt/lists/*_Packages* ;;
    dnf | yum | microdnf) set -- /var/cache/dnf/*/repodata/repomd.xml /var/cache/libdnf5/*/repodata/repomd.xml /var/cache/yum/*/*/*/repomd.xml ;;
    zypper) set -- /var/cache/zypp/solv/*/solv ;;
    apk) set -- /var/cache/apk/APKINDEX* ;;
    pacman) set -- /var/lib/pacman/sync/*.db ;;
  esac
  for package_file in "$@"; do
    if [ -e "$package_file" ]; then return 0; fi
  done
  return 1
}

# --- for apply -------------------------------------------------------------------------------------------------------

# Fetches the lists of available packages.
package_refresh() {
  [ -n "${package_manager-}" ] || package_manager_load
  pw_progress "fetching the package lists"
  case $package_manager in
    apt)
      package_run apt-get -q update
      # apt leaves the folder's time alone where nothing was new.
      touch /var/lib/apt/lists
      ;;
    dnf | yum) package_run "$(package_dnf)" -q -y makecache ;;
    microdnf) package_run microdnf -y makecache ;;
    zypper) package_run zypper -n refresh ;;
    apk) package_run apk update ;;
    pacman) package_run pacman -Sy --noconfirm ;;
  esac
}

# Installs packages, or the given versions of them. Lists that were never fetched or are too old are fetched.
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

package_try_install() {
  case $package_manager in
    apt) package_try apt-get -q -y --no-install-recommends --allow-downgrades install -- "$@" ;;
    dnf | yum) package_try "$(package_dnf)" -q -y --setopt=install_weak_deps=False install -- $(package_rpm_names "$@") ;;
    microdnf) package_try microdnf -y --setopt=install_weak_deps=0 install $(package_rpm_names "$@") ;;
    zypper) package_try zypper -n install --no-recommends --oldpackage -- "$@" ;;
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
