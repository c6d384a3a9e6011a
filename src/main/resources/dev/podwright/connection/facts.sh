# The small facts of a host, mostly by builtins: no more than a handful of programs are started.
first_line() {
    line=''
    if [ -r "$1" ]; then
        read -r line <"$1" || true
    fi
    printf '%s\n' "$line"
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

package_manager() {
    for name in apt-get dnf yum zypper apk pacman; do
        if has "$name"; then
            case $name in
                apt-get) echo apt ;;
                *) echo "$name" ;;
            esac
            return 0
        fi
    done
    echo none
}

init_system() {
    if [ -d /run/systemd/system ]; then
        echo systemd
        return 0
    fi
    case $(first_line /proc/1/comm) in
        systemd) echo systemd ;;
        openrc-init) echo openrc ;;
        init | busybox)
            if [ -d /run/openrc ]; then echo openrc; elif [ -d /etc/init.d ]; then echo sysv; else echo none; fi
            ;;
        *) echo none ;;
    esac
}

cgroup_version() {
    if [ -r /sys/fs/cgroup/cgroup.controllers ]; then
        echo 2
    elif [ -d /sys/fs/cgroup/memory ] || [ -d /sys/fs/cgroup/cpu ]; then
        echo 1
    else
        echo 0
    fi
}

container_kind() {
    if [ -r /run/.containerenv ]; then
        echo podman
    elif [ -e /.dockerenv ]; then
        echo docker
    elif [ -r /run/systemd/container ]; then
        first_line /run/systemd/container
    elif [ -n "${container-}" ]; then
        echo "$container"
    else
        echo none
    fi
}

memory_mib() {
    while read -r key value _; do
        if [ "$key" = MemTotal: ]; then
            echo $((value / 1024))
            return 0
        fi
    done </proc/meminfo
    echo 0
}

cpus() {
    count=0
    while read -r key _; do
        case $key in
            processor) count=$((count + 1)) ;;
        esac
    done </proc/cpuinfo
    if [ "$count" = 0 ]; then
        count=$(getconf _NPROCESSORS_ONLN)
    fi
    echo "$count"
}

sudo_ability() {
    if [ "$1" = 0 ]; then
        echo root
    elif ! has sudo; then
        echo none
    elif sudo -n true 2>/dev/null; then
        echo passwordless
    else
        echo password
    fi
}

os_release
uname=$(uname -r -m -n)
set -f
set -- $uname
pw_output hostname "$1"
pw_output kernel "$2"
pw_output architecture "$3"
uid=$(id -u)
pw_output user "$(id -un)"
pw_output uid "$uid"
pw_output home "${HOME-}"
pw_output sudo "$(sudo_ability "$uid")"
pw_output package_manager "$(package_manager)"
pw_output init "$(init_system)"
pw_output cgroup "$(cgroup_version)"
pw_output cpus "$(cpus)"
pw_output memory_mib "$(memory_mib)"
pw_output container "$(container_kind)"
case $(first_line /proc/sys/kernel/osrelease) in
    *[Mm]icrosoft*) pw_output wsl true ;;
    *) pw_output wsl false ;;
esac
