# The small facts of a host, by builtins as far as they go: one program is started at most, two more on older kernels.
# Functions leave what they find in a variable of their name, since to print it would take a process.
first_line() {
    line=''
    if [ -r "$1" ]; then
        read -r line <"$1" || true
    fi
}
has() {
    command -v "$1" >/dev/null 2>&1
}

os_release() {
    ID='' ID_LIKE='' NAME='' VERSION_ID='' VERSION_CODENAME='' PRETTY_NAME=''
    for file in /etc/os-release /usr/lib/os-release; do
        if [ -r "$file" ]; then
            . "$file"
            break
        fi
    done
    family=${ID:-unknown}
    for word in $ID $ID_LIKE; do
        case $word in
            debian | ubuntu) family=debian && break ;;
            rhel | fedora | centos | rocky | almalinux | amzn | ol) family=redhat && break ;;
            suse | sles | opensuse*) family=suse && break ;;
            alpine) family=alpine && break ;;
            arch | archarm | manjaro) family=arch && break ;;
        esac
    done
    pw_output os "id=${ID:-unknown}" "id_like=$ID_LIKE" "version=$VERSION_ID" "codename=$VERSION_CODENAME" \
        "family=$family" "name=${PRETTY_NAME:-$NAME}"
}

# Linux from 6.1 on says its architecture in a file, too.
kernel() {
    first_line /proc/sys/kernel/arch
    architecture=$line
    first_line /proc/sys/kernel/hostname
    hostname=$line
    first_line /proc/sys/kernel/osrelease
    kernel=$line
    if [ -z "$architecture" ] || [ -z "$hostname" ] || [ -z "$kernel" ]; then
        uname=$(uname -r -m -n)
        set -f
        set -- $uname
        set +f
        hostname=$1 kernel=$2 architecture=$3
    fi
}

# The effective user: the second number.
uid() {
    uid=''
    while read -r key _ value _; do
        if [ "$key" = Uid: ]; then
            uid=$value
            break
        fi
    done 2>/dev/null </proc/self/status || true
    [ -n "$uid" ] || uid=$(id -u)
}

# Their name. sshd puts it into the environment, and who has become root since then is told by the number; elsewhere
# nobody can vouch for those variables.
user() {
    user=${USER-}
    case "${SSH_CONNECTION:+ssh}:$uid:$user:${LOGNAME-}" in
        ssh:0:root:root) return 0 ;;
        ssh:0:* | ssh:*:root:*) ;;
        ssh:*:?*:"$user") return 0 ;;
    esac
    user=$(id -un) || true
}

package_manager() {
    package_manager=none
    for name in apt-get dnf yum zypper apk pacman; do
        if has "$name"; then
            package_manager=${name%-get}
            return 0
        fi
    done
}

init_system() {
    init_system=none
    if [ -d /run/systemd/system ]; then
        init_system=systemd
        return 0
    fi
    first_line /proc/1/comm
    case $line in
        systemd) init_system=systemd ;;
        openrc-init) init_system=openrc ;;
        init | busybox)
            if [ -d /run/openrc ]; then
                init_system=openrc
            elif [ -d /etc/init.d ]; then
                init_system=sysv
            fi
            ;;
    esac
}

cgroup_version() {
    if [ -r /sys/fs/cgroup/cgroup.controllers ]; then
        cgroup_version=2
    elif [ -d /sys/fs/cgroup/memory ] || [ -d /sys/fs/cgroup/cpu ]; then
        cgroup_version=1
    else
        cgroup_version=0
    fi
}

container_kind() {
    if [ -r /run/.containerenv ]; then
        container_kind=podman
    elif [ -e /.dockerenv ]; then
        container_kind=docker
    elif [ -r /run/systemd/container ]; then
        first_line /run/systemd/container
        container_kind=$line
    elif [ -n "${container-}" ]; then
        container_kind=$container
    else
        container_kind=none
    fi
}

memory_mib() {
    memory_mib=0
    while read -r key value _; do
        if [ "$key" = MemTotal: ]; then
            memory_mib=$((value / 1024))
            return 0
        fi
    done </proc/meminfo
}

# Those online, such as 0-3,5. /proc/cpuinfo has as much to read for each of them as is here for all.
cpus() {
    cpus=0
    first_line /sys/devices/system/cpu/online
    fields=$IFS
    IFS=,
    for range in $line; do
        cpus=$((cpus + ${range#*-} - ${range%-*} + 1))
    done
    IFS=$fields
    [ "$cpus" = 0 ] || return 0
    while read -r key _; do
        case $key in
            processor) cpus=$((cpus + 1)) ;;
        esac
    done </proc/cpuinfo
    [ "$cpus" != 0 ] || cpus=$(getconf _NPROCESSORS_ONLN)
}

sudo_ability() {
    if [ "$uid" = 0 ]; then
        sudo_ability=root
    elif ! has sudo; then
        sudo_ability=none
    elif sudo -n true 2>/dev/null; then
        sudo_ability=passwordless
    else
        sudo_ability=password
    fi
}

os_release
kernel
uid
user
sudo_ability
package_manager
init_system
cgroup_version
cpus
memory_mib
container_kind
pw_output hostname "$hostname"
pw_output kernel "$kernel"
pw_output architecture "$architecture"
pw_output user "$user"
pw_output uid "$uid"
pw_output home "${HOME-}"
pw_output sudo "$sudo_ability"
pw_output package_manager "$package_manager"
pw_output init "$init_system"
pw_output cgroup "$cgroup_version"
pw_output cpus "$cpus"
pw_output memory_mib "$memory_mib"
pw_output container "$container_kind"
case $kernel in
    *[Mm]icrosoft*) pw_output wsl true ;;
    *) pw_output wsl false ;;
esac
