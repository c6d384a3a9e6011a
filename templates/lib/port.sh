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
    case $port_hex:$port_at in
      any:* | *:00000000 | *:00000000000000000000000000000000) return 0 ;;
      "$port_at:$port_at") return 0 ;;
      # An IPv4 address of a socket that speaks both: ::ffff:127.0.0.1.
      "${port_at#0000000000000000FFFF0000}:$port_at") return 0 ;;
    esac
  done <<PODWRIGHT_LISTENING
$4
PODWRIGHT_LISTENING
  return 1
}

# port_address ADDRESS: 127.0.0.1 as 0100007F, as the kernel writes it on most machines; `any` for all addresses.
port_address() {
  case $1 in
    '' | 0.0.0.0 | *:*) echo any ;;
    *)
      port_left=${1%.*.*} port_right=${1#*.*.}
      printf '%02X%02X%02X%02X\n' "${port_right#*.}" "${port_right%.*}" "${port_left#*.}" "${port_left%.*}"
      ;;
  esac
}

# port_process PORT PROTOCOL: the process that has the port, as `nginx (process 812)`; nothing where that can't be seen.
port_process() {
  port_inodes=''
  for port_table in "/proc/net/$2" "/proc/net/${2}6"; do
    [ -r "$port_table" ] || continue
    while read -r port_slot port_local port_remote port_is port_queue port_timer port_retry port_user port_timeout port_inode port_rest; do
      case $port_is:${port_local##*:} in
        0A:"$(printf '%04X' "$1")" | 07:"$(printf '%04X' "$1")") port_inodes="$port_inodes $port_inode" ;;
      esac
    done <"$port_table"
  done
  for port_inode in $port_inodes; do
    port_folder=$(ls -l /proc/[0-9]*/fd 2>/dev/null | sed -n -e '/^\/proc/h' -e "/socket:\[$port_inode\]/{g;p;q;}")
    [ -n "$port_folder" ] || continue
    port_folder=${port_folder#/proc/}
    port_number=${port_folder%%/*}
    IFS= read -r port_name <"/proc/$port_number/comm" || continue
    printf '%s (process %s)\n' "$port_name" "$port_number"
    return 0
  done
}
