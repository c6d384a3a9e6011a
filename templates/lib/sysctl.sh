# requires: file_content
# Kernel parameters: the running value and what a file says of it. The snippets set sysctl_name, sysctl_value and
# sysctl_file.

# Sets sysctl_path (below /proc/sys) and sysctl_key (as a file names it: with dots, unless a name has dots in it).
sysctl_locate() {
  case $sysctl_name in
    *..* | /* | .* | *[!A-Za-z0-9._/:@*-]* | '')
      pw_fail "\"$sysctl_name\" is not the name of a kernel parameter" "such as net.ipv4.ip_forward"
      ;;
    */*) sysctl_path=/proc/sys/$sysctl_name sysctl_key=$sysctl_name ;;
    *)
      sysctl_rest=$sysctl_name sysctl_path=/proc/sys
      while [ -n "$sysctl_rest" ]; do
        sysctl_path=$sysctl_path/${sysctl_rest%%.*}
        case $sysctl_rest in
          *.*) sysctl_rest=${sysctl_rest#*.} ;;
          *) sysctl_rest='' ;;
        esac
      done
      sysctl_key=$sysctl_name
      ;;
  esac
}

# One blank between words, none around them, as the kernel's answer and the file's text are compared.
sysctl_plain() {
  set -f
  set -- $1
  set +f
  sysctl_plain=$*
}

# Sets sysctl_running, or sysctl_obstacle to why it can't be known.
sysctl_read() {
  sysctl_running='' sysctl_obstacle=''
  if [ ! -e "$sysctl_path" ]; then
    sysctl_obstacle="this kernel has no parameter $sysctl_name"
  elif sysctl_running=$(cat "$sysctl_path" 2>/dev/null); then
    sysctl_plain "$sysctl_running"
    sysctl_running=$sysctl_plain
  else
    sysctl_obstacle="the parameter $sysctl_name can't be read by this user"
  fi
}

# sysctl_refuse IGNORE: an obstacle is a failure, or a warning.
sysctl_refuse() {
  if [ "$1" = yes ]; then
    [ "$pw_phase" != check ] || pw_warn "$sysctl_obstacle"
    return 0
  fi
  case $sysctl_name in
    net.bridge.*) pw_fail "$sysctl_obstacle" "load its module with a task before this one: kernel_module: {name: br_netfilter, persistent: present}" ;;
  esac
  pw_fail "$sysctl_obstacle" "does a module have to be loaded first? ignoreerrors: true makes this a warning"
}

# sysctl_check IGNORE RELOAD
sysctl_check() {
  sysctl_locate
  sysctl_read
  sysctl_plain "$sysctl_value"
  if [ -n "$sysctl_obstacle" ]; then
    sysctl_refuse "$1"
  elif [ "$2" = yes ] && [ "$sysctl_running" != "$sysctl_plain" ]; then
    pw_change 'running value' "$sysctl_running" "$sysctl_plain"
  else
    pw_output value "$sysctl_running"
  fi
  sysctl_in_file
  if [ "$sysctl_kept" != "$sysctl_plain" ]; then pw_change "value in $sysctl_file" "$sysctl_kept" "$sysctl_plain"; fi
  sysctl_look_for_others
}

# Sets sysctl_kept to the value that the file gives, empty where it gives none; several lines are all the last one.
sysctl_in_file() {
  sysctl_kept=''
  file_load "$sysctl_file"
  file_require_replaceable "$sysctl_file"
  [ "$file_kind" = file ] || return 0
  sysctl_kept=$(sysctl_lines "$sysctl_file" | tail -n 1)
}

# sysctl_awk PROGRAM FILE: awk that knows which lines set the parameter.
sysctl_awk() {
  PODWRIGHT_KEY=$sysctl_key awk '
    function is_key(line, name, wanted) {
      if (line !~ /=/ || line ~ /^[ \t]*[#;]/) return 0
      name = substr(line, 1, index(line, "=") - 1)
      gsub(/^[ \t]*-?[ \t]*|[ \t]*$/, "", name)
      wanted = ENVIRON["PODWRIGHT_KEY"]
      if (name == wanted) return 1
      if (name ~ /\// && wanted !~ /\//) {gsub(/\//, ".", name); return name == wanted}
      if (wanted ~ /\// && name !~ /\//) {gsub(/\//, ".", wanted); return name == wanted}
      return 0
    }
  '"$1" "$2"
}

# Prints the values that a file gives the parameter. An = may have blanks around it; a - before the name means that errors
# don't matter; / and . may be swapped.
sysctl_lines() {
  sysctl_awk '
    is_key($0) {
      value = substr($0, index($0, "=") + 1)
      gsub(/[ \t]+/, " ", value); sub(/^ /, "", value); sub(/ $/, "", value)
      print value
    }' "$1"
}

# The files that are read at boot after this one have the last word.
sysctl_look_for_others() {
  [ "$pw_phase" = check ] || return 0
  sysctl_seen=no
  sysctl_order | while read -r sysctl_other; do
    if [ "$sysctl_other" = "$sysctl_file" ]; then
      sysctl_seen=yes
    elif [ "$sysctl_seen" = yes ]; then
      sysctl_theirs=$(sysctl_lines "$sysctl_other" | tail -n 1)
      if [ -n "$sysctl_theirs" ] && [ "$sysctl_theirs" != "$sysctl_plain" ]; then
        pw_warn "$sysctl_other is read later and sets $sysctl_name to $sysctl_theirs at each boot"
      fi
    fi
  done
}

# Prints the files in the order in which they are read: by their names, wherever they lie, then /etc/sysctl.conf.
sysctl_order() {
  {
    for sysctl_each in /usr/lib/sysctl.d/*.conf /lib/sysctl.d/*.conf /run/sysctl.d/*.conf /etc/sysctl.d/*.conf "$sysctl_file"; do
      case $sysctl_each in
        /etc/sysctl.conf) ;;
        *) [ ! -r "$sysctl_each" ] && [ "$sysctl_each" != "$sysctl_file" ] || printf '%s %s\n' "${sysctl_each##*/}" "$sysctl_each" ;;
      esac
    done | sort -u | sed 's/^[^ ]* //'
    if [ -r /etc/sysctl.conf ]; then echo /etc/sysctl.conf; fi
  } 2>/dev/null
}

sysctl_check_absent() {
  sysctl_locate
  sysctl_in_file
  if [ "$file_kind" = file ] && [ -n "$(sysctl_lines "$sysctl_file" | head -n 1)" ]; then
    pw_change "value in $sysctl_file" "$sysctl_kept" ''
  fi
}

# Replaces the lines that set the parameter by one; none where VALUE is empty and STATE is absent.
sysctl_write() {
  sysctl_plain "$sysctl_value"
  file_load "$sysctl_file"
  case ${sysctl_file%/*} in
    */sysctl.d) mkdir -p -- "${sysctl_file%/*}" ;;
  esac
  file_begin "$sysctl_file"
  {
    if [ "$file_kind" = file ]; then sysctl_awk '!is_key($0)' "$sysctl_file"; fi
    if [ "$1" = present ]; then printf '%s = %s\n' "$sysctl_key" "$sysctl_plain"; fi
  } >"$file_temporary" || file_abandon "$file_temporary can't be written" "see \"df -h ${sysctl_file%/*}/\""
  file_finish "$sysctl_file" '' '' ''
}

# sysctl_apply IGNORE RELOAD
sysctl_apply() {
  sysctl_locate
  sysctl_read
  sysctl_plain "$sysctl_value"
  if [ -z "$sysctl_obstacle" ] && [ "$2" = yes ] && [ "$sysctl_running" != "$sysctl_plain" ]; then
    sysctl_status=0
    sysctl_said=$({ printf '%s\n' "$sysctl_plain" >"$sysctl_path"; } 2>&1) || sysctl_status=$?
    if [ "$sysctl_status" != 0 ]; then sysctl_explain "$1"; fi
  fi
  sysctl_in_file
  if [ "$sysctl_kept" != "$sysctl_plain" ]; then sysctl_write present; fi
}

sysctl_explain() {
  sysctl_obstacle="the kernel doesn't take $sysctl_plain for $sysctl_name"
  case $sysctl_said in
    *"ead-only"*) sysctl_obstacle="$sysctl_obstacle: /proc/sys is read-only, as in a container" ;;
    *"ermission denied"* | *"not permitted"*) sysctl_obstacle="$sysctl_obstacle: this user may not set it here" ;;
    *) sysctl_obstacle="$sysctl_obstacle: ${sysctl_said##*: }" ;;
  esac
  pw_fail "$sysctl_obstacle" "reload: false only writes it to $sysctl_file"
}
