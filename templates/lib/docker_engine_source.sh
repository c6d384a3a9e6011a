# requires: distribution docker docker_engine package_query
# Where the engine is to come from: the one place that knows which distribution has which packages. Read-only, for checks.

# Decides what is to be installed, so that a plan says what a run does: engine_decide SOURCE REPOSITORY MINIMUM. Needs engine_survey
# before it. Sets engine_need (nothing, engine, upgrade, command or old_command), engine_from (official or distribution), engine_install and
# engine_erase (names of packages), engine_to (what the plan says), engine_list (the repository to add, or nothing) and engine_why
# (why Docker's own repository isn't taken, or nothing). Where nothing leads there, the task fails.
engine_decide() {
  engine_need='' engine_from='' engine_install='' engine_erase='' engine_to='' engine_list='' engine_why=''
  if [ -n "$engine_version" ]; then
    [ -n "$3" ] && ! docker_version_at_least "$engine_version" "$3" || return 0
    engine_need=upgrade
  elif engine_command_is_old; then
    engine_need=old_command
  elif [ -z "$engine_binary" ]; then
    engine_need=engine
  elif [ -z "$engine_command" ]; then
    engine_need='command'
  else
    return 0
  fi
  distribution_load
  package_manager_load
  case $engine_need:$1 in
    *command:*) engine_take_command ;;
    *:official) engine_take_official "$2" "$3" || pw_fail "Docker's repository can't be used: $engine_problem" "$engine_hint" ;;
    *:distribution) engine_take_distribution "$3" || pw_fail "$engine_problem" "$engine_hint" ;;
    *:auto)
      if ! engine_take_official "$2" "$3"; then
        engine_why=$engine_problem
        engine_take_distribution "$3" || pw_fail "$engine_problem, and Docker's repository can't be used: $engine_why" "$engine_hint"
      fi
      ;;
  esac
  engine_find_conflicts
}

# The docker command that belongs to the engine's package.
engine_take_command() {
  engine_from=distribution
  if [ "$engine_need" = old_command ]; then
    engine_file=$(command -v docker)
    case $engine_file in
      /usr/bin/docker | /bin/docker) ;;
      *)
        pw_fail "the docker command $engine_file is older than the engine accepts: $(docker_words "$engine_text")" \
          "replace or remove $engine_file, which no package brought"
        ;;
    esac
  fi
  engine_find_package
  case $engine_package in
    docker-ce) engine_install=docker-ce-cli engine_from=official ;;
    docker.io | moby-engine) engine_install=docker-cli ;;
    docker) engine_install=docker ;;
    *)
      pw_fail "the docker command is missing or too old, and the engine ${engine_binary:-at $DOCKER_HOST} came with no package that has one" \
        "put a docker command that fits onto the PATH of this host"
      ;;
  esac
  engine_to=$engine_install
}

# --- Docker's own repository -----------------------------------------------------------------------------------------

# engine_take_official REPOSITORY MINIMUM: status 1 with engine_problem and engine_hint where it can't be used.
engine_take_official() {
  engine_problem='' engine_hint='use source: distribution, or a mirror by repository'
  engine_find_place "$1" || return 1
  package_latest docker-ce
  engine_candidate=${package_latest#*:}
  if [ -z "$engine_candidate" ] || ! engine_repository_listed "$1"; then
    engine_probe "$engine_index" || return 1
    engine_list="$1/linux/$engine_area${engine_suite:+ $engine_suite stable}"
    engine_candidate=''
    ! engine_repository_listed "$1" || engine_list=''
  fi
  if [ -n "$2" ] && [ -n "$engine_candidate" ] && ! docker_version_at_least "$engine_candidate" "$2"; then
    engine_problem="it has Docker $engine_candidate, and at least $2 is asked for" engine_hint='ask for less'
    return 1
  fi
  engine_from=official
  engine_install='docker-ce docker-ce-cli containerd.io docker-buildx-plugin docker-compose-plugin'
  engine_to="docker-ce${engine_candidate:+ $engine_candidate}"
  engine_add_companions
}

# Which part of the repository serves this host. Sets engine_area, engine_suite (of Debian's kind) and engine_index, a file that is there
# only where the release of the distribution has packages; status 1 with engine_problem where there is no such part.
engine_find_place() {
  engine_area='' engine_suite=''
  engine_machine=$(uname -m)
  case $package_manager:$distribution_id in
    apt:raspbian) engine_area=raspbian engine_suite=$distribution_codename ;;
    apt:*) engine_area=$distribution_base engine_suite=$distribution_base_codename ;;
    dnf:fedora) engine_area=fedora ;;
    dnf:rhel | yum:rhel | microdnf:rhel) engine_area=rhel ;;
    dnf:amzn | yum:amzn) ;;
    dnf:* | yum:* | microdnf:*) [ "$distribution_family" != rhel ] || engine_area=centos ;;
  esac
  case $engine_area:$engine_suite in
    debian:?* | ubuntu:?* | raspbian:?*) engine_index="$1/linux/$engine_area/dists/$engine_suite/Release" ;;
    fedora: | rhel: | centos:)
      engine_index="$1/linux/$engine_area/${distribution_version%%.*}/$engine_machine/stable/repodata/repomd.xml"
      ;;
    *)
      engine_problem="it has nothing for $distribution_name"
      return 1
      ;;
  esac
}

# Whether a list of this host names the repository already.
engine_repository_listed() {
  case $package_manager in
    apt) grep -qs -e "^[^#]*$1/linux/" /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources ;;
    *) grep -qs -e "^baseurl *=.*$1/linux/" /etc/yum.repos.d/*.repo ;;
  esac
}

# Whether ADDRESS can be fetched; else engine_problem says why not.
engine_probe() {
  engine_said=$(engine_fetch "$1" /dev/null 2>&1) && return 0
  engine_problem=$(docker_words "$engine_said")
  engine_problem="$1: ${engine_problem:-no answer}"
  return 1
}

# engine_fetch ADDRESS FILE: by whichever tool there is, without long waiting.
engine_fetch() {
  if command -v curl >/dev/null; then
    curl --fail --silent --show-error --location --connect-timeout 10 --max-time 60 --output "$2" "$1"
  elif command -v wget >/dev/null; then
    wget -q -T 10 -t 1 -O "$2" "$1"
  elif [ -x /usr/lib/apt/apt-helper ]; then
    engine_fetch_by_apt "$1" "$2"
  else
    echo 'neither curl nor wget is on this host' >&2
    return 1
  fi
}

engine_fetch_by_apt() {
  engine_download=$(mktemp -d)
  # apt downloads as a user of its own.
  chmod 0711 "$engine_download"
  engine_rc=0
  engine_said=$(/usr/lib/apt/apt-helper -o Acquire::Retries=0 -o Acquire::http::Timeout=10 -o Acquire::https::Timeout=10 \
    download-file "$1" "$engine_download/file" 2>&1) || engine_rc=$?
  if [ "$engine_rc" != 0 ]; then
    printf '%s\n' "$engine_said" | sed -n 's/^E: Failed to fetch [^ ]* *//p' >&2
  elif [ "$2" != /dev/null ]; then
    cat "$engine_download/file" >"$2"
  fi
  rm -rf "$engine_download"
  return "$engine_rc"
}

# --- the distribution's packages -------------------------------------------------------------------------------------

# engine_take_distribution MINIMUM: status 1 with engine_problem and engine_hint where it has none, or none that is new enough.
engine_take_distribution() {
  engine_hint='use source: official, or a mirror of it by repository'
  case $package_manager:$distribution_id in
    apt:*) engine_install=docker.io ;;
    dnf:fedora) engine_install=moby-engine ;;
    dnf:amzn | yum:amzn | zypper:* | apk:* | pacman:*) engine_install=docker ;;
    *)
      engine_problem="$distribution_name has no package of the Docker engine"
      return 1
      ;;
  esac
  package_latest "$engine_install"
  engine_candidate=${package_latest#*:}
  if [ -n "$1" ] && [ -n "$engine_candidate" ] && ! docker_version_at_least "$engine_candidate" "$1"; then
    engine_problem="$distribution_name has Docker $engine_candidate, and at least $1 is asked for"
    return 1
  fi
  engine_from=distribution
  engine_to="$engine_install${engine_candidate:+ $engine_candidate}"
  engine_add_client
  engine_add_companions
}

# Debian 13 and Fedora 41 put the command into a package of its own. Where no list of packages was ever fetched here, the release says it.
engine_add_client() {
  case $package_manager:$distribution_id in
    apt:* | dnf:fedora) ;;
    *) return 0 ;;
  esac
  if package_lists_known; then
    package_latest docker-cli
  else
    package_latest=''
    case $distribution_base:$distribution_version in
      debian:1[3-9]* | debian:[2-9][0-9]* | fedora:4[1-9]* | fedora:[5-9][0-9]*) package_latest=some ;;
    esac
  fi
  [ -z "$package_latest" ] || engine_install="$engine_install docker-cli" engine_to="$engine_to, docker-cli"
}

# What an engine needs that packages only recommend: iptables for networks, and where the kernel enforces AppArmor its parser, since
# without it no container starts.
engine_add_companions() {
  if ! command -v iptables >/dev/null && [ ! -x /usr/sbin/iptables ]; then
    engine_install="$engine_install iptables" engine_to="$engine_to, iptables"
  fi
  [ "$package_manager" = apt ] && [ -r /sys/module/apparmor/parameters/enabled ] || return 0
  read -r engine_value </sys/module/apparmor/parameters/enabled || :
  if [ "$engine_value" = Y ] && [ ! -x /usr/sbin/apparmor_parser ] && [ ! -x /sbin/apparmor_parser ]; then
    engine_install="$engine_install apparmor" engine_to="$engine_to, apparmor"
  fi
}

# --- what is in the way ----------------------------------------------------------------------------------------------

# Sets engine_erase to the installed packages that can't be there beside engine_install, and engine_erased to lines of them with versions.
engine_find_conflicts() {
  case $package_manager:$engine_from in
    apt:official) set -- docker.io docker-cli docker-buildx docker-compose docker-compose-v2 podman-docker containerd runc ;;
    apt:distribution) set -- docker-ce docker-ce-cli containerd.io podman-docker ;;
    *:official) set -- moby-engine docker docker-cli docker-buildx docker-compose docker-engine podman-docker containerd runc ;;
    *:distribution) set -- docker-ce docker-ce-cli containerd.io podman-docker ;;
  esac
  package_load "$@"
  engine_erase='' engine_erased=''
  while read -r engine_name engine_value; do
    case $engine_name in
      '') continue ;;
      # The older docker-compose is a program of its own, which is in nobody's way.
      docker-compose) [ -e /usr/libexec/docker/cli-plugins/docker-compose ] || continue ;;
    esac
    engine_erase="$engine_erase${engine_erase:+ }$engine_name"
    engine_erased="$engine_erased$engine_name $engine_value
"
  done <<PODWRIGHT_PACKAGES
$package_table
PODWRIGHT_PACKAGES
}
