# What the controller asks of a host around a reboot. Each is called with BEFORE BOOT_ID_COMMAND and what it needs besides.
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

order() {
    if [ "$(boot_id "$2")" != "$1" ]; then
        return 0
    fi
    # The end of the connection must not end what reboots the host.
    trap '' HUP
    said=''
    [ -z "$4" ] || force_after "$4"
    if [ -n "$3" ]; then
        taken sh -c "$3" || refused "the command that reboots it failed: $said"
    elif [ -d /run/systemd/system ]; then
        taken systemctl reboot || taken shutdown -r now || taken reboot || refused "$said"
    else
        taken shutdown -r now || taken reboot || refused "$said"
    fi
}

# A host that hangs in shutting down has no SSH server any more, so it has to see to this itself, by a process that isn't
# ended with the others: one of a unit that doesn't conflict with shutdown.target.
force_after() {
    if [ -d /run/systemd/system ]; then
        taken systemd-run --quiet --no-block --collect -p DefaultDependencies=no \
            sh -c "sleep $1; systemctl reboot --force || reboot -f" || refused "$said"
    else
        as_root setsid sh -c "trap '' HUP TERM; sleep $1; reboot -f" >/dev/null 2>&1 </dev/null &
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

