# What services a host has and how they are, by whichever service manager it runs: systemd, OpenRC, or SysV init scripts.
# Read-only, for checks. SCOPE is `system`, or `user` for systemd's services of the user who runs the task.

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
# service_enabled (yes, no, or `always` where it can't be said), service_stale (yes where its unit file changed) and
# service_oneshot (yes where it runs a command to its end and leaves nothing running).
service_load() {
  case $1 in
    '' | -* | */* | *[[:space:]]*)
      pw_fail "\"$1\" is not the name of a service" "use the name alone, such as docker or ssh"
      ;;
  esac
  [ -n "${service_manager-}" ] || service_require_manager "${2:-system}"
  service_known=no service_state=stopped service_enabled=no service_stale=no service_oneshot=no service_type='' service_unit_file=''
  case $service_manager in
    systemd) service_load_systemd "$1" "${2:-system}" ;;
    openrc) service_load_openrc "$1" ;;
    sysv) service_load_sysv "$1" ;;
  esac
}

service_load_systemd() {
  service_shown=$(service_systemctl "$2" show --property=LoadState,ActiveState,SubState,UnitFileState,NeedDaemonReload,Type,RemainAfterExit -- "$1" 2>&1) || {
    service_explain_bus "$2"
  }
  service_load_state='' service_active='' service_unit_file='' service_type='' service_remain=''
  while IFS='=' read -r service_key service_value; do
    case $service_key in
      LoadState) service_load_state=$service_value ;;
      ActiveState) service_active=$service_value ;;
      UnitFileState) service_unit_file=$service_value ;;
      NeedDaemonReload) service_stale=$service_value ;;
      Type) service_type=$service_value ;;
      RemainAfterExit) service_remain=$service_value ;;
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
  esac
  # systemd forgets a unit that is not active, so whether its command has ever run can't be known.
  case $service_type:$service_remain in
    oneshot:no) service_oneshot=yes ;;
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

# What a missing service means: nothing is to do where it shall not run or start; in a plan an earlier task may bring it.
# service_missing NAME STATE ENABLED PLAN
service_missing() {
  case $2:$3 in
    stopped:no | :no) return 0 ;;
  esac
  if [ "$4" = yes ]; then pw_defer "there is no service $1 on this host yet"; fi
  service_require "$1"
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

# Whether a oneshot service has just been run by this task, and well. Needs service_load before it.
service_done() {
  case $pw_phase:$service_oneshot:$service_state in
    verify:yes:stopped) return 0 ;;
    *) return 1 ;;
  esac
}
