# What packages a host has and could have. Read-only, for checks. A package is named NAME or NAME=VERSION.

# Sets package_manager; fails the task where there is none.
package_manager_load() {
  package_manager_find || pw_fail "this host has no package manager that is known here" \
    "apt, dnf, yum, microdnf, zypper, apk and pacman are; install what is needed with a command task instead"
}

# The same, but status 1 where there is none.
package_manager_find() {
  for package_candidate_manager in apt-get dnf5 dnf yum microdnf zypper apk pacman; do
    command -v "$package_candidate_manager" >/dev/null 2>&1 || continue
    case $package_candidate_manager in
      apt-get) package_manager=apt ;;
      dnf5) package_manager=dnf ;;
      *) package_manager=$package_candidate_manager ;;
    esac
    return 0
  done
  return 1
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

# Sets package_wanted to what a plan says NAME would become: the version asked for or, where the lists say it, the newest.
package_wanted_version() {
  case $1 in
    *=*) package_wanted=${1#*=} ;;
    *)
      package_latest "$1"
      package_wanted=${package_latest:-present}
      ;;
  esac
}

# Whether what package_find found is another package that provides NAME. One can't remove a name that only stands for it.
package_only_provided() {
  case $package_version in
    'by '* | provided) return 0 ;;
  esac
  case $package_manager in
    dnf | yum | microdnf | zypper) ! rpm -q -- "${1%%=*}" >/dev/null 2>&1 ;;
    *) return 1 ;;
  esac
}

# Whether package_latest is newer than package_version, where the host can say; else it is taken to be.
package_newer() {
  case $package_manager in
    apt) dpkg --compare-versions "$package_latest" gt "$package_version" ;;
    apk) [ "$(apk version -t "$package_latest" "$package_version")" = '>' ] ;;
    pacman) [ "$(vercmp "$package_latest" "$package_version")" -gt 0 ] ;;
    *) return 0 ;;
  esac
}

# Sets package_latest to the version that an upgrade or installation of NAME would bring, as far as the lists on this
# host say, or to nothing.
package_latest() {
  case $package_manager in
    apt)
      # Without its caches, which it would write.
      package_latest=$(LC_ALL=C apt-cache -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= policy -- "${1%%=*}" 2>/dev/null | while read -r package_word package_line; do
        case $package_word in
          Candidate:) [ "$package_line" = '(none)' ] || printf '%s\n' "$package_line" ;;
        esac
      done)
      ;;
    dnf | yum)
      package_latest=$(LC_ALL=C "$(package_dnf)" -q -C '--setopt=*.skip_if_unavailable=True' list --available -- "$1" 2>/dev/null | package_last_version)
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
