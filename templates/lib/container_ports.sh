# requires: docker port
# The ports of a container on the host: chosen, published, and found taken.

# Chooses the host's ports: sets container_published, lines for --publish. A port left to choice keeps the one that the container
# there has; else it is the first that neither listens nor belongs to another container, running or not.
container_publish() {
  container_published='' container_taken=''
  while read -r container_port container_host container_address; do
    [ -n "$container_port" ] || continue
    if [ "$container_host" = auto ]; then
      container_host=$(container_bound "$container_port" "$container_address")
      [ -n "$container_host" ] || container_choose_port
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

# Sets container_host to a free port for container_port at container_address.
container_choose_port() {
  container_protocol=${container_port#*/}
  container_load_taken
  container_listening=$(port_listening "$container_protocol")
  container_host=${auto_ports%-*}
  while [ "$container_host" -le "${auto_ports#*-}" ]; do
    case $container_taken in
      *" $container_host/$container_protocol "*) ;;
      *) port_taken "$container_host" "$container_protocol" '' "$container_listening" || return 0 ;;
    esac
    container_host=$((container_host + 1))
  done
  pw_fail "no port of $auto_ports is free for $container_port of container $name" "widen auto_ports, or give the port"
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

# container_require_ports EXCEPT: fails where a port that is wanted is another's, and says whose. EXCEPT is a container's name.
container_require_ports() {
  [ "$docker_mode" != remote ] || return 0
  while read -r container_port container_host container_address; do
    [ -n "$container_port" ] && [ "$container_host" != auto ] || continue
    container_holder=$(container_port_holder "$container_host" "${container_port#*/}" "$container_address" "$1")
    [ -n "$container_holder" ] || continue
    container_text="port ${container_address:+$container_address:}$container_host/${container_port#*/} is taken by $container_holder"
    if [ "$plan" = true ]; then
      pw_warn "$container_text; unless an earlier task frees it, container $name won't start"
    else
      pw_fail "$container_text" "choose another host port or auto for $container_port, or stop what has it"
    fi
  done <<PODWRIGHT_PORTS
$(ports)
PODWRIGHT_PORTS
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
    case $3:$container_holder_ports in
      :* | 0.0.0.0:* | ::* | *"0.0.0.0:$1->"* | *":::$1->"* | *"[::]:$1->"* | *"$3:$1->"*)
        printf 'container %s\n' "$container_holder_name"
        return 0
        ;;
    esac
  done <<PODWRIGHT_HOLDERS
$container_holders
PODWRIGHT_HOLDERS
  [ "$container_own" = no ] || return 0
  port_taken "$1" "$2" "$3" "$(port_listening "$2")" || return 0
  container_holder_name=$(port_process "$1" "$2")
  printf '%s\n' "${container_holder_name:-a process of this host}"
}
