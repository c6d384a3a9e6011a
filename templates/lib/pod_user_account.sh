# requires: pod_user_packages
# The account in a container, read from /etc/passwd, /etc/shadow and /etc/group themselves: getent isn't everywhere.

# Sets pod_user_have_uid (empty where there is no such user), _gid, _home, _shell, _hash, and pod_user_holder, who has the declared uid.
pod_user_load() {
  pod_user_have_uid='' pod_user_have_gid='' pod_user_have_home='' pod_user_have_shell='' pod_user_have_hash='' pod_user_holder=''
  [ -r /etc/passwd ] || pw_fail "it has no /etc/passwd, so it can't have users" "use an image of a distribution"
  while IFS=: read -r pod_user_entry pod_user_secret pod_user_entry_uid pod_user_entry_gid pod_user_rest pod_user_entry_home pod_user_entry_shell; do
    if [ "$pod_user_entry" = "$pod_user_name" ]; then
      pod_user_have_uid=$pod_user_entry_uid pod_user_have_gid=$pod_user_entry_gid pod_user_have_home=$pod_user_entry_home
      pod_user_have_shell=${pod_user_entry_shell:-/bin/sh} pod_user_have_hash=$pod_user_secret
    elif [ "$pod_user_entry_uid" = "$pod_user_uid" ]; then
      pod_user_holder=$pod_user_entry
    fi
  done </etc/passwd
  if [ "$pod_user_have_hash" != x ] || [ ! -r /etc/shadow ]; then return 0; fi
  while IFS=: read -r pod_user_entry pod_user_secret pod_user_rest; do
    if [ "$pod_user_entry" = "$pod_user_name" ]; then pod_user_have_hash=$pod_user_secret; fi
  done </etc/shadow
}

# What can't be mended, before anything is changed.
pod_user_require() {
  case $pod_user_have_uid in
    '') ;;
    *[!0-9]*) pw_fail "the entry of $pod_user_name in /etc/passwd is broken" "mend it in the image" ;;
    0) pw_fail "$pod_user_name is root there (uid 0)" "choose another username" ;;
    ? | ?? | ??? | 65534)
      [ "$pod_user_have_uid" = "$pod_user_uid" ] || pw_fail \
        "$pod_user_name is a system user of the image (uid $pod_user_have_uid)" "choose another username, such as pod-user" ;;
  esac
  [ -z "$pod_user_holder" ] || pw_fail "the uid $pod_user_uid belongs to the user $pod_user_holder there" \
    "use username: $pod_user_holder, or another uid, or leave uid out"
  case $pod_user_have_home in
    /*) ;;
    *) [ -z "$pod_user_have_uid" ] || [ -n "$pod_user_home" ] || pw_fail "$pod_user_name has no home directory there" "declare one by home" ;;
  esac
}

# Whether the account needs no change that only usermod can make.
pod_user_account_fits() {
  [ -n "$pod_user_have_uid" ] || return 0
  [ "${pod_user_uid:-$pod_user_have_uid}" = "$pod_user_have_uid" ] &&
    [ "${pod_user_home:-$pod_user_have_home}" = "$pod_user_have_home" ] &&
    [ "${pod_user_shell:-$pod_user_have_shell}" = "$pod_user_have_shell" ]
}

# The account with its uid, shell and home. Afterwards pod_user_at is its home, which in a check is where it still is.
pod_user_make() {
  pod_user_at=${pod_user_home:-${pod_user_have_home:-/home/$pod_user_name}}
  if [ -n "$pod_user_have_uid" ]; then
    pod_user_change
  elif pod_user_differs "user $pod_user_name" absent present; then
    pod_user_add
  fi
  [ "$pw_phase" = apply ] || return 0
  pod_user_load
  [ -n "$pod_user_have_uid" ] || pw_fail "the user $pod_user_name was made, but is not in /etc/passwd" "see the lines above"
}

pod_user_change() {
  if [ -n "$pod_user_uid" ] && [ "$pod_user_uid" != "$pod_user_have_uid" ] &&
    pod_user_differs "uid of $pod_user_name" "$pod_user_have_uid" "$pod_user_uid"; then
    pod_user_remedy="end the user's processes first, or choose uid $pod_user_have_uid"
    pod_user_do "the uid can't be changed" usermod -u "$pod_user_uid" "$pod_user_name"
    pod_user_remedy=''
  fi
  if [ -n "$pod_user_shell" ] && [ "$pod_user_shell" != "$pod_user_have_shell" ] &&
    pod_user_differs "shell of $pod_user_name" "$pod_user_have_shell" "$pod_user_shell"; then
    pod_user_do "the shell can't be changed" usermod -s "$pod_user_shell" "$pod_user_name"
  fi
  if [ -n "$pod_user_home" ] && [ "$pod_user_home" != "$pod_user_have_home" ]; then pod_user_move; fi
}

pod_user_add() {
  pod_user_new_shell=$pod_user_shell
  if [ -z "$pod_user_new_shell" ]; then
    if [ -x /bin/bash ]; then pod_user_new_shell=/bin/bash; else pod_user_new_shell=/bin/sh; fi
  fi
  [ -x "$pod_user_new_shell" ] || pw_fail "it has no shell $pod_user_new_shell" "choose another, or name its package in packages"
  mkdir -p "${pod_user_at%/*}/"
  pod_user_find_group "$pod_user_name"
  case $pod_user_tools in
    shadow)
      # A locked password (!) would keep keys out as well; * only means that there is none.
      set -- -m -d "$pod_user_at" -s "$pod_user_new_shell" -p '*' ${pod_user_uid:+-u "$pod_user_uid"}
      if [ -n "$pod_user_group_gid" ]; then set -- "$@" -g "$pod_user_name"; else set -- "$@" -U; fi
      pod_user_do "the user $pod_user_name can't be made" useradd "$@" "$pod_user_name"
      ;;
    busybox)
      set -- -D -h "$pod_user_at" -s "$pod_user_new_shell" ${pod_user_uid:+-u "$pod_user_uid"}
      if [ -n "$pod_user_group_gid" ]; then set -- "$@" -G "$pod_user_name"; fi
      pod_user_do "the user $pod_user_name can't be made" adduser "$@" "$pod_user_name"
      pod_user_set_hash '*'
      ;;
  esac
}

# Files move where there are some and the new home isn't there yet.
pod_user_move() {
  set -- -d "$pod_user_home"
  if [ -d "$pod_user_have_home" ] && [ ! -e "$pod_user_home" ] && pod_user_home_allowed "$pod_user_have_home"; then
    set -- "$@" -m
    pod_user_at=$pod_user_have_home
  fi
  pod_user_differs "home of $pod_user_name" "$pod_user_have_home" "$pod_user_home" || return 0
  pod_user_at=$pod_user_home
  mkdir -p "${pod_user_home%/*}/"
  pod_user_do "the home can't be changed" usermod "$@" "$pod_user_name"
}

# Sets pod_user_group_gid (empty where there is no group NAME) and pod_user_group_members (between commas).
pod_user_find_group() {
  pod_user_group_gid='' pod_user_group_members=''
  [ -r /etc/group ] || return 0
  while IFS=: read -r pod_user_entry pod_user_rest pod_user_entry_gid pod_user_entry_members; do
    if [ "$pod_user_entry" = "$1" ]; then
      pod_user_group_gid=$pod_user_entry_gid pod_user_group_members=,$pod_user_entry_members,
    fi
  done </etc/group
}

# Whether the user is in the group that was found.
pod_user_in_group() {
  [ "$pod_user_group_gid" != "$pod_user_have_gid" ] || return 0
  case $pod_user_group_members in
    *",$pod_user_name,"*) return 0 ;;
  esac
  return 1
}

pod_user_keep_groups() {
  for pod_user_group in $pod_user_groups; do
    pod_user_keep_group "$pod_user_group" ''
  done
}

# pod_user_keep_group NAME GID: there is such a group, and the user is in it.
pod_user_keep_group() {
  pod_user_find_group "$1"
  if [ -z "$pod_user_group_gid" ] && pod_user_differs "group $1" absent "present${2:+, gid $2}"; then
    case $pod_user_tools in
      shadow) pod_user_do "the group $1 can't be made" groupadd ${2:+-g "$2"} "$1" ;;
      busybox) pod_user_do "the group $1 can't be made" addgroup ${2:+-g "$2"} "$1" ;;
    esac
    pod_user_find_group "$1"
  fi
  if [ -n "$pod_user_have_uid$pod_user_group_gid" ] && pod_user_in_group; then return 0; fi
  pod_user_differs "$pod_user_name in group $1" no yes || return 0
  case $pod_user_tools in
    shadow) pod_user_do "$pod_user_name can't join the group $1" usermod -a -G "$1" "$pod_user_name" ;;
    busybox) pod_user_do "$pod_user_name can't join the group $1" addgroup "$pod_user_name" "$1" ;;
  esac
}

# pod_user_leave_group NAME
pod_user_leave_group() {
  pod_user_differs "$pod_user_name in group $1" yes no || return 0
  if command -v gpasswd >/dev/null 2>&1; then
    pod_user_do "$pod_user_name can't leave the group $1" gpasswd -d "$pod_user_name" "$1"
  else
    pod_user_do "$pod_user_name can't leave the group $1" delgroup "$pod_user_name" "$1"
  fi
}

# An account that is locked (!) can't log in by key where sshd does without PAM.
pod_user_keep_lock() {
  [ "$pod_user_ssh" = true ] || [ -n "$pod_user_keys_are" ] || return 0
  case $pod_user_have_hash in
    '!' | '!!' | '!*' | '*LK*') ;;
    *) return 0 ;;
  esac
  pod_user_differs "account $pod_user_name" locked "without password" || return 0
  pod_user_set_hash '*'
}
