# requires: docker distribution engine_facts package service
# The engine itself: what is installed and running, how it is installed, how it is started.

# --- for checks: read-only -------------------------------------------------------------------------------------------

# Reads what there is. Sets engine_command (version of the docker command, empty where there is none), engine_binary (path of
# dockerd, may be empty), engine_version (of the engine that answers, else empty), engine_text (what docker said, where none does), and
# what engine_read sets.
engine_ask() {
  engine_command='' engine_version='' engine_text=''
  engine_binary=$(docker_engine_binary) || engine_binary=''
  if command -v docker >/dev/null; then
    engine_command=$(docker --version 2>/dev/null) || engine_command=''
    case $engine_command in
      *[Pp]odman*)
        pw_fail "the docker command on this host is Podman's" "remove the package podman-docker first; Podwright needs Docker itself"
        ;;
    esac
    engine_command=${engine_command#Docker version }
    engine_command=${engine_command%%,*}
  fi
  docker_connect || {
    engine_text=$docker_problem
    return 0
  }
  if engine_text=$(docker_cli info --format "$(engine_format)" 2>&1); then
    engine_read
  fi
}

# As engine_ask, but an engine whose process is just coming up, as after a restart of its service, is given time to answer:
# it is running, not stopped.
engine_survey() {
  engine_ask
  engine_seconds=0
  while [ -z "$engine_version" ] && [ "$engine_seconds" -lt 10 ] && engine_read_process; do
    sleep 1
    engine_seconds=$((engine_seconds + 1))
    engine_ask
  done
}

# Sets engine_process to the living dockerd that a pid file names; status 1 where there is none.
engine_read_process() {
  engine_process=''
  for engine_file in /var/run/docker.pid /var/run/docker-ssd.pid; do
    [ -r "$engine_file" ] || continue
    read -r engine_process <"$engine_file" || [ -n "$engine_process" ] || continue
    if { read -r engine_name <"/proc/$engine_process/comm"; } 2>/dev/null && [ "$engine_name" = dockerd ]; then return 0; fi
    engine_process=''
  done
  return 1
}

# Sets engine_package to the package that the engine came with (docker-ce, docker.io, moby-engine, docker), or to nothing.
engine_find_package() {
  engine_package=''
  command -v dpkg-query >/dev/null || command -v rpm >/dev/null || return 0
  package_load docker-ce docker.io moby-engine docker
  while read -r engine_name engine_value; do
    case $engine_name in
      docker-ce | docker.io | moby-engine | docker) engine_package=$engine_name ;;
    esac
  done <<PODWRIGHT_PACKAGES
$package_table
PODWRIGHT_PACKAGES
}

# Whether the system starts the engine when it boots; also true where nothing here could arrange that.
engine_enabled() {
  service_manager_load
  [ "$service_manager" != none ] || return 0
  service_load docker
  [ "$service_known:$service_enabled" != yes:no ]
}

# --- for apply -------------------------------------------------------------------------------------------------------

engine_require_root() {
  [ "$(id -u)" = 0 ] || pw_fail "installing and starting Docker needs root" "set become: true for the task or the play"
}

# engine_install SOURCE REPOSITORY: from Docker's own repository where that can be used, else the distribution's packages.
engine_install() {
  distribution_load
  package_manager_load
  case $1 in
    official) engine_install_official "$2" || pw_fail "Docker's repository can't be used: $engine_problem" "$engine_hint" ;;
    distribution) engine_install_distribution ;;
    auto)
      if ! engine_install_official "$2"; then
        pw_warn "Docker's repository can't be used ($engine_problem); taking the packages of $distribution_name"
        engine_install_distribution
      fi
      ;;
  esac
}

# Status 1 where the repository can't be used, with engine_problem and engine_hint; nothing of it stays then.
engine_install_official() {
  engine_problem='' engine_hint='use source: distribution, or a mirror by repository'
  case $package_manager:$distribution_id in
    apt:debian | apt:ubuntu | apt:raspbian) engine_add_apt_repository "$1" || return 1 ;;
    dnf:* | yum:* | microdnf:*) engine_add_rpm_repository "$1" || return 1 ;;
    *)
      engine_problem="it has nothing for $distribution_name"
      return 1
      ;;
  esac
  package_install docker-ce docker-ce-cli containerd.io docker-buildx-plugin docker-compose-plugin $(engine_companions)
}

# engine_fetch ADDRESS FILE: by whichever tool there is, without long waiting.
engine_fetch() {
  if command -v curl >/dev/null; then
    curl --fail --silent --show-error --location --connect-timeout 10 --max-time 60 --output "$2" "$1"
  elif command -v wget >/dev/null; then
    wget -q -T 10 -t 1 -O "$2" "$1"
  else
    echo 'neither curl nor wget is on this host' >&2
    return 1
  fi
}

engine_add_apt_repository() {
  engine_folder=$(mktemp -d)
  engine_codename=$distribution_codename
  if ! engine_said=$(engine_fetch "$1/linux/$distribution_id/gpg" "$engine_folder/docker.asc" 2>&1 &&
    engine_fetch "$1/linux/$distribution_id/dists/$engine_codename/Release" "$engine_folder/release" 2>&1); then
    engine_problem=$(docker_words "${engine_said:-$1 does not answer}")
    rm -rf "$engine_folder"
    return 1
  fi
  install -d -m 0755 /etc/apt/keyrings
  install -m 0644 "$engine_folder/docker.asc" /etc/apt/keyrings/docker.asc
  printf 'deb [arch=%s signed-by=/etc/apt/keyrings/docker.asc] %s/linux/%s %s stable\n' "$(dpkg --print-architecture)" "$1" \
    "$distribution_id" "$engine_codename" >"$engine_folder/docker.list"
  install -m 0644 "$engine_folder/docker.list" /etc/apt/sources.list.d/docker.list
  rm -rf "$engine_folder"
  if ! engine_said=$(apt-get -q update -o Dir::Etc::sourcelist=/etc/apt/sources.list.d/docker.list -o Dir::Etc::sourceparts=- \
    -o APT::Get::List-Cleanup=0 -o APT::Update::Error-Mode=any 2>&1); then
    rm -f /etc/apt/sources.list.d/docker.list /etc/apt/keyrings/docker.asc
    engine_problem=$(docker_words "$engine_said")
    return 1
  fi
}

engine_add_rpm_repository() {
  case $distribution_id in
    fedora | rhel) engine_folder=$distribution_id ;;
    *) engine_folder=centos ;;
  esac
  engine_file=$(mktemp)
  if ! engine_said=$(engine_fetch "$1/linux/$engine_folder/docker-ce.repo" "$engine_file" 2>&1); then
    engine_problem=$(docker_words "${engine_said:-$1 does not answer}")
    rm -f "$engine_file"
    return 1
  fi
  sed "s|https://download.docker.com|$1|g" "$engine_file" >/etc/yum.repos.d/docker-ce.repo
  rm -f "$engine_file"
}

engine_install_distribution() {
  case $package_manager:$distribution_id in
    apt:*)
      engine_packages=docker.io
      # Debian 13 put the command into a package of its own.
      package_lists_known || package_refresh
      package_latest docker-cli
      [ -z "$package_latest" ] || engine_packages='docker.io docker-cli'
      ;;
    dnf:fedora) engine_packages='moby-engine' ;;
    dnf:amzn | yum:amzn | zypper:* | apk:* | pacman:*) engine_packages=docker ;;
    *)
      pw_fail "$distribution_name has no package of the Docker engine" "use source: official, or a mirror of it by repository"
      ;;
  esac
  # The names have no blanks.
  package_install $engine_packages $(engine_companions)
}

# What an engine needs that packages only recommend: iptables for networks, and where the kernel enforces AppArmor its parser, since
# without it no container starts.
engine_companions() {
  command -v iptables >/dev/null || [ -x /usr/sbin/iptables ] || echo iptables
  case $package_manager in
    apt)
      if [ "$(cat /sys/module/apparmor/parameters/enabled 2>/dev/null)" = Y ] && [ ! -x /usr/sbin/apparmor_parser ] &&
        [ ! -x /sbin/apparmor_parser ]; then
        echo apparmor
      fi
      ;;
  esac
}

# engine_start SECONDS: starts the engine in the host's own way, and waits until it answers.
engine_start() {
  engine_log='' engine_process=''
  service_manager_load
  pw_progress 'starting the Docker engine'
  case $service_manager in
    systemd | openrc) service_start docker ;;
    sysv) engine_start_sysv ;;
    none) engine_start_detached ;;
  esac
  engine_await "$1"
}

# An init script may refuse where the host withholds a right from it (as ulimit in a container), or believe that another engine is this
# one. Then dockerd is started as on a host without a service manager.
engine_start_sysv() {
  service_load docker
  if [ "$service_known" = yes ] && service_sysv docker start >&2 9>&- 8>&- 7>&- && engine_process_lives; then
    engine_log=/var/log/docker.log
    return 0
  fi
  pw_warn "the init script of docker did not start the engine, so dockerd is started by itself; it won't come back after a reboot"
  engine_start_detached
}

engine_process_lives() {
  engine_tries=0
  while ! engine_read_process; do
    [ "$engine_tries" -lt 2 ] || return 1
    engine_tries=$((engine_tries + 1))
    sleep 1
  done
}

# Its streams and its session are its own, so that it outlives this task.
engine_start_detached() {
  engine_log=/var/log/docker.log
  engine_binary=$(docker_engine_binary) || pw_fail "there is no dockerd on this host" "its package is installed, so look where it went"
  PATH="$PATH:/usr/sbin:/sbin" setsid "$engine_binary" --pidfile /var/run/docker.pid >>"$engine_log" 2>&1 </dev/null \
    3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &
  engine_process=$!
}

# engine_await SECONDS: until docker info answers. A dockerd that has ended is not waited for.
engine_await() {
  engine_seconds=0
  while :; do
    engine_ask
    [ -z "$engine_version" ] || return 0
    if [ -n "$engine_process" ] && ! kill -0 "$engine_process" 2>/dev/null; then
      engine_fail "the Docker engine ended while starting"
    fi
    [ "$engine_seconds" -lt "$1" ] || engine_fail "the Docker engine does not answer after $1 s"
    sleep 1
    engine_seconds=$((engine_seconds + 1))
  done
}

# Its last words go to the error output, the decisive one into the message.
engine_fail() {
  engine_last=''
  if [ -n "$engine_log" ] && [ -r "$engine_log" ]; then
    engine_last=$(tail -n 20 "$engine_log")
  elif [ "$service_manager" = systemd ]; then
    engine_last=$(journalctl -u docker -n 20 --no-pager -o cat 2>/dev/null) || engine_last=''
  fi
  printf '%s\n' "$engine_last" >&2
  engine_cause=$(printf '%s\n' "$engine_last" | sed -n 's/^.*failed to start daemon: //p' | tail -n 1)
  [ -n "$engine_cause" ] || engine_cause=$(docker_words "$engine_text")
  pw_fail "$1: $engine_cause" "$(engine_remedy "$engine_cause" "its last log lines are above${engine_log:+; the rest is in $engine_log}")"
}

# engine_remedy CAUSE OTHERWISE
engine_remedy() {
  case $1 in
    *iptables* | *'nf_tables'*) echo 'install iptables, and load the kernel modules ip_tables or nf_tables' ;;
    *'pid file found'* | *'process with PID'*) echo 'another dockerd runs already: stop it, or remove its stale pid file /var/run/docker.pid' ;;
    *'daemon.json'* | *'configure the Docker daemon'*) echo 'correct /etc/docker/daemon.json; dockerd --validate tells what is wrong' ;;
    *'no space left'*) echo 'make room for /var/lib/docker' ;;
    *'graphdriver'* | *'storage-driver'* | *'overlay'*) echo 'choose a storage driver that this host can do, such as "storage-driver": "vfs", in /etc/docker/daemon.json' ;;
    *[Cc]group* | *'Devices cgroup'*) echo 'mount the cgroup file systems (package cgroupfs-mount, or a host with systemd)' ;;
    *) printf '%s\n' "$2" ;;
  esac
}
