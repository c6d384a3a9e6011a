# requires: account
# What of a user differs from what was declared. The snippets set user_name, user_uid, user_group, user_groups (with
# commas), user_set_groups, user_append, user_shell, user_home, user_create_home, user_move_home, user_comment,
# user_set_comment, user_expires (days; never; empty: as it is), user_lock, user_hash and user_plan; empty ones are left
# alone, flags are yes or no.

user_check() {
  account_require_name user "$user_name"
  account_load_user "$user_name"
  user_changed=no
  user_check_groups_exist
  if [ -z "$account_uid" ]; then user_check_new; else user_check_existing; fi
  if [ "$user_changed" = no ]; then user_outputs; fi
}

user_change() {
  user_changed=yes
  pw_change "$@"
}

user_check_groups_exist() {
  user_groups=$(printf '%s\n' "$user_groups" | tr , '\n' | account_list)
  user_fields=$IFS
  IFS=,
  for user_each in $user_groups $user_group; do
    IFS=$user_fields
    account_line group "$user_each"
    [ -n "$account_found" ] || user_missing_group "$user_each"
  done
  IFS=$user_fields
}

user_missing_group() {
  if [ "$user_plan" = yes ]; then pw_defer "the group $1 doesn't exist yet"; fi
  pw_fail "this host has no group $1" "make it with a group task before this one"
}

user_check_new() {
  user_change state absent present
  if [ -n "$user_uid" ]; then
    user_require_free
    user_change uid '' "$user_uid"
  fi
  if [ -n "$user_group" ]; then user_change group '' "$user_group"; fi
  if [ -n "$user_groups" ]; then user_change groups '' "$user_groups"; fi
  if [ -n "$user_shell" ]; then user_change shell '' "$user_shell"; fi
  if [ -n "$user_home" ]; then user_change home '' "$user_home"; fi
  if [ -n "$user_comment" ]; then user_change comment '' "$user_comment"; fi
  if [ -n "$user_expires" ] && [ "$user_expires" != never ]; then
    user_require_usermod "when $user_name expires"
    user_change expires never "$(user_date "$user_expires")"
  fi
  if [ -n "$user_hash" ]; then user_change password; fi
  if [ "$user_lock" = no ] && [ -z "$user_hash" ]; then user_refuse_unlock; fi
}

user_require_free() {
  [ "$user_non_unique" = no ] || return 0
  user_other=$(awk -F: -v uid="$user_uid" '$3 == uid {print $1; exit}' /etc/passwd)
  if [ -n "$user_other" ] && [ "$user_other" != "$user_name" ]; then
    pw_fail "the uid $user_uid belongs to the user $user_other" "choose another, or allow that with non_unique: true"
  fi
}

user_check_existing() {
  if [ -n "$user_uid" ] && [ "$user_uid" != "$account_uid" ]; then user_require_free; fi
  user_differs uid "$account_uid" "$user_uid"
  user_check_group
  user_check_groups
  user_differs shell "$account_shell" "$user_shell"
  user_differs home "$account_home" "$user_home"
  if [ "$user_set_comment" = yes ] && [ "$account_comment" != "$user_comment" ]; then
    user_require_usermod comment
    user_change comment "$account_comment" "$user_comment"
  fi
  user_check_home_folder
  user_check_secrets
}

# user_differs WHAT FROM TO; an empty TO isn't asked for.
user_differs() {
  if [ -n "$3" ] && [ "$2" != "$3" ]; then
    user_require_usermod "$1"
    user_change "$1" "$2" "$3"
  fi
}

user_require_usermod() {
  command -v usermod >/dev/null 2>&1 ||
    pw_fail "$1 of $user_name can't be changed: this host has no usermod" "install the package shadow with a task before this one"
}

user_check_group() {
  [ -n "$user_group" ] || return 0
  account_load_group "$user_group"
  [ "$account_gid" != "$account_primary" ] || return 0
  user_require_usermod "the group"
  account_load_group "$account_primary"
  user_change group "${account_group_name:-$account_primary}" "$user_group"
}

# Sets user_groups_now and user_groups_wanted, lists with commas. The primary group counts as one that the user is in.
user_compare_groups() {
  user_groups_now=$(account_groups_of "$user_name")
  account_load_group "${account_primary:-0}"
  user_groups_wanted=$(
    {
      printf '%s\n' "$user_groups" | tr , '\n'
      if [ "$user_append" = yes ]; then printf '%s\n' "$user_groups_now" | tr , '\n'; fi
    } | awk -v primary="$account_group_name" -v now=",$user_groups_now," '
      $0 != primary || index(now, "," $0 ",") > 0' | account_list
  )
}

user_check_groups() {
  [ "$user_set_groups" = yes ] || return 0
  user_compare_groups
  if [ "$user_groups_now" != "$user_groups_wanted" ]; then
    user_change groups "$user_groups_now" "$user_groups_wanted"
  fi
}

user_check_home_folder() {
  [ "$user_create_home" = yes ] || return 0
  if [ -n "$user_home" ] && [ "$user_home" != "$account_home" ] && [ "$user_move_home" = yes ] && [ -d "$account_home" ]; then
    return 0
  fi
  [ -d "${user_home:-$account_home}" ] || user_change 'home folder' absent present
}

user_check_secrets() {
  [ -n "$user_hash$user_lock$user_expires" ] || return 0
  account_load_secrets "$user_name"
  case $user_expires in
    '') ;;
    never) user_expiry_differs '' ;;
    *) user_expiry_differs "$user_expires" ;;
  esac
  user_wanted_hash
  if [ "${account_hash#!}" != "${user_wanted_hash#!}" ]; then user_change password; fi
  case $user_lock$account_hash in
    yes!* | yes\* | no[!!]* | no) ;;
    yes*) user_change 'password locked' no yes ;;
    no*) user_change 'password locked' yes no ;;
  esac
}

user_expiry_differs() {
  [ "$account_expires" != "$1" ] || return 0
  user_require_usermod "when $user_name expires"
  user_change expires "$(user_date "$account_expires")" "$(user_date "$1")"
}

# Days since 1970 as a date.
user_date() {
  if [ -z "$1" ]; then
    echo never
  else
    date -u -d "@$(($1 * 86400))" +%Y-%m-%d
  fi
}

# Sets user_wanted_hash to what shall stand in the password field.
user_wanted_hash() {
  user_wanted_hash=${user_hash:-$account_hash}
  case $user_lock in
    yes)
      case $user_wanted_hash in
        !* | \*) ;;
        *) user_wanted_hash=!$user_wanted_hash ;;
      esac
      ;;
    no)
      case $user_wanted_hash in
        ! | !! | \* | !\*) user_refuse_unlock ;;
      esac
      user_wanted_hash=${user_wanted_hash#!}
      user_wanted_hash=${user_wanted_hash#!}
      ;;
  esac
}

user_refuse_unlock() {
  pw_fail "$user_name has no password that could be unlocked" "give one with password, or leave password_lock out"
}

user_outputs() {
  pw_output uid "$account_uid"
  pw_output group "$account_primary"
  pw_output home "$account_home"
  pw_output shell "$account_shell"
  pw_output comment "$account_comment"
  account_groups_of "$user_name" | tr , '\n' | while read -r user_each; do
    [ -z "$user_each" ] || pw_output groups "$user_each"
  done
}

# user_check_absent NAME REMOVE
user_check_absent() {
  account_require_name user "$1"
  account_load_user "$1"
  [ -n "$account_uid" ] || return 0
  if [ "$account_uid" = 0 ]; then pw_fail "the user $1 is root and is not removed"; fi
  pw_change state present absent
  if [ "$2" = yes ] && [ -d "$account_home" ]; then pw_change 'home folder' present absent; fi
}
