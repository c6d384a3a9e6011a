# requires: service_state
# Starts, stops and enables services. For apply only.

# Each takes NAME [SCOPE], does nothing where that is so already, and fails the task with the service's own last words.

service_start() {
  service_require "$1" "${2:-system}"
  case $service_state in
    started) return 0 ;;
  esac
  service_do start "$1" "${2:-system}"
  service_await "$1" "${2:-system}"
}

service_stop() {
  service_load "$1" "${2:-system}"
  case $service_known:$service_state in
    no:* | *:stopped) return 0 ;;
  esac
  service_do stop "$1" "${2:-system}"
  case $service_manager in
    # A failed unit stays failed until that is acknowledged.
    systemd) service_systemctl "${2:-system}" --quiet reset-failed -- "$1" 2>/dev/null || : ;;
  esac
}

service_restart() {
  service_require "$1" "${2:-system}"
  service_do restart "$1" "${2:-system}"
  service_await "$1" "${2:-system}"
}

# A service that is not running is started; one that can't reload is restarted.
service_reload() {
  service_require "$1" "${2:-system}"
  case $service_manager:$service_state in
    systemd:started) service_do reload-or-restart "$1" "${2:-system}" ;;
    # Not every init script knows how to reload.
    openrc:started) rc-service -- "$1" reload || service_do restart "$1" "${2:-system}" ;;
    sysv:started) service_sysv "$1" reload || service_do restart "$1" "${2:-system}" ;;
    *) service_do start "$1" "${2:-system}" ;;
  esac
  service_await "$1" "${2:-system}"
}

service_enable() {
  service_require "$1" "${2:-system}"
  case $service_enabled in
    yes) return 0 ;;
    always) pw_fail "the service \"$1\" has no [Install] section, so it can't be enabled" \
      "another unit starts it ($service_unit_file); leave \"enabled\" out" ;;
  esac
  case $service_manager in
    systemd) service_act enable "$1" "${2:-system}" service_systemctl "${2:-system}" --quiet enable -- "$1" ;;
    openrc) service_act enable "$1" "${2:-system}" rc-update add "$1" default ;;
    sysv) service_act enable "$1" "${2:-system}" service_sysv_boot "$1" on ;;
  esac
}

service_disable() {
  service_load "$1" "${2:-system}"
  case $service_enabled in
    no) return 0 ;;
  esac
  case $service_manager in
    systemd) service_act disable "$1" "${2:-system}" service_systemctl "${2:-system}" --quiet disable -- "$1" ;;
    openrc) service_act disable "$1" "${2:-system}" rc-update --all del "$1" ;;
    sysv) service_act disable "$1" "${2:-system}" service_sysv_boot "$1" off ;;
  esac
}

service_sysv_boot() {
  if command -v update-rc.d >/dev/null 2>&1; then
    case $2 in
      on)
        # The links are made first; `enable` turns K links that stand already.
        update-rc.d "$1" defaults
        update-rc.d "$1" enable
        ;;
      off) update-rc.d "$1" disable ;;
    esac
  elif command -v chkconfig >/dev/null 2>&1; then
    chkconfig "$1" "$2"
  else
    pw_fail "nothing on this host can enable or disable init scripts" "install the package that has update-rc.d or chkconfig"
  fi
}

# Makes systemd read its unit files again: service_daemon_reload [SCOPE].
service_daemon_reload() {
  [ -n "${service_manager-}" ] || service_manager_load
  case $service_manager in
    systemd) service_systemctl "${1:-system}" daemon-reload ;;
  esac
}

# service_do ACTION NAME SCOPE
service_do() {
  pw_progress "service $2: $1"
  case $service_manager in
    systemd) service_act "$1" "$2" "$3" service_systemctl "$3" "$1" -- "$2" ;;
    openrc) service_act "$1" "$2" "$3" rc-service -- "$2" "$1" ;;
    sysv) service_act "$1" "$2" "$3" service_sysv "$2" "$1" ;;
  esac
}

# service_act ACTION NAME SCOPE COMMAND… runs a command; its failure fails the task.
service_act() {
  service_action=$1 service_name=$2 service_in=$3
  shift 3
  service_rc=0
  service_log_file=$(mktemp "${TMPDIR:-/tmp}/podwright.XXXXXX")
  # A file, not a pipe: what was started may keep its streams for ever.
  "$@" >"$service_log_file" 2>&1 </dev/null || service_rc=$?
  service_log=$(cat "$service_log_file")
  rm -f "$service_log_file"
  [ -z "$service_log" ] || printf '%s\n' "$service_log"
  [ "$service_rc" != 0 ] || return 0
  service_show_log "$service_name" "$service_in"
  case $service_log in
    *'Access denied'* | *'authentication required'* | *'Permission denied'* | *'superuser'* | *'must be root'*)
      pw_fail "to $service_action the service \"$service_name\" needs root" "set become: true for the task or the play"
      ;;
  esac
  pw_fail "the service \"$service_name\" failed to $service_action (exit status $service_rc)" \
    "its last log lines are above; more with \"$(service_log_command "$service_name" "$service_in")\" on the host"
}

# Waits until a service that was just started runs, and a second longer to see whether it stays.
service_await() {
  service_tries=0
  while :; do
    service_load "$1" "$2"
    case $service_state in
      started)
        case $service_manager:$service_type in
          # systemd counts a `simple` service as started before its program has done anything.
          systemd:simple | systemd:exec) ;;
          *) return 0 ;;
        esac
        [ "$service_tries" = 0 ] || return 0
        ;;
      failed) break ;;
      stopped) [ "$service_oneshot" = no ] || return 0 ;;
    esac
    service_tries=$((service_tries + 1))
    [ "$service_tries" -le 30 ] || break
    sleep 1
  done
  service_show_log "$1" "$2"
  pw_fail "the service \"$1\" was started but does not run (it is $service_state)" \
    "its last log lines are above; more with \"$(service_log_command "$1" "$2")\" on the host"
}

service_log_command() {
  case $service_manager:$2 in
    systemd:user) printf 'journalctl --user -u %s' "$1" ;;
    systemd:*) printf 'journalctl -u %s' "$1" ;;
    *) printf 'ls -t /var/log' ;;
  esac
}

# Prints the last log lines of a service on standard error: service_show_log NAME SCOPE.
service_show_log() {
  case $service_manager:$2 in
    systemd:user) journalctl --user -u "$1" -n 15 --no-pager -o cat >&2 2>/dev/null || : ;;
    systemd:*) journalctl -u "$1" -n 15 --no-pager -o cat >&2 2>/dev/null || : ;;
    *)
      for service_file in "/var/log/$1.log" "/var/log/$1/$1.log" "/var/log/$1/error.log"; do
        if [ -r "$service_file" ]; then tail -n 15 "$service_file" >&2; fi
      done
      ;;
  esac
}
