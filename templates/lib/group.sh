# requires: account
# Groups: what of one differs, and the change. The programs are those of shadow, else busybox's.

# group_check NAME GID NON_UNIQUE
group_check() {
  account_require_name group "$1"
  account_load_group "$1"
  if [ -z "$account_gid" ]; then
    pw_change state absent present
    if [ -n "$2" ]; then
      group_require_free "$2" "$3"
      pw_change gid '' "$2"
    fi
  elif [ -n "$2" ] && [ "$2" != "$account_gid" ]; then
    group_from=$account_gid
    group_require_free "$2" "$3"
    command -v groupmod >/dev/null 2>&1 ||
      pw_fail "the gid of $1 is $group_from, and this host has no groupmod to change it" "install the package shadow with a task before this one"
    pw_change gid "$group_from" "$2"
  else
    pw_output gid "$account_gid"
  fi
}

group_require_free() {
  [ "$2" = no ] || return 0
  account_load_group "$1"
  if [ -n "$account_gid" ]; then
    pw_fail "the gid $1 belongs to the group $account_group_name" "choose another, or allow that with non_unique: true"
  fi
}

# group_apply NAME GID SYSTEM NON_UNIQUE
group_apply() {
  account_load_group "$1"
  if [ -n "$account_gid" ]; then
    group_modify "$1" "$2" "$4"
  elif command -v groupadd >/dev/null 2>&1; then
    group_add "$@"
  else
    group_add_busybox "$1" "$2" "$3"
  fi
}

group_modify() {
  group_name=$1
  set -- "$2" "$3"
  if [ "$2" = yes ]; then
    account_change groupmod -g "$1" -o "$group_name"
  else
    account_change groupmod -g "$1" "$group_name"
  fi
}

group_add() {
  group_name=$1 group_gid=$2 group_system=$3 group_twice=$4
  set -- groupadd
  if [ "$group_system" = yes ]; then set -- "$@" -r; fi
  if [ -n "$group_gid" ]; then set -- "$@" -g "$group_gid"; fi
  if [ -n "$group_gid" ] && [ "$group_twice" = yes ]; then set -- "$@" -o; fi
  account_change "$@" "$group_name"
}

group_add_busybox() {
  group_name=$1 group_gid=$2 group_system=$3
  set -- addgroup
  if [ "$group_system" = yes ]; then set -- "$@" -S; fi
  if [ -n "$group_gid" ]; then set -- "$@" -g "$group_gid"; fi
  account_change "$@" "$group_name"
}

group_check_absent() {
  account_require_name group "$1"
  account_load_group "$1"
  [ -n "$account_gid" ] || return 0
  group_owner=$(awk -F: -v gid="$account_gid" '$4 == gid {print $1; exit}' /etc/passwd)
  if [ -n "$group_owner" ]; then
    pw_fail "the group $1 can't be removed: it is the primary group of the user $group_owner" \
      "remove the user first, or give it another group"
  fi
  pw_change state present absent
}

group_remove() {
  account_path
  if command -v groupdel >/dev/null 2>&1; then
    account_change groupdel "$1"
  else
    account_change delgroup "$1"
  fi
}
