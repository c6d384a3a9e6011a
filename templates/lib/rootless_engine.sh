# requires: rootless rootless_explain rootless_service
# Starts and stops a rootless engine, and proves that containers run in it. For apply only.

# rootless_start SECONDS: by the user's service manager, else by itself; then waits until it answers.
rootless_start() {
  pw_progress "starting the rootless engine of $rootless_user"
  rootless_began=$(date +%s)
  case $rootless_manager in
    systemd) rootless_start_service ;;
    none) rootless_start_detached ;;
  esac
  rootless_await "$1"
}

# A service that failed too often is not started until that is forgotten. It is not waited for here: its file lets it start for ever.
rootless_start_service() {
  rootless_clear_pid_file
  rootless_systemctl reset-failed docker.service 2>/dev/null || :
  rootless_text=$(rootless_systemctl restart --no-block docker.service 2>&1) ||
    pw_fail "the service docker of user $rootless_user can't be started: $rootless_text" "as that user: systemctl --user status docker"
}

# Without a service manager: a session of its own, so that it outlives this task and the login.
rootless_start_detached() {
  rootless_end_leftovers
  rootless_program dockerd-rootless.sh
  rootless_as_user sh -c '
    umask 077
    mkdir -p "$XDG_RUNTIME_DIR" && chmod 0700 "$XDG_RUNTIME_DIR" || exit
    rm -f "$XDG_RUNTIME_DIR/docker.sock" "$XDG_RUNTIME_DIR/docker.pid"
    script=$1 log=$2
    shift 2
    [ "$#" = 0 ] || export "$@"
    setsid "$script" >>"$log" 2>&1 </dev/null 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &
  ' sh "$rootless_found" "$(rootless_log_file)" $(rootless_network_environment) || pw_fail \
    "$rootless_runtime can't be made for the engine of $rootless_user" "it must be able to make folders in its home $rootless_home"
}

# A pid file of an engine that was killed, whose number is another process by now, keeps the next one from starting.
rootless_clear_pid_file() {
  rootless_as_user sh -c '
    pid=""
    read -r pid <"$XDG_RUNTIME_DIR/docker.pid" || [ -n "$pid" ] || exit 0
    name=""
    { read -r name <"/proc/$pid/comm"; } 2>/dev/null || :
    [ "$name" = dockerd ] || rm -f "$XDG_RUNTIME_DIR/docker.pid"
  ' 2>/dev/null || :
}

# Ends what an engine that was killed has left: its containerd and its helpers stay in its network, where a new engine would take
# them for its own.
rootless_end_leftovers() {
  rootless_signal=TERM
  for rootless_tries in 1 2 3 4 5; do
    rootless_pids=$(rootless_find_leftovers)
    [ -n "$rootless_pids" ] || return 0
    # The numbers are words.
    rootless_kill "$rootless_signal" $rootless_pids
    [ "$rootless_tries" -lt 3 ] || rootless_signal=KILL
    sleep 1
  done
}

rootless_kill() {
  rootless_word=$1
  shift
  kill "-$rootless_word" "$@" 2>/dev/null || :
}

# rootless_await SECONDS: until docker info answers. What has ended is not waited for.
rootless_await() {
  rootless_seconds=0
  while :; do
    rootless_ask
    [ "$rootless_live" = no ] || return 0
    rootless_read_unit
    if [ "$rootless_active" = failed ]; then
      rootless_fail "the rootless engine of $rootless_user does not start" "$(rootless_log)"
    fi
    if [ "$rootless_manager" = none ] && [ "$rootless_seconds" -ge 2 ] && [ -z "$(rootless_find_leftovers)" ]; then
      rootless_fail "the rootless engine of $rootless_user ended while starting" "$(rootless_log)"
    fi
    [ "$rootless_seconds" -lt "$1" ] || rootless_fail "the rootless engine of $rootless_user does not answer after $1 s" "$(rootless_log)"
    sleep 1
    rootless_seconds=$((rootless_seconds + 1))
  done
}

# Its last lines, of this start only where that can be told.
rootless_log() {
  case $rootless_manager:$rootless_caller in
    systemd:0) journalctl "_UID=$rootless_uid" _SYSTEMD_USER_UNIT=docker.service --since "@$rootless_began" -n 60 --no-pager -o cat 2>/dev/null || : ;;
    systemd:*) rootless_as_user journalctl --user -u docker --since "@$rootless_began" -n 60 --no-pager -o cat 2>/dev/null || : ;;
    *) rootless_as_user tail -n 60 "$(rootless_log_file)" 2>/dev/null || : ;;
  esac
}

# Stops the engine; its containers stop with it.
rootless_stop() {
  pw_progress "stopping the rootless engine of $rootless_user"
  case $rootless_manager in
    systemd)
      [ -S "$rootless_runtime/systemd/private" ] || return 0
      rootless_systemctl stop docker.service 2>/dev/null || :
      rootless_systemctl reset-failed docker.service 2>/dev/null || :
      ;;
    none)
      rootless_end_engine
      rootless_end_leftovers
      ;;
  esac
  rootless_as_user rm -f "$rootless_socket"
}

# Lets dockerd stop its containers and end, for half a minute.
rootless_end_engine() {
  rootless_as_user sh -c '
    # Engines before 23 end their pid file without a line break.
    pid=""
    read -r pid <"$XDG_RUNTIME_DIR/docker.pid" || [ -n "$pid" ] || exit 0
    read -r name <"/proc/$pid/comm" && [ "$name" = dockerd ] && kill "$pid" || exit 0
    seconds=0
    while kill -0 "$pid" && [ "$seconds" -lt 30 ]; do
      sleep 1
      seconds=$((seconds + 1))
    done
  ' 2>/dev/null || :
}

# --- the service's file ----------------------------------------------------------------------------------------------

rootless_write_unit() {
  rootless_unit_fits && return 0
  rootless_print_unit | rootless_as_user sh -c '
    umask 022
    mkdir -p "$1" && cat >"$1/docker.service.new" && mv -f "$1/docker.service.new" "$1/docker.service"
  ' sh "$rootless_config/systemd/user" ||
    pw_fail "the service of user $rootless_user can't be written to $rootless_config/systemd/user" "that folder must belong to the user"
  rootless_systemctl daemon-reload
}

rootless_enable() {
  [ "$rootless_enabled" != enabled ] || return 0
  rootless_text=$(rootless_systemctl enable docker.service 2>&1) ||
    pw_fail "the service docker of user $rootless_user can't be enabled: $rootless_text" "as that user: systemctl --user enable docker"
}

# --- the proof -------------------------------------------------------------------------------------------------------

# Runs a container of this host's own shell, with a network, and removes it and its image again. What it prints tells which user of the
# host its root is.
rootless_prove() {
  pw_progress "running a first container"
  rootless_image=podwright/rootless-proof:$$
  rootless_text=$(rootless_pack_shell | rootless_as_user docker import - "$rootless_image" 2>&1) ||
    rootless_fail "the rootless engine of $rootless_user can't keep images" "$rootless_text"
  rootless_rc=0
  rootless_text=$(rootless_as_user docker run --rm --entrypoint /bin/sh "$rootless_image" \
    -c 'read -r inside outside count </proc/self/uid_map; echo "proof $inside $outside"' 2>&1) || rootless_rc=$?
  rootless_as_user docker image rm --force "$rootless_image" >/dev/null 2>&1 || :
  case $rootless_rc:$rootless_text in
    0:*"proof 0 $rootless_uid"*) return 0 ;;
    0:*) pw_fail "a container in the rootless engine of $rootless_user does not run as that user: $rootless_text" \
      "look at that user's engine: docker -H unix://$rootless_socket info" ;;
    *) rootless_fail "no container runs in the rootless engine of $rootless_user" "$rootless_text" ;;
  esac
}

# Prints an archive with a shell and the libraries that it needs, by the paths that it finds them under.
rootless_pack_shell() {
  # Paths have no blanks here.
  tar -C / -chf - bin/sh $(ldd /bin/sh 2>/dev/null |
    sed -n -e 's/^.*=> *\(\/[^ ]*\) (.*/\1/p' -e 's/^[[:space:]]*\(\/[^ ]*\) (.*/\1/p' | sed 's/^\///')
}
