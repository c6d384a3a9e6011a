# requires: docker_engine service
# Starts the engine, mends what keeps it from starting where that is safe, and says what else does. For apply only.

# engine_start SECONDS: starts the engine in the host's own way, and waits until it answers.
engine_start() {
  engine_log='' engine_process='' engine_began=$(date +%s)
  service_manager_load
  engine_clear_stale_pid
  pw_progress 'starting the Docker engine'
  case $service_manager in
    systemd | openrc) engine_start_service ;;
    sysv) engine_start_sysv ;;
    none) engine_start_detached ;;
  esac
  engine_await "$1"
}

# A pid file that outlived its engine names another process by now, and dockerd takes that one for an engine.
engine_clear_stale_pid() {
  for engine_file in /var/run/docker.pid /var/run/docker-ssd.pid; do
    [ -e "$engine_file" ] || continue
    if engine_read_pid "$engine_file" && { read -r engine_name <"/proc/$engine_process/comm"; } 2>/dev/null; then
      [ "$engine_name" != dockerd ] || continue
      pw_warn "$engine_file was left behind by an engine that is gone (process $engine_process is $engine_name now); removing it"
    fi
    rm -f "$engine_file"
  done
  engine_process=''
}

# systemd won't start again what has failed too often within a short time, until that is acknowledged. Its start fails where the engine
# ends at once, and then the engine's own last words say more.
engine_start_service() {
  service_require docker
  if [ "$service_manager:$service_state" = systemd:failed ]; then
    pw_warn "the engine failed earlier; starting it once more"
    service_systemctl system reset-failed docker.service docker.socket containerd.service 2>/dev/null || :
  fi
  engine_rc=0
  case $service_manager in
    systemd) service_systemctl system start docker.service >&2 || engine_rc=$? ;;
    openrc) rc-service -- docker start >&2 || engine_rc=$? ;;
  esac
  [ "$engine_rc" = 0 ] || engine_fail "the Docker engine did not start"
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
  engine_seconds=0 engine_starter=$engine_process
  while :; do
    engine_ask
    [ -z "$engine_version" ] || return 0
    if engine_command_is_old; then return 0; fi
    if [ -n "$engine_starter" ] && ! kill -0 "$engine_starter" 2>/dev/null; then
      engine_fail "the Docker engine ended while starting"
    fi
    if [ "$service_manager" = systemd ] && service_systemctl system --quiet is-failed docker.service; then
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
    # The journal takes a moment, and may hold the words of earlier engines.
    journalctl --sync 2>/dev/null || :
    engine_last=$(journalctl -u docker --since "@$engine_began" -n 20 --no-pager -o cat 2>/dev/null) || engine_last=''
  fi
  printf '%s\n' "$engine_last" >&2
  engine_cause=$(printf '%s\n' "$engine_last" | sed -n -e 's/^.*failed to start daemon: //p' \
    -e 's/^.*failed to start daemon, \(ensure\)/\1/p' -e 's/^.*\(unable to configure the Docker daemon\)/\1/p' \
    -e 's/^.*level=fatal msg="\(.*\)"$/\1/p' -e 's/^.*\(no space left on device\).*$/\1/p' | tail -n 1)
  # What it said last before systemd told of its end.
  [ -n "$engine_cause" ] || engine_cause=$(printf '%s\n' "$engine_last" |
    sed -e '/^docker\.service: /d' -e '/^Failed to start /d' -e '/^Start/d' -e 's/^.* msg="\(.*\)"$/\1/' | tail -n 1)
  [ -n "$engine_cause" ] || engine_cause=$(docker_words "$engine_text")
  pw_fail "$1${engine_cause:+: $engine_cause}" \
    "$(engine_remedy "$engine_cause" "its last log lines are above${engine_log:+; the rest is in $engine_log}")"
}

# engine_remedy CAUSE OTHERWISE
engine_remedy() {
  case $1 in
    *'directives are specified both as a flag'*)
      echo 'what it names stands in /etc/docker/daemon.json and on the command line of its service: remove one of them (systemctl cat docker)' ;;
    *"don't match any configuration option"*) echo 'remove the keys that it names from /etc/docker/daemon.json, or correct them' ;;
    *'daemon.json'* | *'configure the Docker daemon'*) echo 'correct /etc/docker/daemon.json; dockerd --validate tells what is wrong' ;;
    *iptables* | *'nf_tables'*) echo 'install iptables, and load the kernel modules ip_tables or nf_tables' ;;
    *'pid file found'* | *'process with PID'*) echo 'another dockerd runs already: stop it, or remove its stale pid file /var/run/docker.pid' ;;
    *'no space left'*) echo 'make room for /var/lib/docker' ;;
    *'graphdriver'* | *'storage-driver'* | *'overlay'*) echo 'choose a storage driver that this host can do, such as "storage-driver": "vfs", in /etc/docker/daemon.json' ;;
    *[Cc]group* | *'Devices cgroup'*) echo 'mount the cgroup file systems (package cgroupfs-mount, or a host with systemd)' ;;
    *) printf '%s\n' "$2" ;;
  esac
}
