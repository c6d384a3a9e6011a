# requires: docker_config docker_engine_start rootless_engine
# Writes the configuration of a Docker engine and lets the engine take it up: by a reload, which containers don't notice, or a restart.
# For apply only.

# Writes the file with json_edits made, after dockerd has found it valid. A file that was there is kept beside it. Needs
# docker_config_compare before it.
docker_config_apply() {
  [ -n "$docker_config_difference" ] || return 0
  case $docker_config_kind in
    system) docker_config_write_system ;;
    rootless) docker_config_write_rootless ;;
  esac
}

docker_config_write_system() {
  install -d -m 0755 "${docker_config_file%/*}"
  file_begin "$docker_config_file"
  json_print - >"$file_temporary" || file_abandon "$file_temporary can't be written" "see \"df -h /etc\""
  docker_config_problem=$(docker_config_validate "$file_temporary") ||
    file_abandon "dockerd does not accept $docker_config_file as it would be: $docker_config_problem" \
      "correct the file by hand first; it was left as it was"
  if [ -e "$docker_config_file" ]; then
    file_back_up "$docker_config_file"
    file_finish "$docker_config_file" '' '' ''
  else
    file_finish "$docker_config_file" 0644 '' ''
  fi
}

docker_config_write_rootless() {
  docker_config_temporary=$(mktemp "${TMPDIR:-/tmp}/podwright.XXXXXX")
  json_print - >"$docker_config_temporary"
  docker_config_problem=$(docker_config_validate "$docker_config_temporary") || {
    rm -f "$docker_config_temporary"
    pw_fail "dockerd does not accept $docker_config_file as it would be: $docker_config_problem" \
      "correct the file by hand first; it was left as it was"
  }
  rootless_as_user sh -c '
    set -e
    mkdir -p "${1%/*}"
    [ ! -L "$1" ] || set -- "$(readlink -f "$1")"
    new=$(mktemp "${1%/*}/.podwright.XXXXXX")
    cat >"$new"
    if [ -e "$1" ]; then
      chmod "$(stat -L -c %a "$1")" "$new"
      cp -p "$1" "$1.$(date +%Y-%m-%dT%H:%M:%S)~"
    else
      chmod 0644 "$new"
    fi
    mv -f "$new" "$1"
  ' sh "$docker_config_file" <"$docker_config_temporary" || {
    rm -f "$docker_config_temporary"
    pw_fail "$docker_config_file can't be written by user $rootless_user" "it must belong to that user, and its disk must have room"
  }
  rm -f "$docker_config_temporary"
}

# Whether dockerd (from 23.0 on) accepts a file; prints what it says.
docker_config_validate() {
  docker_config_binary=$(docker_engine_binary) || return 0
  docker_config_said=$("$docker_config_binary" --validate "--config-file=$1" 2>&1) && return 0
  case $docker_config_said in
    *'unknown flag: --validate'*) return 0 ;;
  esac
  printf '%s\n' "${docker_config_said##*
}"
  return 1
}

# Lets the running engine read its file again; its containers don't notice.
docker_config_reload() {
  docker_config_find_process || return 0
  kill -HUP "$docker_config_process"
}

# docker_config_restart SECONDS: restarts the engine in the host's own way and waits until it answers.
docker_config_restart() {
  pw_progress "restarting the $docker_config_label"
  case $docker_config_kind in
    rootless) rootless_start "$1" ;;
    system)
      service_manager_load
      engine_log='' engine_process=''
      case $service_manager in
        systemd | openrc) service_restart docker ;;
        *) docker_config_restart_process ;;
      esac
      engine_await "$1"
      ;;
  esac
}

# Without a service manager that watches over it: ends the engine's process, and starts it with the same words.
docker_config_restart_process() {
  docker_config_find_process || {
    engine_start_detached
    return 0
  }
  set --
  while IFS= read -r docker_config_word; do
    set -- "$@" "$docker_config_word"
  done <<PODWRIGHT_WORDS
$(tr '\000' '\n' <"/proc/$docker_config_process/cmdline")
PODWRIGHT_WORDS
  docker_config_path=$(readlink "/proc/$docker_config_process/exe") && shift && set -- "${docker_config_path% (deleted)}" "$@"
  kill -TERM "$docker_config_process"
  docker_config_tries=0
  while [ -e "/proc/$docker_config_process" ]; do
    [ "$docker_config_tries" -lt 60 ] || pw_fail "the docker engine (process $docker_config_process) does not end" "look at its log, then run this again"
    docker_config_tries=$((docker_config_tries + 1))
    sleep 1
  done
  engine_log=/var/log/docker.log
  PATH="$PATH:/usr/sbin:/sbin" setsid "$@" >>"$engine_log" 2>&1 </dev/null 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &
  engine_process=$!
}
