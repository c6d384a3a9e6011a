# end.sh PID GROUP: ends a shell and all that it started: TERM, two seconds of grace, KILL.
# A group that is also this script's own (where no session of its own could be made) is spared: only the shell goes.
own=''
if [ -r "/proc/$$/stat" ]; then
    read -r _ _ _ _ own _ <"/proc/$$/stat"
fi
case $2 in
    "$own") victim=$1 ;;
    *) victim=-$2 ;;
esac
kill -s TERM -- "$victim" 2>/dev/null || exit 0
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    kill -s 0 -- "$victim" 2>/dev/null || exit 0
    sleep 0.1 2>/dev/null || sleep 1
done
kill -s KILL -- "$victim" 2>/dev/null
exit 0
