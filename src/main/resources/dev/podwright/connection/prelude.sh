# What a remote shell knows before its first block. POSIX sh; on a block's way no other program is started.
#
# A record is  MARK count MARK field … MARK  where MARK is the character 036 and a random word that only these functions
# hold (written as \036, so that a snippet's `set -x` can't make one). Records go to descriptor 7, a copy of standard
# output, so that they pass by $(…) and redirections.
exec 7>&1

pw__say() {
    printf '\036@MARK@%s' "$#" "$@" '' >&7
}

# On both streams: where a block, a phase or both end.
pw__mark() {
    printf '\036@MARK@%s' "$#" "$@" '' >&7
    printf '\036@MARK@%s' "$#" "$@" '' >&2
}

pw__begin() {
    [ -n "$pw__begun" ] || pw__mark begin "$pw__number"
    pw__begun=1
}

# Where nothing stands between a block's beginning and its first phase, one write tells of both: each is a packet.
pw__enter() {
    if [ -n "$pw__begun" ]; then
        pw__mark phase "$1"
        return
    fi
    pw__begun=1
    printf '\036@MARK@%s' 2 begin "$pw__number" '' 2 phase "$1" '' >&7
    printf '\036@MARK@%s' 2 begin "$pw__number" '' 2 phase "$1" '' >&2
}

# What snippets call.

pw_change() {
    if [ "$pw__phase" = apply ]; then
        pw_fail "pw_change was called in apply: only a check declares changes"
    fi
    pw__changes=$((pw__changes + 1))
    pw__say change "$1" "${2-}" "${3-}"
}

pw_output() {
    pw__say output "$@"
}

pw_defer() {
    pw__say defer "$1"
    exit 212
}

# pw_fail MESSAGE [HINT [KIND]]: KIND is a word by which a program tells failures apart.
pw_fail() {
    pw__say fail "$1" "${2-}" "${pw__at-}" "${3-}"
    exit 213
}

# pw_reboot TIMEOUT [COMMAND [NAME=VALUE]…]: the host must be rebooted once this apply has ended; the check that verifies
# it comes after that. What the controller makes of it: see Reboot.
pw_reboot() {
    [ "$pw__phase" = apply ] || pw_fail "pw_reboot was called in $pw__phase: only an apply can ask for a reboot"
    pw__reboot=1
    pw__boot_id
    for pw__option in "$@"; do
        case $pw__option in
            boot_id=*) pw__boot=$(sh -c "${pw__option#*=}") || pw_fail "no boot id: ${pw__option#*=} failed" ;;
        esac
    done
    pw__say reboot "$pw__boot" "$@"
}

# What differs from boot to boot, in pw__boot: the kernel's own id and, since a container's system boots without a kernel,
# when its first process began (field 22, where others may see it).
pw__boot_id() {
    pw__boot='' pw__first=''
    { read -r pw__boot </proc/sys/kernel/random/boot_id && read -r pw__first </proc/1/stat; } 2>/dev/null || :
    # shellcheck disable=SC2086 # words
    set -- ${pw__first##*) }
    pw__boot=$pw__boot/${20-}
}

# Sends a file to the controller, where the task says that it goes: its bytes stand between two records.
pw_send_file() {
    pw__say file begin
    cat -- "$1" >&7
    pw__say file end
}

pw_warn() {
    pw__say warn "$*"
}

pw_progress() {
    pw__say progress "$*"
}

# Prints the texts of libraries that this shell has, for a script that runs elsewhere, as in a container.
pw_library() {
    while [ "$#" -gt 0 ]; do
        case "$pw__libraries" in
            *" $1 "*) eval "printf '%s\n' \"\$pw__library_$1\"" ;;
            *) pw_fail "the task type doesn't name the shell library $1" "add it to libraries in its task.yml" ;;
        esac
        shift
    done
}

# Runs a snippet in a subshell of its own and leaves in pw__status: 0 nothing declared, 211 changes declared, 212
# deferred, 214 a reboot asked for, else failed. The trap serves a snippet that leaves by `exit` or `set -e`; one that sets a trap of its own
# still passes through pw__leave when it comes to its end. To come to the end is to succeed, whatever the status of the
# last command: `[ -f x ] && pw_change …` is a fine last line.
pw__snippet() {
    pw__phase=$1 pw_phase=$1
    pw__text=$2
    shift 2
    pw__enter "$pw__phase"
    (
        pw__changes=0 pw__reboot='' pw__at='' pw__left=''
        trap 'pw__leave "$?"' EXIT
        while [ "$#" -gt 0 ]; do
            export "$1=$2"
            shift 2
        done
        set -eu
        eval "$pw__text

:"
        pw__leave 0
    )
    pw__status=$?
}

pw__leave() {
    set +eu
    if [ -z "$pw__left" ]; then
        pw__left=1
        pw__say exit "$1" "${pw__at-}" "$pw__changes"
    fi
    case $1 in
        0)
            [ "$pw__changes" = 0 ] || exit 211
            [ -z "$pw__reboot" ] || exit 214
            ;;
        211) [ "$pw__changes" != 0 ] || exit 1 ;;
        214) [ -n "$pw__reboot" ] || exit 1 ;;
    esac
    exit "$1"
}

# A library's functions stay; one that doesn't parse is found in a subshell, where it can't hurt. An empty text stands
# for one that was sent before.
pw__library() {
    case "$pw__libraries" in
        *" $1 "*) return 0 ;;
    esac
    ([ -n "$2" ] && eval "$2") >&2
    pw__status=$?
    if [ "$pw__status" != 0 ]; then
        pw__broken=$1
        return 0
    fi
    eval "$2"
    eval "pw__library_$1=\$2"
    pw__libraries="$pw__libraries$1 "
}

# pw__block NUMBER MODE VERIFY KEEP_GOING CHECK APPLY COUNT [LIBRARY TEXT]… [VARIABLE VALUE]…
# MODE: plan stops after the check, run applies, detect has nothing to apply, verify is what is left of a run after a
# reboot.
pw__block() {
    pw__number=$1 pw__mode=$2 pw__verify=$3 pw__keep_going=$4 pw__check=$5 pw__apply=$6 pw__count=$7
    shift 7
    pw__begun='' pw__broken='' pw__status=0
    while [ "$pw__count" -gt 0 ]; do
        # A library may have something to say while it is loaded.
        [ -z "$2" ] || pw__begin
        pw__library "$1" "$2"
        shift 2
        pw__count=$((pw__count - 1))
    done
    if [ -n "$pw__skip" ]; then
        pw__outcome=skipped
    elif [ -n "$pw__broken" ]; then
        pw__outcome=failed
        pw__begin
        pw__say library "$pw__broken" "$pw__status"
    else
        pw__work "$@"
    fi
    pw__begin
    case "$pw__outcome$pw__keep_going" in
        failedno | deferredno | rebootno) pw__skip=1 ;;
    esac
    pw__mark end "$pw__number" "$pw__outcome" "$pw__status"
}

pw__work() {
    case $pw__mode in
        verify) pw__snippet verify "$pw__check" "$@" ;;
        *) pw__snippet check "$pw__check" "$@" ;;
    esac
    case $pw__status in
        0) pw__outcome=ok ;;
        211) pw__changed "$@" ;;
        212)
            pw__outcome=deferred
            [ "$pw__mode" != plan ] || pw__keep_going=yes
            ;;
        *) pw__outcome=failed ;;
    esac
}

pw__changed() {
    pw__outcome=changed
    case $pw__mode in
        plan | verify) return 0 ;;
        detect)
            pw__outcome=failed
            return 0
            ;;
    esac
    pw__snippet apply "$pw__apply" "$@"
    if [ "$pw__status" = 214 ]; then
        pw__outcome=reboot
    elif [ "$pw__status" != 0 ]; then
        pw__outcome=failed
    elif [ "$pw__verify" = yes ]; then
        pw__snippet verify "$pw__check" "$@"
        [ "$pw__status" = 0 ] || pw__outcome=failed
    fi
}

pw__libraries=' ' pw__skip='' pw__group=$$
if [ -r "/proc/$$/stat" ]; then
    read -r pw__ pw__ pw__ pw__ pw__group pw__ <"/proc/$$/stat"
fi
pw__say ready "$$" "$pw__group"
