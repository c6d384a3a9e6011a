# requires: docker
# Reads what docker knows of a container.

# container_inspect NAME [OTHER]: reads the container there is; container_id is empty where there is none. Where it is there, and one of
# the other name too, container_other is that one's id.
container_inspect() {
  container_forget
  container_other=''
  if ! container_text=$(docker_cli container inspect --format "$(container_format)" "$@" 2>&1); then
    case $container_text in
      *[Nn]'o such container'* | *'No such object'*) ;;
      *) docker_fail "container $1 can't be inspected" "$(printf '%s\n' "$container_text" | uniq)" ;;
    esac
  fi
  while IFS= read -r container_line; do
    case $container_line in
      id=*)
        [ -z "$container_id" ] || container_other=${container_line#*=}
        [ -z "$container_other" ] || break
        ;;
    esac
    container_take "$container_line"
  done <<PODWRIGHT_INSPECTED
$container_text
PODWRIGHT_INSPECTED
  container_settle
}

# What is known of no container.
container_forget() {
  container_id='' container_status=absent container_image_id='' container_image='' container_created='' container_spec=''
  container_memory=0 container_nano_cpus=0 container_swap=0 container_pids=0 container_restart=no container_exit='' container_error=''
  container_restarts=0 container_ports='' container_options='' container_command='' container_words='' container_health=''
  container_probe='' container_gpu_requests='' container_gpus='' container_gpu_type=''
  container_entrypoint='' container_startup='' container_dind='' container_name=''
}

# container_take LINE: one line of container_format.
container_take() {
  container_value=${1#*=}
  case $1 in
    id=*) container_id=$container_value ;;
    name=*) container_name=${container_value#/} ;;
    status=*) container_status=$container_value ;;
    exit=*) container_exit=$container_value ;;
    error=*) container_error=$container_value ;;
    restarts=*) container_restarts=$container_value ;;
    probe=*) container_probe=$container_value ;;
    image_id=*) container_image_id=$container_value ;;
    image=*) container_image=$container_value ;;
    created=*) container_created=$container_value ;;
    spec=*) container_spec=$container_value ;;
    memory=*) container_memory=$container_value ;;
    swap=*) container_swap=$container_value ;;
    nano_cpus=*) container_nano_cpus=$container_value ;;
    pids=*) container_pids=$container_value ;;
    restart=*) container_restart=$container_value ;;
    entrypoint=*) container_entrypoint=$container_value ;;
    command=*) container_command=$container_value ;;
    startup=*) container_startup=$container_value ;;
    dind=*) container_dind=$container_value ;;
    words=*) container_words=$container_value ;;
    health=*) container_health=$container_value ;;
    gpus=*) container_gpus=$container_value ;;
    gpu_type=*) container_gpu_type=$container_value ;;
    gpu_request=*) container_gpu_requests="$container_gpu_requests$container_value
" ;;
    port=*) container_ports="$container_ports$container_value
" ;;
    --*) container_options="$container_options$1
" ;;
  esac
}

# After the last line of a container.
container_settle() {
  case $container_restart in
    on-failure:0) container_restart=on-failure ;;
    on-failure:*) ;;
    :*) container_restart=no ;;
    *) container_restart=${container_restart%:*} ;;
  esac
  case $container_startup in *[!0-9]*) container_startup='' ;; esac
  # Where start-up hooks come first, the script that runs them and the entrypoint stand before the command's words.
  container_count=$((${container_startup:--3} + 3))
  while [ "$container_count" -gt 0 ]; do
    container_words=${container_words#* }
    container_count=$((container_count - 1))
  done
  case $container_pids in
    *[!0-9]* | '') container_pids=0 ;;
  esac
}

# container_refuse_absent NAME: fails where there is none.
container_refuse_absent() {
  [ -n "$container_id" ] ||
    pw_fail "there is no container $1 on this host" "put a run_container task before this one, or correct the name" no_such_container
}

# What docker is asked about a container. Texts that may hold line breaks are JSON or hexadecimal, so that every line is what it seems.
# Field names are those of the engine's JSON, which the command falls back to where its own types name a field otherwise.
container_format() {
  cat <<'PODWRIGHT_FORMAT'
id={{.Id}}
name={{.Name}}
status={{.State.Status}}
exit={{.State.ExitCode}}
error={{json .State.Error}}
restarts={{.RestartCount}}
probe={{with index .State "Health"}}{{.Status}}{{end}}
image_id={{.Image}}
image={{.Config.Image}}
created={{.Created}}
spec={{with index .Config.Labels "dev.podwright.spec"}}{{.}}{{end}}
gpus={{with index .Config.Labels "dev.podwright.gpus"}}{{.}}{{end}}
gpu_type={{with index .Config.Labels "dev.podwright.gpu_type"}}{{.}}{{end}}
memory={{.HostConfig.Memory}}
swap={{.HostConfig.MemorySwap}}
nano_cpus={{.HostConfig.NanoCpus}}
pids={{.HostConfig.PidsLimit}}
restart={{.HostConfig.RestartPolicy.Name}}:{{.HostConfig.RestartPolicy.MaximumRetryCount}}
startup={{with index .Config.Labels "dev.podwright.startup"}}{{.}}{{end}}
entrypoint={{with index .Config.Labels "dev.podwright.entrypoint"}}{{.}}{{else}}{{json .Config.Entrypoint}}{{end}}
command={{with index .Config.Labels "dev.podwright.command"}}{{.}}{{else}}{{json .Config.Cmd}}{{end}}
dind={{with index .Config.Labels "dev.podwright.dind"}}{{.}}{{end}}
words={{range .Config.Cmd}}{{printf "%x" .}} {{end}}
health={{json (index .Config "Healthcheck")}}
--hostname={{.Config.Hostname}}
--user={{.Config.User}}
--workdir={{.Config.WorkingDir}}
--network={{.HostConfig.NetworkMode}}
--shm-size={{.HostConfig.ShmSize}}
{{range $port, $bindings := .HostConfig.PortBindings}}{{range $bindings}}port={{$port}} {{.HostPort}} {{.HostIp}}
{{end}}{{end}}{{range .HostConfig.DeviceRequests}}gpu_request={{or .Driver "-"}} {{.Count}} {{range .DeviceIDs}}{{.}},{{end}}
{{end}}{{range .HostConfig.Binds}}--volume={{.}}
{{end}}{{range $path, $nothing := .Config.Volumes}}--volume={{$path}}
{{end}}{{range .HostConfig.Ulimits}}--ulimit={{.Name}}={{.Soft}}:{{.Hard}}
{{end}}{{range $name, $value := .Config.Labels}}--label={{$name}}={{json $value}}
--label-bytes={{printf "%x=%x" $name $value}}
{{end}}{{range .Config.Env}}--env={{json .}}
--env-bytes={{printf "%x" .}}
{{end}}
PODWRIGHT_FORMAT
}
