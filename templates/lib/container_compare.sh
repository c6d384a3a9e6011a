# requires: docker container_explain container_gpu container_limits container_ports image
# What of a declaration the container there is doesn't have, field by field. Works on what the library container has read.
#
# Each container carries as its label dev.podwright.spec the names of what was declared, never a value: `hostname env.TOKEN
# volume./data`. So a field that is declared no more is told from one that somebody else gave it, which is left alone. The values are
# compared with the container's own; only what can't be read back, the further options of docker create, is there as a checksum.

# container_compare WORD…: whether it takes a new container (container_replace) or docker update does (container_update). In the check
# each difference is declared.
container_compare() {
  container_replace=no container_update=no
  container_read_hard_limits
  container_name_declared "$@"
  container_settle_limits
  if [ -z "$container_id" ]; then
    container_find_gpus
    return 0
  fi
  container_compare_image
  container_explain "$@"
  container_dind_compare
  container_compare_gpus
  container_compare_dropped
  if [ "$container_status" = dead ]; then container_replace=yes; fi
  if [ "$recreate" = always ] && [ "$pw_phase" != verify ]; then container_replace=yes; fi
  container_compare_limits
  if [ "$state:$container_replace:$container_status" != started:no:running ]; then container_compare_chosen_ports; fi
}

# container_differs WHAT FROM TO: a difference that takes a new container.
container_differs() {
  if [ "$recreate" = never ]; then
    [ "$pw_phase" = apply ] || pw_warn "container $name keeps its $1 ($2, declared is $3), since recreate is never"
    return 0
  fi
  container_replace=yes
  [ "$pw_phase" = apply ] || pw_change "$1" "$2" "$3"
}

# container_varies WHAT FROM TO: a difference that docker update can take away.
container_varies() {
  container_update=yes
  [ "$pw_phase" = apply ] || pw_change "$1" "$2" "$3"
}

container_short() {
  case $1 in
    sha256:*) printf 'sha256:%.12s\n' "${1#sha256:}" ;;
    *) printf '%.12s\n' "$1" ;;
  esac
}

container_compare_image() {
  if [ "$container_image" != "$image" ] && [ "$(container_image_name "$container_image")" != "$(container_image_name "$image")" ]; then
    container_differs image "$container_image" "$image"
    return 0
  fi
  container_pulled=''
  image_inspect "$image"
  if [ -n "$image_id" ] && [ "$image_id" != "$container_image_id" ]; then
    container_differs image "$(container_short "$container_image_id")" "$(container_short "$image_id")"
  elif [ "$pull:$pw_phase" = always:check ]; then
    container_compare_registry
  fi
}

# docker.io/library/nginx:latest as nginx.
container_image_name() {
  container_value=${1#docker.io/}
  container_value=${container_value#library/}
  printf '%s\n' "${container_value%:latest}"
}

# pull: always: the image that the registry has under this name now.
container_compare_registry() {
  if ! image_registry_digest "$image"; then
    pw_warn "container $name keeps the image that is here, since the registry can't be asked for a newer $image: $image_problem"
    return 0
  fi
  case "$image_digests " in
    *" $image_digest "*) ;;
    *) container_differs image "${image_digests# }" "$image_digest" ;;
  esac
}

# container_name_declared WORD…: sets container_declared, the names of what is declared.
container_name_declared() {
  container_declared=' ' container_further=''
  [ -z "$memory" ] || container_declare memory
  [ -z "$memory_swap" ] || container_declare memory_swap
  [ -z "$cpus" ] || container_declare cpus
  [ -z "$pids" ] || container_declare pids
  [ -z "$restart" ] || container_declare restart
  [ -z "$gpus" ] || container_declare gpus
  [ "$publishes" = false ] || container_declare ports
  while [ $# -gt 0 ]; do
    case $1 in
      --env=*) ;;
      --volume=*) container_declare "volume.$(container_volume_target "${1#--volume=}")" ;;
      --label=* | --ulimit=*)
        container_word=${1#--}
        container_value=${container_word#*=}
        container_declare "${container_word%%=*}.${container_value%%=*}"
        ;;
      --hostname=* | --user=* | --workdir=* | --network=* | --shm-size=* | --entrypoint=* | --health-*=*)
        container_word=${1#--}
        container_declare "${container_word%%=*}"
        ;;
      --no-healthcheck) container_declare health-cmd ;;
      --*) container_further="$container_further$1
" ;;
      *) break ;;
    esac
    shift
  done
  [ $# -le 1 ] || container_declare command
  container_declare_environment
  [ -z "$container_further" ] || container_declare "options.$(printf '%s' "$container_further" | cksum | tr ' ' -)"
}

# container_declare NAME: with a _ for what would part the names.
container_declare() {
  case $1 in
    *[!A-Za-z0-9_./:@-]*) set -- "$(printf '%s' "$1" | LC_ALL=C tr -c 'A-Za-z0-9_./:@-' _)" ;;
  esac
  container_declared="$container_declared$1 "
}

# Only names of variables: a checksum would let a weak secret be guessed from where labels are shown.
container_declare_environment() {
  container_names=${docker_handed_on:-}
  while [ -n "$container_names" ]; do
    container_declare "env.${container_names%%,*}"
    container_names=${container_names#"${container_names%%,*}"}
    container_names=${container_names#,}
  done
  while IFS= read -r container_line; do
    [ -z "$container_line" ] || container_declare "env.${container_line%%=*}"
  done <<PODWRIGHT_ENVIRONMENT
$(environment)
PODWRIGHT_ENVIRONMENT
}

# container_volume_target VOLUME: its path in the container.
container_volume_target() {
  case $1 in
    *:*)
      container_value=${1#*:}
      printf '%s\n' "${container_value%%:*}"
      ;;
    *) printf '%s\n' "$1" ;;
  esac
}

# What was declared when the container was made and is so no more.
container_compare_dropped() {
  for container_field in $container_spec; do
    case $container_declared in
      *" $container_field "*) continue ;;
    esac
    case $container_field in
      memory | memory_swap | cpus | pids | restart) ;;
      options.*)
        case $container_declared in
          *' options.'*) container_differs options "other ones" "the declared ones" ;;
          *) container_differs options some none ;;
        esac
        ;;
      env.*) container_differs "environment ${container_field#env.}" set unset ;;
      ports) container_differs ports "$(container_show_ports "$container_ports")" none ;;
      gpus) container_differs gpus "$(container_show_gpus)" none ;;
      *.*) container_differs "${container_field%%.*} ${container_field#*.}" set none ;;
      *) container_differs "$container_field" "$(container_has_option "--$container_field")" "the default" ;;
    esac
  done
  case $container_declared in
    *' options.'*)
      case " $container_spec" in
        ' ' | *' options.'*) ;;
        *) container_differs options none "the declared ones" ;;
      esac
      ;;
  esac
}

# container_was_declared NAME: whether the container was made with it declared.
container_was_declared() {
  case " $container_spec " in
    *" $1 "*) return 0 ;;
  esac
  return 1
}
