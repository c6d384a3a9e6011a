# requires: container_dind_hook
# A Docker engine inside a container, seen from inside: this runs there, by container_shell.

# dind_check KIND: declares what is missing. KIND is hook, or command where the container's command is the engine.
dind_check() {
  dind_survey
  if [ -n "$dind_version" ]; then
    pw_output version "$dind_version"
    pw_output driver "$dind_driver"
  else
    pw_change 'docker inside' "$dind_state" running
  fi
  if dind_gpus_missing; then pw_change 'GPUs of docker inside' 'not configured' configured; fi
  dind_hook_wanted "$1" || return 0
  dind_hook_read
  case $dind_hook_state in
    same) ;;
    *) pw_change "start-up hook $dind_hook_file" "$dind_hook_state" present ;;
  esac
}

# Sets dind_version and dind_driver of the engine that answers, empty where none does; dind_state (absent, stopped, running). One that is
# just coming up, as after a restart of the container, is given time.
dind_survey() {
  # These are for clients of other engines.
  unset DOCKER_HOST DOCKER_CONTEXT DOCKER_TLS_VERIFY DOCKER_CERT_PATH
  dind_tries=0
  until dind_ask; do
    if dind_hooks_run; then dind_patience=60; elif dind_lives; then dind_patience=10; else break; fi
    [ "$dind_tries" -lt "$dind_patience" ] || break
    sleep 1
    dind_tries=$((dind_tries + 1))
  done
  dind_state=running
  [ -z "$dind_version" ] || return 0
  if command -v docker >/dev/null && command -v dockerd >/dev/null; then dind_state=stopped; else dind_state=absent; fi
}

dind_ask() {
  dind_version='' dind_driver=''
  dind_text=$(dind_patiently docker --host unix:///var/run/docker.sock info --format '{{.ServerVersion}} {{.Driver}}' 2>/dev/null) ||
    return 1
  case $dind_text in
    [0-9]*' '?*) dind_version=${dind_text%% *} dind_driver=${dind_text#* } ;;
    *) return 1 ;;
  esac
}

# An engine that hangs would take for ever to answer.
dind_patiently() {
  if command -v timeout >/dev/null; then timeout 20 "$@"; else "$@"; fi
}

# Whether the container's start-up hooks are at work: then the script that runs them is not yet the command.
dind_hooks_run() {
  for dind_file in /proc/[0-9]*/cmdline; do
    case $(tr '\0' ' ' <"$dind_file" 2>/dev/null) in
      "/bin/sh -c trap 'exit 143' TERM"*podwright-startup*) return 0 ;;
    esac
  done
  return 1
}

# Whether a dockerd lives that its pid file names; a zombie does not.
dind_lives() {
  dind_pid='' dind_name='' dind_process=''
  [ -r /var/run/docker.pid ] || return 1
  read -r dind_pid </var/run/docker.pid || [ -n "$dind_pid" ] || return 1
  [ -r "/proc/$dind_pid/stat" ] || return 1
  read -r dind_pid dind_name dind_process dind_rest <"/proc/$dind_pid/stat" || return 1
  [ "$dind_name" = '(dockerd)' ] && [ "$dind_process" != Z ]
}

# Whether there are GPUs and the toolkit for them, and the engine has not been told of it.
dind_gpus_missing() {
  [ -e /dev/nvidiactl ] && command -v nvidia-ctk >/dev/null && ! grep -qs nvidia-container-runtime /etc/docker/daemon.json
}

# dind_hook_wanted KIND: not where the command is the engine, and not where an init of the container's own starts it.
dind_hook_wanted() {
  [ "$1" = hook ] && [ ! -d /run/systemd/system ]
}

# Sets dind_hook_file and dind_hook_state: same, absent or changed.
dind_hook_read() {
  dind_hook_file=/etc/podwright/startup.d/50-docker dind_hook_state=same
  if [ ! -f "$dind_hook_file" ]; then
    dind_hook_state=absent
  elif [ ! -x "$dind_hook_file" ] || [ "$(cat "$dind_hook_file")" != "$(dind_hook)" ]; then
    dind_hook_state=changed
  fi
}
