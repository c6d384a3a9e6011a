# Waiting for conditions, and looking at ports, files and web addresses. Read-only.

# Waits until the caller's wait_holds is true, else fails the task: wait_until STATE TIMEOUT DELAY SLEEP MESSAGE (seconds).
# wait_what names what is waited for. Sets wait_elapsed.
wait_until() {
  wait_began=$(date +%s)
  if [ "$3" -gt 0 ]; then sleep "$3"; fi
  wait_said=no
  while ! wait_holds; do
    wait_elapsed=$(($(date +%s) - wait_began))
    if [ "$wait_elapsed" -ge "$2" ]; then
      pw_fail "${5:-$wait_what was not $1 within $2 s}${wait_seen:+ (last seen: $wait_seen)}" \
        "see on the host why, or raise timeout"
    fi
    if [ "$wait_said" = no ]; then
      pw_progress "waiting for $wait_what to be $1"
      wait_said=yes
    fi
    # Not to hammer: a sleep of 0 still is one.
    sleep "$([ "$4" -gt 0 ] && printf %s "$4" || printf 1)"
  done
  wait_elapsed=$(($(date +%s) - wait_began))
}

# wait_is yes|no COMMAND…: whether the command's outcome is the wanted one.
wait_is() {
  wait_wanted=$1
  shift
  if "$@"; then [ "$wait_wanted" = yes ]; else [ "$wait_wanted" = no ]; fi
}

# Whether a path exists and, where REGEX is given, a line of it matches.
wait_path() {
  [ -e "$1" ] || return 1
  [ -n "$2" ] || return 0
  wait_rc=0
  grep -Eq -e "$2" -- "$1" 2>/dev/null || wait_rc=$?
  if [ "$wait_rc" -gt 1 ] && [ ! -r "$1" ]; then pw_fail "$1 can't be read by this user" "set become: true"; fi
  if [ "$wait_rc" -gt 1 ] && [ -f "$1" ]; then pw_fail "\"$2\" is not an extended regular expression" "escape characters such as ( and [ that are meant as they are"; fi
  [ "$wait_rc" = 0 ]
}

# Whether something listens on a TCP port: wait_port_open HOST PORT SECONDS.
wait_port_open() {
  case $1 in
    127.*) wait_local="00000000 $(wait_hex_address "$1")" ;;
    localhost) wait_local='00000000 0100007F 00000000000000000000000000000000 00000000000000000000000001000000' ;;
    ::1) wait_local='00000000000000000000000000000000 00000000000000000000000001000000' ;;
    *) wait_local='' ;;
  esac
  # A dual-stack listener takes IPv4 as well.
  case $1 in
    127.*) wait_local="$wait_local 00000000000000000000000000000000 0000000000000000FFFF0000$(wait_hex_address "$1")" ;;
  esac
  if [ -n "$wait_local" ] && [ -r /proc/net/tcp ] && wait_table "$2" "0A" "$wait_local"; then return 0; fi
  # What a firewall redirects, as Docker does for published ports, listens nowhere: so connect.
  wait_connect "$@"
}

# An IPv4 address as /proc/net/tcp writes it on this machine's byte order (x86 and ARM run little-endian).
wait_hex_address() {
  wait_fields=$IFS
  IFS=.
  set -f -- $1
  set +f
  IFS=$wait_fields
  printf '%02X%02X%02X%02X' "${4:-0}" "${3:-0}" "${2:-0}" "${1:-0}" 2>/dev/null
}

# Whether the kernel's tables have a socket with local PORT in one of STATES on one of ADDRESSES (any where empty).
wait_table() {
  wait_port=$(printf '%04X' "$1")
  for wait_file in /proc/net/tcp /proc/net/tcp6; do
    [ -r "$wait_file" ] || continue
    while read -r wait_slot wait_socket wait_remote wait_state wait_rest; do
      case " $2 " in
        *" $wait_state "*) ;;
        *) continue ;;
      esac
      [ "${wait_socket##*:}" = "$wait_port" ] || continue
      case " ${3:-${wait_socket%:*}} " in
        *" ${wait_socket%:*} "*) return 0 ;;
      esac
    done <"$wait_file"
  done
  return 1
}

# Whether nobody is connected to a port of this host: established, or closing and not yet read to the end.
wait_port_drained() {
  if [ ! -r /proc/net/tcp ]; then pw_fail "the host's table of connections can't be read" "state: drained needs /proc/net/tcp"; fi
  ! wait_table "$1" '01 02 03 04 05 08 09' ''
}

# Connects to a TCP port with what the host has: wait_connect HOST PORT SECONDS.
wait_connect() {
  case $1 in
    '' | -* | *[!a-zA-Z0-9._:%-]*) pw_fail "\"$1\" is not a host name or address" ;;
  esac
  if command -v bash >/dev/null 2>&1 && command -v timeout >/dev/null 2>&1; then
    timeout "$3" bash -c 'exec 3<>"/dev/tcp/$1/$2"' bash "$1" "$2" >/dev/null 2>&1
  elif command -v python3 >/dev/null 2>&1; then
    python3 -c 'import socket, sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), float(sys.argv[3]))' \
      "$1" "$2" "$3" >/dev/null 2>&1
  elif command -v nc >/dev/null 2>&1; then
    nc -w "$3" "$1" "$2" </dev/null >/dev/null 2>&1
  elif command -v perl >/dev/null 2>&1; then
    perl -MIO::Socket::INET -e 'exit !IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => $ARGV[1], Timeout => $ARGV[2])' \
      "$1" "$2" "$3" >/dev/null 2>&1
  elif command -v curl >/dev/null 2>&1; then
    wait_seen=$(curl -s --connect-timeout "$3" --max-time "$3" -o /dev/null -w '%{time_connect}' "telnet://$1:$2" </dev/null) || :
    case $wait_seen in
      '' | 0.000000 | 0,000000 | 0) return 1 ;;
    esac
  else
    pw_fail "nothing on this host can try a connection to $1:$2" \
      "install one of bash, nc, python3, perl or curl, or wait for a port on 127.0.0.1"
  fi
}

# Whether an address answers with the HTTP status: wait_url URL STATUS SECONDS. Sets wait_seen to what came.
wait_url() {
  case $1 in
    http://* | https://*) ;;
    *) pw_fail "\"$1\" is not an http or https address" ;;
  esac
  wait_seen=''
  if command -v curl >/dev/null 2>&1; then
    wait_seen=$(curl -s -o /dev/null -w '%{http_code}' --connect-timeout "$3" --max-time "$((${3} + 25))" -- "$1") || :
    [ "$wait_seen" != 000 ] || wait_seen='no answer'
  elif command -v wget >/dev/null 2>&1; then
    wait_seen=$(wget -q -S -T "$3" -O /dev/null -- "$1" 2>&1 | while read -r wait_word wait_code wait_rest; do
      case $wait_word in
        HTTP/*) printf '%s\n' "$wait_code" ;;
      esac
    done | tail -n 1) || :
    wait_seen=${wait_seen:-no answer}
  else
    pw_fail "neither curl nor wget is on this host" "install one of them before this task"
  fi
  [ "$wait_seen" = "$2" ]
}
