# requires: file_content
# Modules of the running kernel, and which are loaded at boot. The kernel writes - in names as _.

kernel_module_require_name() {
  case $1 in
    '' | -* | *[!A-Za-z0-9_-]*) pw_fail "\"$1\" can't be the name of a kernel module" "such as br_netfilter" ;;
  esac
}

# Sets kernel_module_state: loaded, builtin or absent.
kernel_module_load() {
  kernel_module_state=absent
  kernel_module_plain=$(printf '%s' "$1" | tr - _)
  if [ -r /proc/modules ]; then
    while read -r kernel_module_each kernel_module_rest; do
      if [ "$kernel_module_each" = "$kernel_module_plain" ]; then
        kernel_module_state=loaded
        return 0
      fi
    done </proc/modules
  fi
  if [ -d "/sys/module/$kernel_module_plain" ] || kernel_module_is_builtin "$1"; then kernel_module_state=builtin; fi
}

# Built-in modules without parameters aren't in /sys/module.
kernel_module_is_builtin() {
  kernel_module_list=/lib/modules/$(uname -r)/modules.builtin
  [ -r "$kernel_module_list" ] || return 1
  while read -r kernel_module_each; do
    kernel_module_each=${kernel_module_each##*/}
    case ${kernel_module_each%%.*} in
      "$1" | "$kernel_module_plain") return 0 ;;
      *-*) [ "$(printf '%s' "${kernel_module_each%%.*}" | tr - _)" != "$kernel_module_plain" ] || return 0 ;;
    esac
  done <"$kernel_module_list"
  return 1
}

# Finds modprobe, also for users whose PATH lacks it.
kernel_module_path() {
  case :$PATH: in
    *:/usr/sbin:*) ;;
    *) PATH=$PATH:/usr/sbin:/sbin ;;
  esac
}

# Fails where the module can't be loaded here, as far as that is known without trying.
kernel_module_require_loadable() {
  kernel_module_path
  kernel_module_tree=/lib/modules/$(uname -r)
  if [ ! -d "$kernel_module_tree" ]; then
    if [ -e /.dockerenv ] || [ -e /run/.containerenv ] || [ -s /run/systemd/container ]; then
      pw_fail "the module $1 isn't loaded, and a container can't load it: the kernel is the machine's" \
        "load it on the machine that runs this container"
    fi
    pw_fail "there are no modules for the running kernel $(uname -r)" \
      "was the kernel updated or removed? then a reboot task before this one helps"
  fi
  command -v modprobe >/dev/null 2>&1 || pw_fail "this host has no modprobe" "install the package kmod with a task before this one"
  kernel_module_said=$(modprobe -D -- "$1" 2>&1) ||
    pw_fail "the kernel $(uname -r) has no module $1" \
      "is the package that holds it installed (linux-modules-extra, a DKMS package)?"
}

# kernel_module_check NAME STATE PARAMS PERSISTENT
kernel_module_check() {
  kernel_module_require_name "$1"
  kernel_module_load "$1"
  if [ "$kernel_module_state" = builtin ]; then pw_output builtin true; else pw_output builtin false; fi
  case $2:$kernel_module_state in
    present:absent)
      kernel_module_require_loadable "$1"
      pw_change state absent loaded
      ;;
    present:*) kernel_module_compare_params "$3" ;;
    absent:loaded)
      kernel_module_require_unused "$1"
      pw_change state loaded absent
      ;;
    absent:builtin) pw_fail "the module $1 is built into the kernel and can't be unloaded" ;;
  esac
  kernel_module_check_boot "$1" "$3" "$4"
}

kernel_module_require_unused() {
  kernel_module_users=$(awk -v name="$kernel_module_plain" '$1 == name && $3 > 0 {sub(/,$/, "", $4); print $3 " times" ($4 == "-" ? "" : ", by " $4)}' /proc/modules)
  if [ -n "$kernel_module_users" ]; then
    pw_fail "the module $1 is in use ($kernel_module_users) and can't be unloaded" \
      "stop what uses it first; persistent: absent keeps it from being loaded at the next boot"
  fi
}

kernel_module_compare_params() {
  [ "$pw_phase" = check ] || return 0
  for kernel_module_each in $1; do
    kernel_module_file=/sys/module/$kernel_module_plain/parameters/${kernel_module_each%%=*}
    [ -r "$kernel_module_file" ] || continue
    kernel_module_now=$(cat "$kernel_module_file")
    case $kernel_module_now:${kernel_module_each#*=} in
      "${kernel_module_each#*=}":* | Y:1 | Y:y | N:0 | N:n) ;;
      *) pw_warn "$1 is loaded with ${kernel_module_each%%=*}=$kernel_module_now: $kernel_module_each holds once it is loaded anew" ;;
    esac
  done
}

# What is loaded at boot, by a file of the module's own: kernel_module_check_boot NAME PARAMS PERSISTENT
kernel_module_check_boot() {
  case $3 in
    present)
      if ! kernel_module_at_boot "$1"; then pw_change 'at boot' 'not loaded' loaded; fi
      if [ -n "$2" ]; then
        kernel_module_now=$(kernel_module_options "$1")
        if [ "$kernel_module_now" != "$2" ]; then pw_change 'params at boot' "$kernel_module_now" "$2"; fi
      fi
      ;;
    absent) if kernel_module_at_boot "$1"; then pw_change 'at boot' loaded 'not loaded'; fi ;;
  esac
}

kernel_module_at_boot() {
  for kernel_module_file in /etc/modules-load.d/*.conf /etc/modules; do
    if [ -r "$kernel_module_file" ] && kernel_module_file_names "$kernel_module_file" "$1"; then return 0; fi
  done
  return 1
}

kernel_module_file_names() {
  awk -v name="$2" '
    function plain(text) {gsub(/-/, "_", text); return text}
    !/^[ \t]*[#;]/ && plain($1) == plain(name) {found = 1}
    END {exit !found}' "$1"
}

kernel_module_options() {
  [ -r "/etc/modprobe.d/$1.conf" ] || return 0
  awk -v name="$1" '$1 == "options" && $2 == name {sub(/^[ \t]*options[ \t]+[^ \t]+[ \t]+/, ""); print}' "/etc/modprobe.d/$1.conf" | tail -n 1
}

# kernel_module_apply NAME STATE PARAMS PERSISTENT. The params are written first: they hold for this loading too.
kernel_module_apply() {
  kernel_module_path
  kernel_module_load "$1"
  case $4 in
    present) kernel_module_keep "$1" "$3" ;;
    absent) kernel_module_forget "$1" ;;
  esac
  case $2:$kernel_module_state in
    present:absent) kernel_module_probe "$1" -- "$1" $3 ;;
    absent:loaded) kernel_module_probe "$1" -r -- "$1" ;;
  esac
}

# kernel_module_probe NAME ARGUMENT… of modprobe
kernel_module_probe() {
  kernel_module_name=$1
  shift
  kernel_module_status=0
  kernel_module_said=$(modprobe "$@" 2>&1) || kernel_module_status=$?
  [ "$kernel_module_status" != 0 ] || return 0
  case $kernel_module_said in
    *"Key was rejected"*)
      pw_fail "the module $kernel_module_name isn't signed by a key that this machine trusts (Secure Boot)" \
        "install a signed one, or enrol its key at the machine's console (mokutil --import)"
      ;;
    *"not permitted"* | *"ermission denied"*) pw_fail "modprobe: $kernel_module_said" "set become: true; in a container, load it on the machine" ;;
  esac
  pw_fail "modprobe: ${kernel_module_said:-exit status $kernel_module_status}" "dmesg may say more"
}

kernel_module_keep() {
  if ! kernel_module_at_boot "$1"; then kernel_module_write "/etc/modules-load.d/$1.conf" "$1"; fi
  if [ -n "$2" ] && [ "$(kernel_module_options "$1")" != "$2" ]; then
    kernel_module_write "/etc/modprobe.d/$1.conf" "options $1 $2"
  fi
}

# kernel_module_write PATH LINE
kernel_module_write() {
  mkdir -p -- "${1%/*}"
  file_begin "$1"
  printf '%s\n' "$2" >"$file_temporary"
  file_finish "$1" 0644 '' ''
}

# Other modules that a file names stay.
kernel_module_forget() {
  for kernel_module_file in /etc/modules-load.d/*.conf /etc/modules; do
    if [ -r "$kernel_module_file" ] && kernel_module_file_names "$kernel_module_file" "$1"; then
      file_begin "$kernel_module_file"
      awk -v name="$1" '
        function plain(text) {gsub(/-/, "_", text); return text}
        /^[ \t]*[#;]/ || plain($1) != plain(name)' "$kernel_module_file" >"$file_temporary"
      file_finish "$kernel_module_file" '' '' ''
    fi
  done
}
