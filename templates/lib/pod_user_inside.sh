# requires: pod_user_packages pod_user_account pod_user_password pod_user_home pod_user_access pod_user_ssh
# A user as it is declared, beside the container that this runs in. Check and apply go the same way: a check declares each
# difference, apply takes it away.

# pod_user_inside NAME=VALUE…: what is declared. What was found comes back by pw_output.
pod_user_inside() {
  pod_user_read "$@"
  pod_user_changed=no
  [ "$(id -u)" = 0 ] || pw_fail "docker exec does not run as root in it" "use an engine without exec restrictions"
  pod_user_load
  pod_user_require
  pod_user_install
  pod_user_make
  pod_user_keep_home
  pod_user_keep_groups
  pod_user_keep_sudo
  pod_user_keep_docker
  pod_user_keep_keys
  pod_user_keep_locale
  pod_user_keep_lock
  [ "$pod_user_ssh" = false ] || pod_user_keep_ssh
  # Last, since a generated one is told only once.
  pod_user_keep_password
  pod_user_tell
}

# The declaration. A field that isn't declared is empty.
pod_user_read() {
  pod_user_name='' pod_user_uid='' pod_user_shell='' pod_user_home='' pod_user_groups='' pod_user_sudo=true pod_user_mosh=true
  pod_user_ssh=false pod_user_ssh_port=22 pod_user_docker=auto pod_user_generate=false pod_user_candidate='' pod_user_password=''
  pod_user_extra='' pod_user_keys='' pod_user_keys_are=''
  for pod_user_word in "$@"; do
    pod_user_value=${pod_user_word#*=}
    case $pod_user_word in
      username=*) pod_user_name=$pod_user_value ;;
      uid=*) pod_user_uid=$pod_user_value ;;
      shell=*) pod_user_shell=$pod_user_value ;;
      home=*) pod_user_home=$pod_user_value ;;
      group=*) pod_user_read_group "$pod_user_value" ;;
      sudo=*) pod_user_sudo=$pod_user_value ;;
      mosh=*) pod_user_mosh=$pod_user_value ;;
      ssh=*) pod_user_ssh=$pod_user_value ;;
      ssh_port=*) pod_user_ssh_port=$pod_user_value ;;
      docker=*) pod_user_docker=$pod_user_value ;;
      package=*)
        package_require_names "$pod_user_value"
        pod_user_extra="$pod_user_extra $pod_user_value"
        ;;
      keys=*) pod_user_keys_are=$pod_user_value ;;
      key=*) pod_user_read_key "$pod_user_value" ;;
      password=*) pod_user_password=$pod_user_value ;;
      generate=*) pod_user_generate=$pod_user_value ;;
      candidate=*) pod_user_candidate=$pod_user_value ;;
    esac
  done
  pod_user_read_check
}

pod_user_read_check() {
  case $pod_user_name in
    '' | [!a-z_]* | *[!a-z0-9_-]* | *-)
      pw_fail "\"$pod_user_name\" is not a user's name" "use lower case letters, digits, _ and -, beginning with a letter, such as pod-user" ;;
    ?????????????????????????????????*) pw_fail "the user's name \"$pod_user_name\" is too long" "32 characters are possible" ;;
  esac
  case $pod_user_uid in
    '') ;;
    *[!0-9]* | 0* | 65534 | 65535 | ??????????*) pw_fail "$pod_user_uid can't be a user's uid" "use one from 1 to 999999999, best from 1000 on" ;;
  esac
  case $pod_user_ssh_port in
    *[!0-9]* | '' | 0 | ??????*) pw_fail "$pod_user_ssh_port is not a port" "a port is a number from 1 to 65535" ;;
  esac
  [ "$pod_user_ssh_port" -le 65535 ] || pw_fail "$pod_user_ssh_port is not a port" "a port is a number from 1 to 65535"
  pod_user_read_path shell "$pod_user_shell"
  pod_user_read_path home "$pod_user_home"
  [ -z "$pod_user_home" ] || pod_user_home_allowed "$pod_user_home" ||
    pw_fail "$pod_user_home can't be a user's home, since it belongs to the system" "use a folder of its own, such as /home/$pod_user_name"
  case $pod_user_password in
    *[[:cntrl:]]*) pw_fail "the password has a line break or another control character in it" "leave it out" ;;
  esac
}

pod_user_read_path() {
  case $2 in
    '') ;;
    [!/]* | *[!a-zA-Z0-9/._@+-]* | */../* | */..) pw_fail "$1 \"$2\" is not a path that an account can have" "use an absolute path of plain characters" ;;
  esac
}

pod_user_read_group() {
  case $1 in
    '' | [!a-zA-Z_]* | *[!a-zA-Z0-9_-]* | ?????????????????????????????????*)
      pw_fail "\"$1\" is not a group's name" "use letters, digits, _ and -, 32 at most" ;;
  esac
  pod_user_groups="$pod_user_groups $1"
}

# pod_user_differs WHAT FROM TO: status 0 where it is to be mended now. A check declares it.
pod_user_differs() {
  pod_user_changed=yes
  if [ "$pw_phase" = apply ]; then return 0; fi
  pw_change "$@"
  return 1
}

# A warning that is told once, not again when the check is run again.
pod_user_warn() {
  [ "$pw_phase" != check ] || pw_warn "$1"
}

# pod_user_do MESSAGE COMMAND WORD…: runs it; where it fails, the task fails with that message and the command's own words.
pod_user_do() {
  pod_user_what=$1
  shift
  pod_user_said=$("$@" 2>&1) || pw_fail "$pod_user_what: ${pod_user_said:-$1 gave no reason}" "${pod_user_remedy-}"
}

# pod_user_keep_file WHAT PATH MODE TEXT: a file of root's with that text and mode. Its name is never that of half a file.
# Sets pod_user_written to yes where it wrote one, and to later where a check declared that.
pod_user_keep_file() {
  pod_user_written=later
  pod_user_stat "$2"
  pod_user_text=''
  if [ -f "$2" ]; then pod_user_text=$(cat "$2"); fi
  if [ "$pod_user_stat_mode" = absent ]; then
    pod_user_differs "$1" absent present || return 0
  elif [ "$pod_user_text" != "$4" ] || [ ! -f "$2" ] || [ -h "$2" ]; then
    pod_user_differs "$1" "another text in $2" "as declared" || return 0
  elif [ "$pod_user_stat_mode" != "$3" ]; then
    pod_user_differs "mode of $2" "$pod_user_stat_mode" "$3" || return 0
  elif [ "$pod_user_stat_owner" != 0:0 ]; then
    pod_user_differs "owner of $2" "$pod_user_stat_owner" 0:0 || return 0
  else
    pod_user_written=no
    return 0
  fi
  pod_user_written=yes
  pod_user_write "$2" "$3" 0:0 "$4"
}

# pod_user_write PATH MODE OWNER TEXT: beside its place first; a name with a dot is read by none who reads such folders.
pod_user_write() {
  mkdir -p "${1%/*}"
  pod_user_new=${1%/*}/.${1##*/}.podwright
  rm -f "$pod_user_new"
  (umask 077 && printf '%s\n' "$4" >"$pod_user_new")
  chown "$3" "$pod_user_new"
  chmod "$2" "$pod_user_new"
  mv -f "$pod_user_new" "$1"
}

# Sets pod_user_stat_mode (755, or absent) and pod_user_stat_owner (UID:GID) of the PATH itself.
pod_user_stat() {
  pod_user_stat_mode=absent pod_user_stat_owner=''
  if [ -e "$1" ] || [ -h "$1" ]; then
    pod_user_line=$(stat -c '%a %u:%g' "$1")
    pod_user_stat_mode=${pod_user_line% *} pod_user_stat_owner=${pod_user_line#* }
  fi
}

# What the host is told.
pod_user_tell() {
  pw_output changes "$pod_user_changed"
  pod_user_load
  if [ -n "$pod_user_have_uid" ]; then
    pw_output uid "$pod_user_have_uid"
    pw_output gid "$pod_user_have_gid"
    pw_output home "$pod_user_have_home"
    pw_output shell "$pod_user_have_shell"
  fi
  pw_output sudo "$pod_user_sudo"
  pw_output docker "$pod_user_docker_works"
}
