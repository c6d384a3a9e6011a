# Subordinate user and group ids: the ranges that a user may map into its user namespaces. KIND is uid or gid.

# What Docker images need.
subids_needed=65536

# --- for checks: read-only -------------------------------------------------------------------------------------------

# subids_load KIND USER UID: sets subids_count to how many ids the user has, and subids_ranges ("first:count …").
subids_load() {
  subids_count=0 subids_ranges=''
  if [ -r "/etc/sub$1" ]; then
    while IFS=: read -r subids_name subids_first subids_length || [ -n "$subids_name" ]; do
      case $subids_name in
        "$2" | "$3") subids_add "$subids_first" "$subids_length" ;;
      esac
    done <"/etc/sub$1"
  fi
  if [ "$subids_count" = 0 ] && subids_elsewhere; then
    subids_load_elsewhere "$1" "$2"
  fi
}

# subids_add FIRST COUNT: what is not a number is no range.
subids_add() {
  case $1:$2 in
    :* | *: | *[!0-9:]*) return 0 ;;
  esac
  subids_count=$((subids_count + $2))
  subids_ranges="${subids_ranges:+$subids_ranges }$1:$2"
}

# Whether another source than the files gives ranges, as SSSD does; then the files don't count.
subids_elsewhere() {
  [ -r /etc/nsswitch.conf ] || return 1
  while read -r subids_key subids_value; do
    case $subids_key:$subids_value in
      subid::files | subid::files[[:space:]]*) return 1 ;;
      subid::?*) return 0 ;;
    esac
  done </etc/nsswitch.conf
  return 1
}

# getsubids prints lines such as "0: alice 100000 65536".
subids_load_elsewhere() {
  command -v getsubids >/dev/null || return 0
  case $1 in
    gid) subids_text=$(getsubids -g "$2" 2>/dev/null) || return 0 ;;
    *) subids_text=$(getsubids "$2" 2>/dev/null) || return 0 ;;
  esac
  while read -r subids_key subids_name subids_first subids_length; do
    subids_add "${subids_first:-}" "${subids_length:-}"
  done <<PODWRIGHT_RANGES
$subids_text
PODWRIGHT_RANGES
}

# subids_next: sets subids_next_first to the first id of a range that is nobody's, in either file, by the limits of login.defs; status 1
# with subids_problem and subids_remedy where there is none.
subids_next() {
  subids_problem='' subids_remedy=''
  subids_limits
  subids_next_first=$subids_minimum
  for subids_file in /etc/subuid /etc/subgid; do
    [ -r "$subids_file" ] || continue
    while IFS=: read -r subids_name subids_first subids_length || [ -n "$subids_name" ]; do
      case $subids_first:$subids_length in
        :* | *: | *[!0-9:]*) continue ;;
      esac
      if [ $((subids_first + subids_length)) -gt "$subids_next_first" ]; then
        subids_next_first=$((subids_first + subids_length))
      fi
    done <"$subids_file"
  done
  subids_next_first=$(((subids_next_first + subids_needed - 1) / subids_needed * subids_needed))
  # A minimum that is no multiple, as 100000, is kept where nothing is taken.
  if [ "$subids_next_first" -gt "$subids_minimum" ] && [ $((subids_next_first - subids_minimum)) -lt "$subids_needed" ] &&
    subids_none_taken; then
    subids_next_first=$subids_minimum
  fi
  [ $((subids_next_first + subids_needed - 1)) -gt "$subids_maximum" ] || return 0
  subids_problem="no $subids_needed subordinate ids are left below $subids_maximum (SUB_UID_MAX in /etc/login.defs)"
  subids_remedy='raise SUB_UID_MAX and SUB_GID_MAX, or remove ranges of users that are gone from /etc/subuid and /etc/subgid'
  return 1
}

subids_none_taken() {
  [ ! -s /etc/subuid ] && [ ! -s /etc/subgid ]
}

# Sets subids_minimum and subids_maximum.
subids_limits() {
  subids_minimum=100000 subids_maximum=600100000
  [ -r /etc/login.defs ] || return 0
  while read -r subids_key subids_value subids_rest; do
    case $subids_value in '' | *[!0-9]*) continue ;; esac
    case $subids_key in
      SUB_UID_MIN) subids_minimum=$subids_value ;;
      SUB_UID_MAX) subids_maximum=$subids_value ;;
    esac
  done </etc/login.defs
}

# Whether a range can be given to somebody; else status 1 with subids_problem and subids_remedy.
subids_can_allocate() {
  if subids_elsewhere; then
    subids_problem='subordinate ids come from the source named in /etc/nsswitch.conf (subid), and it has too few for this user'
    subids_remedy='give the user a range of 65536 ids there'
    return 1
  fi
  for subids_file in /etc/subuid /etc/subgid; do
    if [ -e "$subids_file" ] && [ "$(id -u)" = 0 ] && [ ! -w "$subids_file" ]; then
      subids_problem="no subordinate ids can be given, since $subids_file can't be written, not even by root"
      subids_remedy="make it writable (lsattr $subids_file; a read-only file system?), or put a range for this user into it by hand"
      return 1
    fi
  done
  subids_next
}

# --- for apply -------------------------------------------------------------------------------------------------------

# subids_allocate USER UID: gives the user a range of its own of each kind that is too small. Ranges that are there stay as they are,
# since files in containers belong to them.
subids_allocate() {
  subids_kinds=''
  for subids_kind in uid gid; do
    subids_load "$subids_kind" "$1" "$2"
    [ "$subids_count" -ge "$subids_needed" ] || subids_kinds="$subids_kinds $subids_kind"
  done
  [ -n "$subids_kinds" ] || return 0
  subids_can_allocate || pw_fail "$subids_problem" "$subids_remedy"
  pw_progress "giving $1 the subordinate ids from $subids_next_first"
  for subids_kind in $subids_kinds; do
    subids_write "$subids_kind" "$1" "$subids_next_first"
    subids_load "$subids_kind" "$1" "$2"
    [ "$subids_count" -ge "$subids_needed" ] ||
      pw_fail "/etc/sub$subids_kind does not hold the range that was given to $1" "look at that file; another program may write it too"
  done
}

# subids_write KIND USER FIRST. usermod takes the file's lock; it checks no overlap, which subids_next has.
subids_write() {
  subids_last=$(($3 + subids_needed - 1))
  [ -e "/etc/sub$1" ] || (umask 022 && : >"/etc/sub$1")
  if command -v usermod >/dev/null && usermod --help 2>&1 | grep -q add-subuids; then
    subids_text=$(usermod "--add-sub${1}s" "$3-$subids_last" "$2" 2>&1) ||
      pw_fail "user $2 can't be given subordinate ids: $subids_text" "look at /etc/sub$1 and /etc/login.defs"
  else
    printf '%s:%s:%s\n' "$2" "$3" "$subids_needed" >>"/etc/sub$1"
  fi
}
