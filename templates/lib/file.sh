# requires: mode
# What is at a path, and its mode, owner and group.

# Reads what is at PATH, following links: sets file_kind (absent, file, directory, dangling, other), file_link (yes
# where PATH itself is a symbolic link), file_mode (four octal digits), file_user, file_group, file_uid, file_gid and
# file_size.
file_load() {
  file_look "$1"
  case $file_kind in
    absent | dangling) return 0 ;;
  esac
  file_stat=$(stat -L -c '%a %u %g %s %U %G' -- "$1")
  file_split $file_stat
}

# Only what kind of thing is at PATH, and whether a link leads there: that takes no program.
file_look() {
  file_kind=absent file_link=no file_mode='' file_user='' file_group='' file_uid='' file_gid='' file_size=''
  if [ -L "$1" ]; then file_link=yes; fi
  if [ -f "$1" ]; then
    file_kind=file
  elif [ -d "$1" ]; then
    file_kind=directory
  elif [ -e "$1" ]; then
    file_kind=other
  else
    [ "$file_link" = no ] || file_kind=dangling
    file_require_reachable "$1"
  fi
}

file_split() {
  mode_format "$((0$1))"
  file_mode=$mode_result file_uid=$2 file_gid=$3 file_size=$4 file_user=$5 file_group=$6
}

# What can't be seen is not absent: fails where a folder above PATH may not be entered.
file_require_reachable() {
  file_above=${1%/*}
  while [ -n "$file_above" ] && [ ! -d "$file_above" ] && [ "$file_above" != "${file_above%/*}" ]; do
    file_above=${file_above%/*}
  done
  if [ -d "${file_above:-/}" ] && [ ! -x "${file_above:-/}" ]; then
    pw_fail "$1 can't be looked at: ${file_above:-/} may not be entered by this user" \
      "set become: true, or become_user to one who may"
  fi
}

# Declares what differs in mode, owner and group; empty ones are left alone. Needs file_load before it.
file_check_attributes() {
  if [ -n "$1" ]; then
    mode_require "$1"
    mode_apply "$1" "${file_mode:-$(file_default_mode)}" "$file_kind"
    if [ "$mode_result" != "$file_mode" ]; then pw_change mode "$file_mode" "$mode_result"; fi
  fi
  file_check_owner "$2" "$3"
}

file_check_owner() {
  case $1 in
    '' | "$file_user" | "$file_uid") ;;
    *) pw_change owner "$file_user" "$1" ;;
  esac
  case $2 in
    '' | "$file_group" | "$file_gid") ;;
    *) pw_change group "$file_group" "$2" ;;
  esac
}

# The mode a new file or folder gets where none is asked for, by the umask.
file_default_mode() {
  case $file_kind in
    directory) mode_format "$((0777 & ~0$(umask)))" ;;
    *) mode_format "$((0666 & ~0$(umask)))" ;;
  esac
  printf '%s' "$mode_result"
}

# Declares the mode, owner and group of a file that is yet to be made.
file_check_new() {
  if [ -n "$1" ]; then
    mode_require "$1"
    file_kind=${4:-file}
    mode_apply "$1" "$(file_default_mode)" "$file_kind"
    pw_change mode '' "$mode_result"
  fi
  if [ -n "$2" ]; then pw_change owner '' "$2"; fi
  if [ -n "$3" ]; then pw_change group '' "$3"; fi
}

# Fails where the folder of PATH is missing.
file_require_folder() {
  file_folder=${1%/*}
  if [ ! -d "${file_folder:-/}" ]; then
    pw_fail "the folder ${file_folder:-/} doesn't exist" \
      "make it with a task before this one: file: {path: \"${file_folder:-/}\", state: directory}"
  fi
}

# Sets mode, owner and group of what is at PATH, following links; empty ones are left alone.
file_set_attributes() {
  file_load "$1"
  # Owner first: a change of it clears the set-id bits.
  if [ -n "$3$4" ]; then
    if file_error=$(chown -- "$3${4:+:$4}" "$1" 2>&1); then :; else
      file_explain_owner "$3" "$4"
    fi
  fi
  if [ -n "$2" ]; then
    mode_apply "$2" "$file_mode" "$file_kind"
    # Five digits: with four, chmod keeps a folder's set-id bits.
    if ! chmod -- "0$mode_result" "$1"; then
      pw_fail "the mode of $1 can't be set" "only its owner or root may: set become: true"
    fi
  fi
}

# Fails the task, with what chown said in file_error.
file_explain_owner() {
  case $file_error in
    *'nvalid user'* | *'nvalid group'* | *'unknown user'* | *'unknown group'* | *'nvalid spec'*)
      pw_fail "this host has no such user or group: $1${2:+:$2}" "create it with a user or group task before this one"
      ;;
  esac
  pw_fail "the owner can't be set to $1${2:+:$2}: ${file_error##*: }" "only root may give files away: set become: true"
}
