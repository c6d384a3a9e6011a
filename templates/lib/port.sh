# Which ports of this host are taken, and by whom. Reads /proc only, so it knows sockets of all users.

# port_listening PROTOCOL: lines of PORT ADDRESS (hexadecimal, as the kernel writes it) of what listens.
port_listening() {
  case $1 in
    tcp) port_state=0A ;;
    udp) port_state=07 ;;
    *) return 0 ;;
  esac
  for port_table in "/proc/net/$1" "/proc/net/${1}6"; do
    [ -r "$port_table" ] || continue
    while read -r port_slot port_local port_remote port_is port_rest; do
      [ "$port_is" = "$port_state" ] || continue
      printf '%d %s\n' "0x${port_local##*:}" "${port_local%:*}"
    done <"$port_table"
  done
}

# port_taken PORT PROTOCOL ADDRESS LISTENING: whether ADDRESS:PORT (all addresses where empty) is among those lines.
port_taken() {
  port_hex=$(port_address "$3")
  while read -r port_number port_at; do
    [ "$port_number" = "$1" ] || continue
    if port_collides "$port_hex" "$port_at"; then return 0; fi
  done <<PODWRIGHT_LISTENING
$4
PODWRIGHT_LISTENING
  return 1
}

# port_collides WANTED LISTENING: a socket of all IPv6 addresses mostly has all IPv4 ones too.
port_collides() {
  port_zero=00000000000000000000000000000000
  case $1:$2 in
    any:*) return 0 ;;
    any4:00000000 | any4:$port_zero | any4:????????) return 0 ;;
    any6:????????) return 1 ;;
    any6:*) return 0 ;;
    ????????:00000000 | *:$port_zero) return 0 ;;
    "$2:$2") return 0 ;;
  esac
  # An IPv4 address of a socket that speaks both: ::ffff:127.0.0.1.
  case $2 in
    0000000000000000FFFF0000*) case $1 in any4 | "${2#0000000000000000FFFF0000}") return 0 ;; esac ;;
  esac
  return 1
}

# port_address ADDRESS: as the kernel writes it on most machines: 127.0.0.1 as 0100007F; any, any4 and any6 for all addresses.
port_address() {
  case $1 in
    '') echo any ;;
    0.0.0.0) echo any4 ;;
    ::) echo any6 ;;
    *:*) port_address_6 "${1%%%*}" ;;
    *)
      port_left=${1%.*.*} port_right=${1#*.*.}
      printf '%02X%02X%02X%02X\n' "${port_right#*.}" "${port_right%.*}" "${port_left#*.}" "${port_left%.*}"
      ;;
  esac
}

# Four words, each with its bytes turned round: ::1 as 00000000000000000000000001000000.
port_address_6() {
  port_left=${1%%::*} port_right=''
  case $1 in *::*) port_right=${1#*::} ;; esac
  port_groups=$(port_count "$port_left")
  port_tail=$(port_count "$port_right")
  port_middle=''
  while [ $((port_groups + port_tail)) -lt 8 ]; do
    port_middle=$port_middle:0 port_groups=$((port_groups + 1))
  done
  port_text=$port_left$port_middle${port_right:+:$port_right}
  port_text=${port_text#:}:
  while [ -n "$port_text" ]; do
    port_high=$(printf '%04X' "0x${port_text%%:*}")
    port_text=${port_text#*:}
    port_low=$(printf '%04X' "0x${port_text%%:*}")
    port_text=${port_text#*:}
    printf '%s%s%s%s' "${port_low#??}" "${port_low%??}" "${port_high#??}" "${port_high%??}"
  done
  echo
}

# port_count GROUPS: how many groups an IPv6 address' part has.
port_count() {
  port_number=0 port_text=${1:+$1:}
  while [ -n "$port_text" ]; do
    port_text=${port_text#*:} port_number=$((port_number + 1))
  done
  echo "$port_number"
}

# port_holder PORT PROTOCOL [COMMAND…]: the process that has the port, as `nginx (process 812)`, or whose it is where it can't be seen;
# nothing where no socket has it. The command, such as sudo -n, lists what other users' processes have open.
port_holder() {
  port_hex=$(printf '%04X' "$1") port_inodes='' port_users=''
  for port_table in "/proc/net/$2" "/proc/net/${2}6"; do
    [ -r "$port_table" ] || continue
    while read -r port_slot port_local port_remote port_is port_queue port_timer port_retry port_user port_timeout port_inode port_rest; do
      case $port_is:${port_local##*:} in
        0A:"$port_hex" | 07:"$port_hex") port_inodes="$port_inodes $port_inode" port_users=$port_user ;;
      esac
    done <"$port_table"
  done
  shift 2
  for port_inode in $port_inodes; do
    port_folder=$("$@" ls -l /proc/[0-9]*/fd 2>/dev/null | sed -n -e '/^\/proc/h' -e "/socket:\[$port_inode\]/{g;p;q;}")
    [ -n "$port_folder" ] || continue
    port_folder=${port_folder#/proc/}
    port_number=${port_folder%%/*}
    IFS= read -r port_name <"/proc/$port_number/comm" || continue
    printf '%s (process %s)\n' "$port_name" "$port_number"
    return 0
  done
  [ -z "$port_users" ] || printf 'a process of user %s\n' "$(port_user_name "$port_users")"
}

# port_user_name UID: its name, else the number.
port_user_name() {
  port_text=$(getent passwd "$1" 2>/dev/null) || port_text=$(grep "^[^:]*:[^:]*:$1:" /etc/passwd 2>/dev/null) || port_text=$1
  printf '%s\n' "${port_text%%:*}"
}

# port_privileged PORT: whether only root may have it.
port_privileged() {
  # Not by read, which takes one byte at a time: the kernel gives such a file at once or not at all.
  port_first=$(cat /proc/sys/net/ipv4/ip_unprivileged_port_start 2>/dev/null) || port_first=1024
  [ "$1" -lt "$port_first" ]
}
