# requires: docker port
# The ports of a container on the host: chosen, published, and found taken.

# Chooses the host's ports: sets container_published, lines for --publish, and container_chosen, the ports left to choice. Such a port
# stays what the container there has, unless it is shunned; else it is the first that neither listens nor belongs to another container,
# running or not.
container_publish() {
  container_published='' container_chosen=' ' container_taken=''
  while read -r container_port container_host container_address; do
    [ -n "$container_port" ] || continue
    if [ "$container_host" = auto ]; then
      container_keep_or_choose_port
      container_chosen="$container_chosen$container_host "
    fi
    container_taken="$container_taken $container_host/${container_port#*/} "
    case $container_address in
      *:*) container_at="[$container_address]:" ;;
      '') container_at='' ;;
      *) container_at="$container_address:" ;;
    esac
    container_published="$container_published$container_at$container_host:$container_port
"
  done <<PODWRIGHT_PORTS
$(ports)
PODWRIGHT_PORTS
}

container_keep_or_choose_port() {
  container_host=$(container_bound "$container_port" "$container_address")
  case ${container_host:-none}$container_shunned in
    none* | *" $container_host "*) container_choose_port ;;
  esac
}

# Sets container_host to a free port for container_port at container_address.
container_choose_port() {
  container_protocol=${container_port#*/}
  container_load_taken
  container_listening=$(port_listening "$container_protocol")
  container_host=${auto_ports%-*}
  while [ "$container_host" -le "${auto_ports#*-}" ]; do
    case $container_taken$container_shunned in
      *" $container_host/$container_protocol "* | *" $container_host "*) ;;
      *) port_taken "$container_host" "$container_protocol" '' "$container_listening" || return 0 ;;
    esac
    container_host=$((container_host + 1))
  done
  pw_fail "no port of $auto_ports is free for $container_port of container $name" "widen auto_ports, or give the port" \
    port_taken
}

# The ports that containers have, also those that are not running.
container_load_taken() {
  [ -z "${container_all_taken:-}" ] || return 0
  container_all=$(docker_cli ps --all --quiet --no-trunc)
  container_all_taken=' '
  if [ -n "$container_all" ]; then
    # The ids are words without special characters. A container removed meanwhile is no error.
    container_all_taken=" $(docker_cli container inspect --format \
      '{{range $port, $bindings := .HostConfig.PortBindings}}{{range $bindings}}{{.HostPort}}/{{$port}} {{end}}{{end}}' \
      $container_all 2>/dev/null | sed 's,/[0-9]*/,/,g' | tr '\n' ' ')"
  fi
  container_taken="$container_taken$container_all_taken"
}

# After a start that failed: shuns the chosen ports that somebody took meanwhile. Status 1 where it failed for another reason, or has
# been tried often enough.
container_shun_ports() {
  case $container_reason in
    *'already allocated'* | *'already in use'* | *'conflict with ID'*) ;;
    *) return 1 ;;
  esac
  [ "$container_chosen" != ' ' ] && [ "$container_attempts" -lt 5 ] || return 1
  container_attempts=$((container_attempts + 1)) container_named=no
  for container_host in $container_chosen; do
    case $container_reason in
      *":$container_host "* | *":$container_host:"* | *":$container_host/"*)
        container_shunned="$container_shunned$container_host " container_named=yes
        ;;
    esac
  done
  # A fixed port is not ours to change; where docker names none it may be any of the chosen ones.
  case $container_named:$container_reason in
    no:*'conflict with ID'*) container_shunned="$container_shunned${container_chosen# }" ;;
    no:*) return 1 ;;
  esac
  container_all_taken=''
}

# Of a container that doesn't run: a chosen port that somebody has by now is chosen again, which takes a new container.
container_compare_chosen_ports() {
  [ "$docker_mode" != remote ] || return 0
  while read -r container_port container_host container_address; do
    [ "$container_host" = auto ] || continue
    container_host=$(container_bound "$container_port" "$container_address")
    [ -n "$container_host" ] || continue
    container_holder=$(container_port_holder "$container_host" "${container_port#*/}" "$container_address" "$name")
    [ -n "$container_holder" ] || continue
    container_shunned="$container_shunned$container_host "
    container_differs "port ${container_port%/tcp}" "$container_host (taken by $container_holder)" auto
  done <<PODWRIGHT_PORTS
$(ports)
PODWRIGHT_PORTS
}

# container_require_ports EXCEPT: fails where a port that is wanted is another's, and says whose. EXCEPT is a container's name.
container_require_ports() {
  [ "$docker_mode" != remote ] || return 0
  while read -r container_port container_host container_address; do
    [ -n "$container_port" ] && [ "$container_host" != auto ] || continue
    container_at=${container_address:+$container_address:}$container_host/${container_port#*/}
    container_require_right "$container_host"
    container_holder=$(container_port_holder "$container_host" "${container_port#*/}" "$container_address" "$1")
    [ -z "$container_holder" ] || container_obstacle "port $container_at is taken by $container_holder" \
      "choose another host port or auto for $container_port, or stop what has it" port_taken
  done <<PODWRIGHT_PORTS
$(ports)
PODWRIGHT_PORTS
}

# container_require_right PORT: a rootless engine is an ordinary user's process; its rootlesskit may have been given the right.
container_require_right() {
  [ "$docker_mode" = rootless ] && port_privileged "$1" && ! container_may_bind || return 0
  container_obstacle "port $container_at needs a right that this rootless engine lacks: ports below $port_first are root's" \
    "choose a port from $port_first on, or allow it: a sysctl task with net.ipv4.ip_unprivileged_port_start=$1" missing_requirement
}

# Whether the engine's outermost rootlesskit, which does the publishing, has CAP_NET_BIND_SERVICE (bit 10) in effect. It is the parent
# of a parent of dockerd, which the pid file beside the socket names.
container_may_bind() {
  container_file=${DOCKER_HOST#unix://}
  container_file=${container_file%.sock}.pid
  container_pid='' container_rights=0
  [ ! -r "$container_file" ] || read -r container_pid <"$container_file" || :
  case $container_pid in *[!0-9]*) container_pid='' ;; esac
  while [ "${container_pid:-0}" -gt 1 ] && [ -r "/proc/$container_pid/status" ]; do
    container_read_process
  done
  [ $((0x$container_rights / 1024 % 2)) = 1 ]
}

# Reads container_pid's rights where it is a rootlesskit, then goes on to its parent.
container_read_process() {
  container_comm=''
  while read -r container_key container_value; do
    case $container_key:$container_comm in
      Name::*) container_comm=$container_value ;;
      PPid::*) container_parent=$container_value ;;
      CapEff::rootlesskit) container_rights=$container_value ;;
    esac
  done <"/proc/$container_pid/status"
  container_pid=$container_parent
}

# container_port_holder PORT PROTOCOL ADDRESS EXCEPT: who has the port, in words; nothing where it is free.
container_port_holder() {
  container_holders=$(docker_cli ps --filter "publish=$1/$2" --format '{{.Names}} {{.Ports}}' 2>/dev/null) || container_holders=''
  container_own=no
  while read -r container_holder_name container_holder_ports; do
    case $container_holder_name in
      '') continue ;;
      "$4")
        container_own=yes
        continue
        ;;
    esac
    if container_publishes "$1" "$3" "$container_holder_ports"; then
      printf 'container %s\n' "$container_holder_name"
      return 0
    fi
  done <<PODWRIGHT_HOLDERS
$container_holders
PODWRIGHT_HOLDERS
  [ "$container_own" = no ] || return 0
  port_taken "$1" "$2" "$3" "$(port_listening "$2")" || return 0
  container_holder_name=$(port_holder "$1" "$2")
  case $container_holder_name in
    'a process of user '*)
      # Root sees whose process it is.
      if docker_sudo_works; then container_holder_name=$(port_holder "$1" "$2" sudo -n); fi
      ;;
  esac
  printf '%s\n' "${container_holder_name:-a process of this host}"
}

# container_publishes PORT ADDRESS LIST: whether docker ps' list has the port for that address: 127.0.0.1:61000-61003->61000-61003/udp,
# [::]:8080->80/tcp, or :::8080->80/tcp as older ones write it. The protocol has been asked for.
container_publishes() {
  container_left="$3, "
  while [ -n "$container_left" ]; do
    container_value=${container_left%%, *} container_left=${container_left#*, }
    container_at=${container_value%%->*}
    [ "$container_at" != "$container_value" ] || continue
    container_value=${container_at##*:} container_at=${container_at%:*}
    [ "$1" -ge "${container_value%-*}" ] && [ "$1" -le "${container_value#*-}" ] || continue
    container_at=${container_at#[}
    case "$2 ${container_at%]}" in
      ' '* | '0.0.0.0 '*.* | ':: '*:* | *.*' 0.0.0.0' | *:*' ::' | "${container_at%]} ${container_at%]}") return 0 ;;
    esac
  done
  return 1
}

# container_bound CONTAINER_PORT [ADDRESS]: the host's port that the container there has for it.
container_bound() {
  while read -r container_bound_port container_bound_host container_bound_address; do
    if [ "$container_bound_port:$container_bound_address" = "$1:$2" ]; then
      printf '%s\n' "$container_bound_host"
      break
    fi
  done <<PODWRIGHT_PORTS
$container_ports
PODWRIGHT_PORTS
}

# Ports are compared both ways; where the host's port is left open, any will do.
container_explain_ports() {
  container_wanted=$(ports | while read -r container_port container_host container_address; do
    if [ "$container_host" = auto ]; then
      container_host=$(container_bound "$container_port" "$container_address")
    fi
    printf '%s %s %s\n' "$container_port" "${container_host:-auto}" "$container_address"
  done | LC_ALL=C sort)
  container_has=$(printf '%s' "$container_ports" | LC_ALL=C sort)
  [ "$container_wanted" = "$container_has" ] ||
    container_differs ports "$(container_show_ports "$container_has")" "$(container_show_ports "$container_wanted")"
}

# Lines of CONTAINER/PROTOCOL HOST ADDRESS as Docker's strings in one line.
container_show_ports() {
  container_shown=''
  while read -r container_port container_host container_address; do
    [ -n "$container_port" ] || continue
    container_shown="$container_shown${container_shown:+, }${container_address:+$container_address:}$container_host:${container_port%/tcp}"
  done <<PODWRIGHT_PORTS
$1
PODWRIGHT_PORTS
  printf '%s\n' "${container_shown:-none}"
}
