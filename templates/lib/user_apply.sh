# requires: user
# Makes, changes and removes users, by the programs of shadow, else busybox's. What the snippets set: see user.

user_apply() {
  account_load_user "$user_name"
  if [ -n "$account_uid" ]; then
    user_modify
  elif command -v useradd >/dev/null 2>&1; then
    user_add
  else
    user_add_busybox
  fi
  user_apply_password
}

user_add() {
  set -- useradd
  if [ "$user_system" = yes ]; then set -- "$@" -r; fi
  if [ "$user_create_home" = yes ]; then set -- "$@" -m; else set -- "$@" -M; fi
  if [ -n "$user_uid" ]; then set -- "$@" -u "$user_uid"; fi
  if [ -n "$user_uid" ] && [ "$user_non_unique" = yes ]; then set -- "$@" -o; fi
  if [ -n "$user_group" ]; then
    set -- "$@" -g "$user_group"
  else
    # useradd makes a group of the user's name, and fails where it is there already.
    account_line group "$user_name"
    if [ -n "$account_found" ]; then set -- "$@" -g "$user_name"; fi
  fi
  if [ -n "$user_groups" ]; then set -- "$@" -G "$user_groups"; fi
  if [ -n "$user_shell" ]; then set -- "$@" -s "$user_shell"; fi
  if [ -n "$user_home" ]; then set -- "$@" -d "$user_home"; fi
  if [ -n "$user_comment" ]; then set -- "$@" -c "$user_comment"; fi
  case $user_expires in
    '' | never) ;;
    *) set -- "$@" -e "$(user_date "$user_expires")" ;;
  esac
  if [ "$user_create_home" = yes ]; then user_make_above "${user_home:-/home/$user_name}"; fi
  account_change "$@" "$user_name"
}

# useradd makes a home, but not the folders above it.
user_make_above() {
  if [ -n "${1%/*}" ]; then mkdir -p -- "${1%/*}"; fi
}

user_add_busybox() {
  set -- adduser -D
  if [ "$user_system" = yes ]; then set -- "$@" -S; fi
  if [ "$user_create_home" = no ]; then set -- "$@" -H; fi
  if [ -n "$user_uid" ]; then set -- "$@" -u "$user_uid"; fi
  if [ -n "$user_group" ]; then set -- "$@" -G "$user_group"; fi
  if [ -n "$user_shell" ]; then set -- "$@" -s "$user_shell"; fi
  if [ -n "$user_home" ]; then set -- "$@" -h "$user_home"; fi
  if [ -n "$user_comment" ]; then set -- "$@" -g "$user_comment"; fi
  account_change "$@" "$user_name"
  user_join "$user_groups"
}

# Adds the user to groups, given with commas.
user_join() {
  user_fields=$IFS
  IFS=,
  for user_each in $1; do
    IFS=$user_fields
    account_change addgroup "$user_name" "$user_each"
  done
  IFS=$user_fields
}

user_modify() {
  if command -v usermod >/dev/null 2>&1; then
    user_modify_fields
  elif [ "$user_set_groups" = yes ]; then
    user_change_groups_busybox
  fi
  account_load_user "$user_name"
  if [ "$user_create_home" = yes ] && [ ! -d "$account_home" ]; then user_make_home; fi
}

user_modify_fields() {
  set -- usermod
  if [ -n "$user_uid" ] && [ "$user_uid" != "$account_uid" ]; then
    set -- "$@" -u "$user_uid"
    if [ "$user_non_unique" = yes ]; then set -- "$@" -o; fi
  fi
  if [ -n "$user_group" ]; then set -- "$@" -g "$user_group"; fi
  if [ "$user_set_groups" = yes ]; then
    user_compare_groups
    set -- "$@" -G "$user_groups_wanted"
  fi
  if [ -n "$user_shell" ]; then set -- "$@" -s "$user_shell"; fi
  if [ -n "$user_home" ] && [ "$user_home" != "$account_home" ]; then
    user_make_above "$user_home"
    set -- "$@" -d "$user_home"
    if [ "$user_move_home" = yes ]; then set -- "$@" -m; fi
  fi
  if [ "$user_set_comment" = yes ]; then set -- "$@" -c "$user_comment"; fi
  case $user_expires in
    '') ;;
    never) set -- "$@" -e '' ;;
    *) set -- "$@" -e "$(user_date "$user_expires")" ;;
  esac
  if [ "$#" -gt 1 ]; then account_change "$@" "$user_name"; fi
}

user_change_groups_busybox() {
  user_compare_groups
  user_join "$(user_without "$user_groups_wanted" "$user_groups_now")"
  user_fields=$IFS
  IFS=,
  for user_each in $(user_without "$user_groups_now" "$user_groups_wanted"); do
    IFS=$user_fields
    account_change delgroup "$user_name" "$user_each"
  done
  IFS=$user_fields
}

# What the first list has and the second hasn't, both with commas.
user_without() {
  printf '%s\n' "$1" | tr , '\n' | awk -v others=",$2," 'index(others, "," $0 ",") == 0' | account_list
}

# A home like that of a new user, for one who has none.
user_make_home() {
  user_make_above "$account_home"
  mkdir -- "$account_home"
  if [ -d /etc/skel ]; then cp -R /etc/skel/. "$account_home/"; fi
  chown -R -h -- "$account_uid:$account_primary" "$account_home"
  user_home_mode=$(awk '$1 == "HOME_MODE" {print $2; exit}' /etc/login.defs 2>/dev/null) || user_home_mode=''
  chmod -- "${user_home_mode:-0755}" "$account_home"
}

# A hash is in no process's arguments, where every user of the host could read it.
user_apply_password() {
  [ -n "$user_hash$user_lock" ] || return 0
  account_load_secrets "$user_name"
  user_wanted_hash
  if [ "$account_hash" != "$user_wanted_hash" ]; then account_change user_chpasswd; fi
}

user_chpasswd() {
  printf '%s:%s\n' "$user_name" "$user_wanted_hash" | chpasswd -e
}

# user_remove NAME REMOVE FORCE
user_remove() {
  account_load_user "$1"
  user_name=$1 user_gone=$account_home
  user_remove_home=$2 user_force=$3
  if command -v userdel >/dev/null 2>&1; then
    set -- userdel
    if [ "$user_remove_home" = yes ]; then set -- "$@" -r; fi
    if [ "$user_force" = yes ]; then set -- "$@" -f; fi
  else
    set -- deluser
    if [ "$user_remove_home" = yes ]; then set -- "$@" --remove-home; fi
  fi
  account_change "$@" "$user_name"
  if [ "$user_remove_home" = yes ] && [ -d "$user_gone" ]; then
    pw_warn "the home $user_gone was left: it doesn't belong to $user_name"
  fi
}
