# What the controller asks of a host around a reboot. Each is called with BEFORE BOOT_ID_COMMAND and one thing more.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

# The command's answer, else what the prelude knows.
boot_id() {
    if [ -n "$1" ]; then
        sh -c "$1"
    else
        pw__boot_id
        printf '%s\n' "$pw__boot"
    fi
}

look() {
    now=$(boot_id "$2")
    pw_output boot_id "$now"
    if [ "$now" = "$1" ] && [ -d /run/systemd/system ]; then
        jobs=$(systemctl list-jobs --no-legend 2>/dev/null | awk '$NF == "running" {printf "%s%s", comma, $2; comma = ", "}')
        pw_output waits_for "$jobs"
    fi
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

# Whether the host took the order; what was said else is kept in `said`.
taken() {
    answer=$(as_root "$@" 2>&1) && return 0
    said="$said${said:+; }$1: $answer"
    return 1
}

gently() {
    if [ "$(boot_id "$2")" != "$1" ]; then
        return 0
    fi
    # The end of the connection must not end what reboots the host.
    trap '' HUP
    said=''
    if [ -n "$3" ]; then
        taken sh -c "$3" || refused "the command that reboots it failed: $said"
    elif [ -d /run/systemd/system ]; then
        taken systemctl reboot || taken shutdown -r now || taken reboot || refused "$said"
    else
        taken shutdown -r now || taken reboot || refused "$said"
    fi
}

by_force() {
    trap '' HUP
    said=''
    if [ -d /run/systemd/system ]; then
        taken systemctl reboot --force || taken reboot -f || refused "$said"
    else
        taken reboot -f || refused "$said"
    fi
}

refused() {
    case $1 in
        *sudo:*) pw_fail "the host can't be rebooted: $1" "Give the task become: true, or the user sudo without a password." ;;
        *) pw_fail "the host can't be rebooted: $1" "reboot_command can name another way to reboot it." ;;
    esac
}

try_out() {
    sh -c "$3"
}

