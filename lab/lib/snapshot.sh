# shellcheck shell=sh
# Runs on the host, as root. Left out is what changes without anyone's doing: kernel and run-time file systems, logs, and
# the traces that every login or use of sudo leaves.
set -eu
export LC_ALL=C

snapshot_paths() { # FIND-EXPRESSION...
    find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /tmp -o -path /var/tmp \
        -o -path /var/log -o -path /var/lib/docker -o -path /var/lib/containerd -o -path /var/lib/systemd \
        -o -path /var/lib/sudo/lectured -o -path /var/lib/wtmpdb -o -path /var/lib/lastlog \
        -o -path '/home/*/.local/share/docker' \) -prune -o "$@"
}

snapshot_paths ! -type f -printf '%p %y %m %u:%g %l\n' | sort
snapshot_paths -type f -printf '%p %y %m %u:%g %s\n' | sort
snapshot_paths -type f -print0 | sort -z | xargs -0 sha256sum
dpkg-query -W -f 'package ${Package} ${Version} ${db:Status-Abbrev}\n'
if [ -d /run/systemd/system ]; then
    systemctl list-units --type=service --state=running --plain --no-legend | sed -n 's/^\([^ ]*\).*/running \1/p' |
        grep -v '^running user@' || :
fi

for socket in /run/docker.sock /run/user/*/docker.sock; do
    [ -S "$socket" ] || continue
    export DOCKER_HOST="unix://$socket"
    docker ps -aq | xargs -r docker inspect \
        -f "container $socket {{.Name}} {{.Id}} {{.Image}} {{.State.Status}} {{.State.StartedAt}} {{.RestartCount}}" | sort
    docker image ls --no-trunc --format "image $socket {{.Repository}}:{{.Tag}} {{.ID}}" | sort
    docker volume ls --format "volume $socket {{.Name}}" | sort
    docker network ls --no-trunc --format "network $socket {{.Name}} {{.ID}}" | sort
done
