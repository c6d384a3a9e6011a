# Users and groups of this host: reads them from the system's files and from wherever else getent looks.

# Programs that change accounts are not on every user's PATH.
account_path() {
  case :$PATH: in
    *:/usr/sbin:*) ;;
    *) PATH=$PATH:/usr/sbin:/sbin ;;
  esac
}

# Fails where NAME can't be the name of a user or group: account_require_name user|group NAME.
account_require_name() {
  case $2 in
    '' | -* | *[!A-Za-z0-9._@\$-]* | . | .. | *\$?*)
      pw_fail "\"$2\" can't be the name of a $1" "letters, digits, _, - and . (not first: -)"
      ;;
  esac
}

# The line of KEY in passwd, group or shadow: account_line DATABASE KEY. Sets account_found, empty where there is none.
account_line() {
  account_found=''
  if command -v getent >/dev/null 2>&1; then
    account_found=$(getent "$1" "$2") || account_found=''
    return 0
  fi
  while IFS= read -r account_entry || [ -n "$account_entry" ]; do
    case $account_entry in
      "$2":*)
        account_found=$account_entry
        return 0
        ;;
    esac
  done <"/etc/$1"
}

# Cuts account_found at its colons into the variables named: account_cut VARIABLE…
account_cut() {
  account_rest=$account_found:
  for account_variable in "$@"; do
    account_field=${account_rest%%:*}
    account_rest=${account_rest#*:}
    eval "$account_variable=\$account_field"
  done
}

# Sets account_gid to that of a group (by name or number), account_members, and account_group_name; account_gid is empty
# where there is no such group.
account_load_group() {
  account_path
  account_gid='' account_group_name='' account_members=''
  account_line group "$1"
  [ -n "$account_found" ] || return 0
  account_cut account_group_name account_unused account_gid account_members
}

# Sets account_uid, account_primary (a gid), account_comment, account_home and account_shell of a user; account_uid is
# empty where there is no such user.
account_load_user() {
  account_path
  account_uid='' account_primary='' account_comment='' account_home='' account_shell=''
  account_line passwd "$1"
  [ -n "$account_found" ] || return 0
  account_cut account_login account_unused account_uid account_primary account_comment account_home account_shell
}

# Sets account_hash (the password field) and account_expires (days since 1970, empty for never) of a user.
account_load_secrets() {
  account_hash='' account_expires=''
  if [ ! -r /etc/shadow ]; then
    pw_fail "this user may not read the passwords in /etc/shadow" "set become: true"
  fi
  account_line shadow "$1"
  account_cut account_unused account_hash account_unused account_unused account_unused account_unused account_unused \
    account_expires
}

# Prints the groups of /etc/group that name a user as a member, sorted, with commas.
account_groups_of() {
  awk -F: -v user="$1" '
    {
      count = split($4, members, ",")
      for (i = 1; i <= count; i++) if (members[i] == user) {print $1; break}
    }' /etc/group | account_list
}

# Lines as one sorted list with commas, each once.
account_list() {
  sort -u | {
    account_joined=''
    while read -r account_each; do
      [ -z "$account_each" ] || account_joined=$account_joined${account_joined:+,}$account_each
    done
    printf '%s\n' "$account_joined"
  }
}

# Runs a program that changes accounts; what it says is the task's failure. Such programs lock the files, so another one
# at work is waited for.
account_change() {
  account_left=10
  while :; do
    account_status=0
    account_said=$("$@" 2>&1) || account_status=$?
    [ "$account_status" != 0 ] || return 0
    case $account_said in
      *"cannot lock"* | *"unable to lock"* | *"try again later"*) account_left=$((account_left - 1)) ;;
      *) account_left=0 ;;
    esac
    [ "$account_left" -gt 0 ] || break
    pw_progress "waiting for another program that changes accounts"
    sleep 1
  done
  account_explain "$1"
}

# Fails the task, with what a program said in account_said and account_status.
account_explain() {
  case $account_said in
    *"cannot lock"* | *"unable to lock"* | *"ermission denied"* | *"must be root"*)
      pw_fail "accounts can't be changed: $account_said" "set become: true; or another program holds /etc/.pwd.lock"
      ;;
    *"currently used by process"*)
      pw_fail "the user can't be changed while processes of theirs run: $account_said" \
        "stop those processes, or for state: absent set force: true"
      ;;
    *"ead-only file system"*) pw_fail "accounts can't be changed: $account_said" "is / mounted read-only?" ;;
  esac
  pw_fail "$1 failed (exit status $account_status): $account_said"
}
