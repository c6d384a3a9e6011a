# requires: docker docker_access container_shell pod_user_inside
# A user in a running container, seen from the host: which container, what it is asked, what comes back.
#
# The snippet gives container, username, ssh, ssh_port, mosh, generate and plan; the words after that are pod_user_inside's.

# What the check does: pod_user_check WORD…
pod_user_check() {
  pod_user_require_container
  container_shell "$pod_user_container" pod_user_inside pod_user_inside "$@"
  pod_user_report
}

# What apply does: pod_user_apply WORD…
pod_user_apply() {
  pod_user_require_container
  pod_user_candidate=''
  if [ "$generate" = true ]; then
    pod_user_generate
    set -- "$@" "candidate=$pod_user_candidate"
  fi
  container_shell "$pod_user_container" pod_user_inside pod_user_inside "$@"
  container_shell_result generated
  [ "$container_shell_value" != yes ] || pw_output password "$pod_user_candidate"
}

# Finds the container, which must run and be writable. In a plan an earlier task may be to start it.
pod_user_require_container() {
  if ! docker_connect; then
    [ "$plan" = false ] || pw_defer "$docker_problem yet"
    docker_refuse
  fi
  pod_user_inspect
  case $pod_user_status in
    running) ;;
    paused) pw_fail "container $pod_user_container is paused" "let it go on first: docker unpause" ;;
    *)
      [ "$plan" = false ] || pw_defer "container $pod_user_container is $pod_user_status now"
      pod_user_text=''
      [ "$pod_user_status" != absent ] || pod_user_text=no_such_container
      pw_fail "container $pod_user_container is not running, it is $pod_user_status" "put a run_container task before this one" \
        "$pod_user_text"
      ;;
  esac
}

# Sets pod_user_id, _container (its name), _status, _readonly, _hooks, _network and _ports (lines of PORT/PROTOCOL HOST_PORT).
pod_user_inspect() {
  pod_user_id='' pod_user_container=$container pod_user_status=absent pod_user_readonly=false pod_user_hooks='' pod_user_network='' pod_user_ports=''
  if ! pod_user_text=$(docker_cli container inspect --format "$(pod_user_format)" "$container" 2>&1); then
    case $pod_user_text in
      *'No such container'* | *'no such container'* | *'No such object'*) return 0 ;;
    esac
    docker_fail "container $container can't be inspected" "$pod_user_text"
  fi
  while IFS= read -r pod_user_line; do
    pod_user_value=${pod_user_line#*=}
    case $pod_user_line in
      name=*) pod_user_container=${pod_user_value#/} ;;
      id=*) pod_user_id=$pod_user_value ;;
      status=*) pod_user_status=$pod_user_value ;;
      readonly=*) pod_user_readonly=$pod_user_value ;;
      hooks=*) pod_user_hooks=$pod_user_value ;;
      network=*) pod_user_network=$pod_user_value ;;
      port=*) pod_user_ports="$pod_user_ports$pod_user_value
" ;;
    esac
  done <<PODWRIGHT_INSPECTED
$pod_user_text
PODWRIGHT_INSPECTED
}

pod_user_format() {
  cat <<'PODWRIGHT_FORMAT'
id={{.Id}}
name={{.Name}}
status={{.State.Status}}
readonly={{.HostConfig.ReadonlyRootfs}}
hooks={{with index .Config.Labels "dev.podwright.startup"}}yes{{end}}
network={{.HostConfig.NetworkMode}}
{{range $port, $bindings := .NetworkSettings.Ports}}{{range $bindings}}port={{$port}} {{.HostPort}}
{{end}}{{end}}
PODWRIGHT_FORMAT
}

# 24 characters that no one takes for others: about 138 bits.
pod_user_generate() {
  pod_user_candidate=$(LC_ALL=C tr -dc 'a-km-zA-HJ-NP-Z2-9' </dev/urandom 2>/dev/null | dd bs=24 count=1 2>/dev/null)
  case ${#pod_user_candidate} in
    24) ;;
    *) pw_fail "this host gives no random characters for a password (/dev/urandom)" "give the password by a variable" ;;
  esac
}

# The outputs, each looked at before it is believed, and what can't be seen from inside.
pod_user_report() {
  container_shell_result changes
  if [ "$container_shell_value" = yes ] && [ "$pod_user_readonly" = true ]; then
    pw_fail "container $pod_user_container has a read-only root file system, so nothing can be changed in it" \
      "make it without --read-only, or use an image that has the user and its packages already"
  fi
  pw_output container_id "$pod_user_id"
  pw_output username "$username"
  pod_user_report_number uid
  pod_user_report_number gid
  pod_user_report_path home
  pod_user_report_path shell
  pod_user_report_switch sudo
  pod_user_report_switch docker
  [ "$ssh" = false ] || pod_user_report_ssh
  [ "$mosh" = false ] || pod_user_report_mosh
}

pod_user_report_number() {
  container_shell_result "$1"
  case $container_shell_value in
    '' | *[!0-9]* | ???????????*) ;;
    *) pw_output "$1" "$container_shell_value" ;;
  esac
}

pod_user_report_path() {
  container_shell_result "$1"
  case $container_shell_value in
    /*) pw_output "$1" "$container_shell_value" ;;
  esac
}

pod_user_report_switch() {
  container_shell_result "$1"
  case $container_shell_value in
    true | false) pw_output "$1" "$container_shell_value" ;;
  esac
}

pod_user_report_ssh() {
  pw_output ssh_port "$ssh_port"
  if [ "$pod_user_network" = host ]; then
    pw_output ssh_host_port "$ssh_port"
  else
    pod_user_host_port=''
    while read -r pod_user_line pod_user_value; do
      if [ "$pod_user_line" = "$ssh_port/tcp" ]; then pod_user_host_port=$pod_user_value; fi
    done <<PODWRIGHT_PORTS
$pod_user_ports
PODWRIGHT_PORTS
    [ -z "$pod_user_host_port" ] || pw_output ssh_host_port "$pod_user_host_port"
  fi
  if [ "$pod_user_hooks" != yes ] && [ "$pw_phase" = check ]; then
    pw_warn "container $pod_user_container was made without start-up hooks, so its SSH server won't come back when it starts again: \
make it by run_container with startup_hooks: true, or run this task after each start"
  fi
}

pod_user_report_mosh() {
  pod_user_host_udp=''
  pw_output mosh_ports
  while read -r pod_user_line pod_user_value; do
    case $pod_user_line in
      60[0-9][0-9][0-9]/udp | 61000/udp)
        # A second line of a port is its IPv6 address.
        if [ "${pod_user_line%/udp}" = "$pod_user_value" ] && [ "$pod_user_value" != "$pod_user_host_udp" ]; then
          pw_output mosh_ports "$pod_user_value"
        fi
        pod_user_host_udp=$pod_user_value
        ;;
    esac
  done <<PODWRIGHT_PORTS
$pod_user_ports
PODWRIGHT_PORTS
}
