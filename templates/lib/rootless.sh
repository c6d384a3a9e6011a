# requires: docker_engine engine_facts service_state subordinate_ids
# A user's own Docker engine, which runs without root: whose it is, where its parts are, and how it is. Read-only.
#
# Nothing below the user's home is read or written as root: a link that the user made there must not lead root astray.

# rootless_load USER PLAN: the user that the engine is for. Sets rootless_user, rootless_uid, rootless_gid, rootless_home, rootless_self
# (yes where the task runs as that user), rootless_manager (systemd or none), rootless_runtime (its XDG_RUNTIME_DIR), rootless_socket,
# rootless_config (its XDG_CONFIG_HOME) and rootless_path (where programs are looked for).
rootless_load() {
  case $1 in
    '') pw_fail "nothing says for which user rootless Docker shall be" "name the user by the parameter user" ;;
    root) pw_fail "rootless Docker can't be for root" "name another user by the parameter user, or log in as one" ;;
    -* | *[!a-zA-Z0-9._@+-]*) pw_fail "\"$1\" is not the name of a user" "give the name alone, as in /etc/passwd" ;;
  esac
  rootless_read_account "$1"
  if [ -z "$rootless_uid" ]; then
    [ "$2" = false ] || pw_defer "there is no user $1 on this host yet"
    pw_fail "there is no user $1 on this host" "put a user task before this one, or correct the parameter user"
  fi
  [ "$rootless_uid" != 0 ] || pw_fail "rootless Docker can't be for $1, which is root by another name" "name another user"
  [ -d "$rootless_home" ] || pw_fail "the home of user $1 ($rootless_home) isn't there" "make it, owned by that user: its engine lives there"
  rootless_self=no
  rootless_caller=$(id -u)
  [ "$rootless_caller" != "$rootless_uid" ] || rootless_self=yes
  case $rootless_self:$rootless_caller in
    yes:* | *:0) ;;
    *) pw_fail "user $(id -un) can't set up rootless Docker for $1" "set become: true" ;;
  esac
  rootless_config=$rootless_home/.config
  rootless_path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:$rootless_home/bin:/usr/share/docker.io/contrib
  rootless_find_manager
}

# From /etc/passwd, else from wherever else the host has its users.
rootless_read_account() {
  rootless_user=$1 rootless_uid='' rootless_gid='' rootless_home=''
  while IFS=: read -r rootless_name rootless_word rootless_number rootless_group rootless_text rootless_folder rootless_shell; do
    [ "$rootless_name" = "$1" ] || continue
    rootless_uid=$rootless_number rootless_gid=$rootless_group rootless_home=$rootless_folder
    return 0
  done </etc/passwd
  command -v getent >/dev/null || return 0
  rootless_text=$(getent passwd "$1") || return 0
  IFS=: read -r rootless_name rootless_word rootless_uid rootless_gid rootless_text rootless_home rootless_shell <<PODWRIGHT_ACCOUNT
$rootless_text
PODWRIGHT_ACCOUNT
}

# Where no systemd runs there is no /run/user/UID either, or one that is gone at logout.
rootless_find_manager() {
  if [ -d /run/systemd/system ] && command -v loginctl >/dev/null; then
    rootless_manager=systemd
    rootless_runtime=/run/user/$rootless_uid
  else
    rootless_manager=none
    rootless_runtime=$rootless_home/.docker/run
  fi
  rootless_socket=$rootless_runtime/docker.sock
}

# rootless_as_user COMMAND…: as the user, with what a login would set and nothing else of this task's environment.
rootless_as_user() (
  cd /
  set -- env -i "HOME=$rootless_home" "USER=$rootless_user" "LOGNAME=$rootless_user" SHELL=/bin/sh LC_ALL=C "PATH=$rootless_path" \
    "XDG_RUNTIME_DIR=$rootless_runtime" "DBUS_SESSION_BUS_ADDRESS=unix:path=$rootless_runtime/bus" \
    "DOCKER_HOST=unix://$rootless_socket" "$@"
  if [ "$rootless_self" = yes ]; then
    exec "$@"
  fi
  rootless_program=$(command -v setpriv) || rootless_program=''
  # Busybox has a program of that name, which can't do it.
  if [ -n "$rootless_program" ] && [ ! -L "$rootless_program" ]; then
    exec "$rootless_program" "--reuid=$rootless_uid" "--regid=$rootless_gid" --init-groups -- "$@"
  fi
  rootless_line=''
  for rootless_word in "$@"; do
    rootless_line="$rootless_line '$(printf '%s\n' "$rootless_word" | sed "s/'/'\\\\''/g")'"
  done
  exec su -s /bin/sh -c "exec$rootless_line" "$rootless_user"
)

# Runs systemctl in the user's service manager.
rootless_systemctl() {
  rootless_as_user systemctl --user --no-pager --no-ask-password "$@"
}

# rootless_program NAME: sets rootless_found to its path, or to nothing.
rootless_program() {
  rootless_found=$(PATH=$rootless_path command -v "$1") || rootless_found=''
}

# Asks the user's engine. Sets rootless_live (yes, no) and what engine_read sets; engine_text is docker's words where it doesn't answer.
rootless_ask() {
  rootless_live=no engine_text='' engine_command=''
  rootless_program docker
  if [ -z "$rootless_found" ]; then
    engine_text='there is no docker command on this host'
    return 0
  fi
  # A folder of another user's can't be looked into, so only a user can't tell here that there is no socket.
  if [ "$rootless_self:$rootless_caller" = "no:0" ] && [ ! -S "$rootless_socket" ]; then
    engine_text="there is no socket $rootless_socket"
    return 0
  fi
  if engine_text=$(rootless_as_user docker info --format "$(engine_format)" 2>&1); then
    engine_read
    if [ -n "$engine_version" ]; then
      engine_is_rootless || pw_fail "the engine at $rootless_socket does not say that it is rootless" \
        "stop that engine, or see who started it: rootless Docker of $rootless_user needs this socket"
      rootless_live=yes
    fi
  fi
}

# As rootless_ask, but an engine that is just coming up, as after a restart, is given time: it is running, not stopped.
rootless_survey() {
  rootless_ask
  rootless_read_unit
  rootless_seconds=0
  while [ "$rootless_live" = no ] && [ "$rootless_seconds" -lt 15 ] && rootless_is_starting; do
    sleep 1
    rootless_seconds=$((rootless_seconds + 1))
    rootless_ask
    rootless_read_unit
  done
}

rootless_is_starting() {
  case $rootless_manager:$rootless_active in
    systemd:activating | systemd:active) return 0 ;;
  esac
  return 1
}

# Sets rootless_active and rootless_enabled (systemd's words; missing where there is no such unit or no manager to ask) and
# rootless_unit_file (its path).
rootless_read_unit() {
  rootless_active=missing rootless_enabled=missing rootless_unit_file=''
  [ "$rootless_manager" = systemd ] && [ -S "$rootless_runtime/systemd/private" ] || return 0
  rootless_shown=$(rootless_systemctl show --property=LoadState,ActiveState,UnitFileState,FragmentPath docker.service 2>/dev/null) ||
    return 0
  rootless_loaded=''
  while IFS='=' read -r rootless_key rootless_value; do
    case $rootless_key in
      LoadState) rootless_loaded=$rootless_value ;;
      ActiveState) rootless_active=$rootless_value ;;
      UnitFileState) rootless_enabled=${rootless_value:-missing} ;;
      FragmentPath) rootless_unit_file=$rootless_value ;;
    esac
  done <<PODWRIGHT_UNIT
$rootless_shown
PODWRIGHT_UNIT
  case $rootless_loaded in
    not-found) rootless_active=missing rootless_enabled=missing ;;
    masked) pw_fail "the service docker of user $rootless_user is masked: somebody decided that it must not start" \
      "if that is no longer so, as that user: systemctl --user unmask docker" ;;
  esac
}
