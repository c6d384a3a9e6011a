# end.sh PID GROUP: ends a shell and all that it started: TERM, two seconds of grace, KILL.
# A group that is also this script's own (where no session of its own could be made) is spared: only the shell goes.
# No `--` before the victim: busybox doesn't know it there, and dash's `kill -s` needs it.
own=''
if [ -r "/proc/$$/stat" ]; then
    read -r _ _ _ _ own _ <"/proc/$$/stat"
fi
case $2 in
    "$own") victim=$1 ;;
    *) victim=-$2 ;;
esac
# Dead processes that nobody has waited for still count for kill, so the living are looked for.
gone() {
    kill -0 "$victim" 2>/dev/null || return 0
    [ "$victim" != "$1" ] || return 1
    for stat in /proc/[0-9]*/stat; do
        { read -r line <"$stat"; } 2>/dev/null || continue
        # Behind the name, which may hold anything: state, parent, group.
        read -r state _ group _ <<END
${line##*) }
END
        if [ "$group" = "$2" ] && [ "$state" != Z ]; then
            return 1
        fi
    done
    [ -n "${line-}" ]
}
wait_until_gone() {
    rounds=$3
    while [ "$rounds" -gt 0 ]; do
        ! gone "$1" "$2" || exit 0
        sleep 0.05 2>/dev/null || sleep 1
        rounds=$((rounds - 1))
    done
}
kill -TERM "$victim" 2>/dev/null || exit 0
wait_until_gone "$1" "$2" 40
kill -KILL "$victim" 2>/dev/null || exit 0
wait_until_gone "$1" "$2" 20
exit 1
