# shellcheck shell=bash disable=SC2034
# Shared by the lab's scripts: where things are, how they talk, what they need.
# Sourced by bash; $LAB_HOME is the folder of the scripts.

LAB_RUN=${PODWRIGHT_LAB_DIR:-$LAB_HOME/.run}              # one lab: its hosts, keys and inventory
LAB_CACHE=${PODWRIGHT_LAB_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/podwright-lab} # images as archives
LAB_STATE=${PODWRIGHT_LAB_STATE:-/run/podwright-lab}      # the machine's lab engine: socket, pid, log
LAB_DATA=${PODWRIGHT_LAB_DATA:-/var/lib/podwright-lab}    # the engine's images and containers
LAB_BRIDGE=${PODWRIGHT_LAB_BRIDGE:-pwlab0}
LAB_SUBNET=${PODWRIGHT_LAB_SUBNET:-10.213.77}             # the first three numbers of a /24
LAB_LABEL=podwright.lab

say() { printf 'lab: %s\n' "$*" >&2; }
fail() { printf 'lab: %s\n' "$1" >&2; shift; for hint; do printf '     %s\n' "$hint" >&2; done; exit 1; }

# The lab's engine, never the machine's own.
lab_docker() { env -u DOCKER_CONTEXT -u DOCKER_CONFIG DOCKER_HOST="unix://$LAB_STATE/docker.sock" docker "$@"; }

# remove_hosts LABEL[=VALUE]...: the containers that have all of them, each by its id.
remove_hosts() {
    local filters=() hosts
    for label; do filters+=(--filter "label=$label"); done
    hosts=$(lab_docker ps -aq "${filters[@]}")
    # shellcheck disable=SC2086 # ids are words
    [ -z "$hosts" ] || lab_docker rm -fv $hosts >/dev/null
}

need_root() {
    [ "$(id -u)" = 0 ] || fail "the lab starts a container engine and needs root" "try: sudo $0"
}

# need COMMAND PACKAGE [COMMAND PACKAGE]...: all that is missing is told at once.
need() {
    local packages=() commands=()
    while [ $# -gt 0 ]; do
        command -v "$1" >/dev/null || { commands+=("$1"); packages+=("$2"); }
        shift 2
    done
    [ ${#commands[@]} = 0 ] && return
    fail "not found on this machine: ${commands[*]}" \
        "try: apt-get install --no-install-recommends $(printf '%s\n' "${packages[@]}" | sort -u | tr '\n' ' ')"
}

# with_lock FILE COMMAND...: labs of other checkouts may share this machine's engine and cache. What the command
# leaves running must not hold the lock, so it closes descriptor 9 for it.
with_lock() {
    local lock=$1
    shift
    mkdir -p "$(dirname "$lock")"
    ( flock -w 900 9 || fail "waited 15 minutes for $lock" "another lab command may hang: fuser $lock"; "$@" ) 9>"$lock"
}

images() { find "$LAB_HOME/images" -type f ! -name configure -printf "%f "; }

# hosts_of_lab: one line a host: NAME CONTAINER PORT IMAGE
hosts_of_lab() { if [ -f "$LAB_RUN/hosts" ]; then cat "$LAB_RUN/hosts"; fi; }

container_of() {
    local container
    container=$(hosts_of_lab | awk -v name="$1" '$1 == name {print $2}')
    [ -n "$container" ] || fail "no host named $1 in $LAB_RUN" "hosts: $(hosts_of_lab | awk '{printf "%s ", $1}')"
    printf '%s\n' "$container"
}

# wait_for NAME CONTAINER PORT INIT: until a host that was started can be used.
wait_for() {
    local name=$1 container=$2 port=$3 init=$4 deadline=$((SECONDS + 90)) state
    until ssh_works "$name" "$port"; do
        [ $SECONDS -lt $deadline ] || not_ready "$name" "$container" "no SSH login on port $port"
        sleep 0.2
    done
    [ "$init" = systemd ] || return 0
    until state=$(lab_docker exec "$container" timeout 60 systemctl is-system-running --wait 2>/dev/null); do
        if [ "$state" = degraded ] || [ $SECONDS -ge $deadline ]; then
            not_ready "$name" "$container" "systemd is ${state:-away}"
        fi
        sleep 0.2
    done
}

ssh_works() {
    ssh -F /dev/null -i "$LAB_RUN/key" -p "$2" -o BatchMode=yes -o IdentitiesOnly=yes -o StrictHostKeyChecking=yes \
        -o UserKnownHostsFile="$LAB_RUN/$1.known" -o ConnectTimeout=5 root@127.0.0.1 true >/dev/null 2>&1 </dev/null
}

not_ready() {
    {
        lab_docker logs --tail 30 "$2"
        lab_docker exec "$2" systemctl --failed --no-pager --no-legend
        lab_docker exec "$2" journalctl -b -p warning --no-pager -n 30
    } >"$LAB_RUN/$1.log" 2>&1 || :
    fail "the host $1 isn't ready after 90 s: $3" "log: $LAB_RUN/$1.log and $LAB_STATE/engine.log"
}
