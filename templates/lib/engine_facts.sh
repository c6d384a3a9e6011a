# What an engine says of itself (docker info), and the outputs that tell it: the host's fact docker.

engine_format() {
  cat <<'PODWRIGHT_FORMAT'
engine_version={{.ServerVersion}}
engine_driver={{.Driver}}
engine_cgroups={{.CgroupDriver}} {{.CgroupVersion}}
engine_limits={{.MemoryLimit}} {{.CPUCfsQuota}}
engine_root={{.DockerRootDir}}
{{range $name, $runtime := .Runtimes}}engine_runtime={{$name}}
{{end}}{{range .SecurityOptions}}engine_security={{.}}
{{end}}
PODWRIGHT_FORMAT
}

# Reads engine_text, what docker info printed by that format. Sets engine_version, engine_driver, engine_cgroups (driver and version),
# engine_limits (whether memory and CPU time can be limited), engine_root, engine_runtimes and engine_security.
engine_read() {
  engine_version='' engine_driver='' engine_cgroups=' ' engine_limits='' engine_root='' engine_runtimes='' engine_security=''
  while IFS= read -r engine_line; do
    engine_value=${engine_line#*=}
    case $engine_line in
      engine_version=*) engine_version=$engine_value ;;
      engine_driver=*) engine_driver=$engine_value ;;
      engine_cgroups=*) engine_cgroups=$engine_value ;;
      engine_limits=*) engine_limits=$engine_value ;;
      engine_root=*) engine_root=$engine_value ;;
      engine_runtime=*) engine_runtimes="$engine_runtimes $engine_value" ;;
      engine_security=*) engine_security="$engine_security $engine_value" ;;
    esac
  done <<PODWRIGHT_INFO
$engine_text
PODWRIGHT_INFO
}

# Whether the engine that was read runs without root.
engine_is_rootless() {
  case $engine_security in
    *name=rootless*) return 0 ;;
    *) return 1 ;;
  esac
}

# engine_report MODE HOST USER: the outputs of the engine that was read. Needs engine_command and engine_package besides.
engine_report() {
  pw_output version "$engine_version"
  pw_output command_version "$engine_command"
  pw_output source "$engine_package"
  pw_output mode "$1"
  pw_output host "$2"
  case $2 in
    unix://*) pw_output socket "${2#unix://}" ;;
    *) pw_output socket '' ;;
  esac
  pw_output storage_driver "$engine_driver"
  pw_output cgroup_driver "${engine_cgroups% *}"
  pw_output cgroup_version "${engine_cgroups#* }"
  case ${engine_cgroups% *}:$engine_limits in
    none:*) pw_output limits_supported false ;;
    *:'true true') pw_output limits_supported true ;;
    *) pw_output limits_supported false ;;
  esac
  pw_output root "$engine_root"
  for engine_runtime in $engine_runtimes; do
    pw_output runtimes "$engine_runtime"
  done
  pw_output live true
  pw_output user "$3"
}
