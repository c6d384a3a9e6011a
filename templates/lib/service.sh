# Services, by whichever service manager the host runs: systemd, OpenRC, or SysV init scripts.
# SCOPE is `system`, or `user` for systemd's services of the user who runs the task.

# --- for checks: read-only -------------------------------------------------------------------------------------------

# Sets service_manager: systemd, openrc, sysv or none. What runs counts, not what is installed.
service_manager_load() {
  if [ -d /run/systemd/system ]; then
    service_manager=systemd
  elif [ -d /run/openrc ] && command -v rc-service >/dev/null 2>&1; then
    service_manager=openrc
  elif [ -d /etc/init.d ] && command -v service >/dev/null 2>&1; then
    service_manager=sysv
  elif [ -d /etc/init.d ]; then
    # Without the `service` command the scripts are called themselves.
    service_manager=sysv
  else
    service_manager=none
  fi
}

service_require_manager() {
  service_manager_load
  case $service_manager:${1:-system} in
    none:*)
      pw_fail "this host runs no service manager (no systemd, OpenRC or init scripts)" \
        "start the program itself with a command task, or use a host that was booted with systemd"
      ;;
    systemd:* | *:system) ;;
    *)
      pw_fail "services of a user need systemd, and this host runs $service_manager" \
        "use scope: system, or start the program with a command task"
      ;;
  esac
}

# Runs systemctl in a SCOPE: service_systemctl SCOPE ARGUMENT…
service_systemctl() {
  service_scope=$1
  shift
  case $service_scope in
    user)
      # A shell that was reached by sudo or su has no session of its own.
      XDG_RUNTIME_DIR=${XDG_RUNTIME_DIR:-/run/user/$(id -u)} \
        DBUS_SESSION_BUS_ADDRESS=${DBUS_SESSION_BUS_ADDRESS:-unix:path=${XDG_RUNTIME_DIR:-/run/user/$(id -u)}/bus} \
        systemctl --user --no-pager --no-ask-password "$@"
      ;;
    *) systemctl --no-pager --no-ask-password "$@" ;;
  esac
}

# Reads what is known of a service: service_load NAME [SCOPE]. Sets
# service_known (yes, no, masked), service_state (started, starting, stopped, failed),
# service_enabled (yes, no, or `always` where it can't be said) and service_stale (yes where its unit file changed).
service_load() {
  case $1 in
    '' | -* | */* | *[[:space:]]*)
      pw_fail "\"$1\" is not the name of a service" "use the name alone, such as docker or ssh"
      ;;
  esac
  [ -n "${service_manager-}" ] || service_require_manager "${2:-system}"
  service_known=no service_state=stopped service_enabled=no service_stale=no service_type='' service_unit_file=''
  case $service_manager in
    systemd) service_load_systemd "$1" "${2:-system}" ;;
    openrc) service_load_openrc "$1" ;;
    sysv) service_load_sysv "$1" ;;
  esac
}

service_load_systemd() {
  service_shown=$(service_systemctl "$2" show --property=LoadState,ActiveState,SubState,UnitFileState,NeedDaemonReload,Type,RemainAfterExit,Result,ExecMainStartTimestampMonotonic -- "$1" 2>&1) || {
    service_explain_bus "$2"
  }
  service_load_state='' service_active='' service_unit_file='' service_type='' service_remain='' service_result=''
  service_ran=0
  while IFS='=' read -r service_key service_value; do
    case $service_key in
      LoadState) service_load_state=$service_value ;;
      ActiveState) service_active=$service_value ;;
      UnitFileState) service_unit_file=$service_value ;;
      NeedDaemonReload) service_stale=$service_value ;;
      Type) service_type=$service_value ;;
      RemainAfterExit) service_remain=$service_value ;;
      Result) service_result=$service_value ;;
      ExecMainStartTimestampMonotonic) service_ran=$service_value ;;
    esac
  done <<PODWRIGHT_UNIT
$service_shown
PODWRIGHT_UNIT
  case $service_load_state in
    masked) service_known=masked ;;
    not-found) service_known=no ;;
    *) service_known=yes ;;
  esac
  case $service_active in
    active | reloading | refreshing) service_state=started ;;
    activating) service_state=starting ;;
    failed) service_state=failed ;;
    *)
      # A oneshot service is done when its command has ended well.
      case $service_type:$service_remain:$service_result:$service_ran in
        oneshot:*:*:0) ;;
        oneshot:no:success:*) service_state=started ;;
      esac
      ;;
  esac
  case $service_unit_file in
    enabled | enabled-runtime | linked | alias) service_enabled=yes ;;
    static | indirect | generated | transient) service_enabled=always ;;
    '')
      # SysV scripts under systemd have no unit file of their own.
      if [ "$service_known" = yes ] && service_systemctl "$2" --quiet is-enabled -- "$1" 2>/dev/null; then service_enabled=yes; fi
      ;;
  esac
}

service_explain_bus() {
  case $1 in
    user)
      pw_fail "the user's service manager can't be reached: $service_shown" \
        "let the user's services run without a login: loginctl enable-linger $(id -un) (as root)"
      ;;
  esac
  pw_fail "systemd can't be asked: $service_shown" "see \"systemctl status\" on the host"
}

service_load_openrc() {
  [ -e "/etc/init.d/$1" ] || return 0
  service_known=yes
  service_rc=0
  rc-service -- "$1" status >/dev/null 2>&1 || service_rc=$?
  case $service_rc in
    0) service_state=started ;;
    8) service_state=starting ;;
    32) service_state=failed ;;
  esac
  for service_file in /etc/runlevels/*/"$1"; do
    if [ -e "$service_file" ]; then service_enabled=yes; fi
  done
}

service_load_sysv() {
  [ -x "/etc/init.d/$1" ] || return 0
  service_known=yes
  if service_sysv "$1" status >/dev/null 2>&1; then service_state=started; fi
  for service_file in /etc/rc[2345].d/S[0-9][0-9]"$1" /etc/rc.d/rc[2345].d/S[0-9][0-9]"$1"; do
    if [ -e "$service_file" ]; then service_enabled=yes; fi
  done
}

# service_sysv NAME ACTION. A daemon that an init script starts must not keep the task's streams open.
service_sysv() {
  if command -v service >/dev/null 2>&1; then service "$1" "$2"; else "/etc/init.d/$1" "$2"; fi </dev/null
}

# Whether a service runs: service_running NAME [SCOPE].
service_running() {
  service_load "$1" "${2:-system}"
  [ "$service_state" = started ]
}

# Fails the task where there is no such service, or it is masked: service_require NAME [SCOPE].
service_require() {
  service_load "$1" "${2:-system}"
  case $service_known in
    no)
      pw_fail "there is no service \"$1\" on this host" \
        "check the name (\"systemctl list-unit-files --type=service\"), or install the package that brings it first"
      ;;
    masked)
      pw_fail "the service \"$1\" is masked: somebody decided that it must not start" \
        "if that is no longer so: systemctl unmask $1"
      ;;
  esac
}

# --- for apply -------------------------------------------------------------------------------------------------------

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
    *:started) service_do reload "$1" "${2:-system}" ;;
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
