# Commands of the playbook: where they run, and whether they need to.

# Enters the folder that the command runs in; empty for the present one. PLAN is yes in a plan.
command_enter() {
  [ -n "$1" ] || return 0
  if [ ! -d "$1" ] && [ "$2" = yes ]; then pw_defer "the folder $1 doesn't exist yet"; fi
  if [ ! -d "$1" ]; then pw_fail "chdir: there is no folder $1 on this host" "make it with a file task before this one"; fi
  cd -- "$1" 2>/dev/null || pw_fail "chdir: this user may not enter $1" "set become: true, or become_user to one who may"
}

# Whether the command is to run: not where CREATES exists already, nor where REMOVES doesn't. Both may be patterns.
command_needed() {
  if [ -n "$1" ] && command_exists "$1"; then return 1; fi
  if [ -n "$2" ] && ! command_exists "$2"; then return 1; fi
}

# Whether a path, or a pattern of the shell, matches something. It is matched, never evaluated.
command_exists() {
  if [ -e "$1" ] || [ -L "$1" ]; then return 0; fi
  case $1 in
    *[*?[]*) ;;
    *) return 1 ;;
  esac
  command_fields=$IFS
  IFS=''
  set -- $1
  IFS=$command_fields
  [ -e "$1" ] || [ -L "$1" ]
}

# Splits a command line at blanks, with '…', "…" and \ as the shell has them and nothing else (no variables, patterns,
# pipes), and runs it.
command_run_line() {
  command_line=$1
  set --
  command_word='' command_open=no
  while [ -n "$command_line" ]; do
    command_plain=${command_line%%[[:space:]\'\"\\]*}
    if [ -n "$command_plain" ]; then
      command_word=$command_word$command_plain command_open=yes
      command_line=${command_line#"$command_plain"}
      continue
    fi
    command_rest=${command_line#?}
    case $command_line in
      \'*)
        case $command_rest in
          *\'*) ;;
          *) command_refuse_quote "'" ;;
        esac
        command_word=$command_word${command_rest%%\'*} command_open=yes
        command_rest=${command_rest#*\'}
        ;;
      \"*)
        command_double_quoted
        command_open=yes
        ;;
      \\?*)
        command_after=${command_rest#?}
        command_word=$command_word${command_rest%"$command_after"} command_open=yes
        command_rest=$command_after
        ;;
      \\) pw_fail "the command ends in a backslash" "double it, or give the words one by one in argv" ;;
      *)
        if [ "$command_open" = yes ]; then set -- "$@" "$command_word"; fi
        command_word='' command_open=no
        ;;
    esac
    command_line=$command_rest
  done
  if [ "$command_open" = yes ]; then set -- "$@" "$command_word"; fi
  command_run "$@"
}

# Takes a "…" from command_line onto command_word; what follows it is left in command_rest.
command_double_quoted() {
  while :; do
    case $command_rest in
      *[\"\\]*) ;;
      *) command_refuse_quote '"' ;;
    esac
    command_plain=${command_rest%%[\"\\]*}
    command_word=$command_word$command_plain
    command_rest=${command_rest#"$command_plain"}
    case $command_rest in
      \"*)
        command_rest=${command_rest#?}
        return 0
        ;;
      \\[\"\\\$\`]*)
        command_rest=${command_rest#?}
        command_after=${command_rest#?}
        command_word=$command_word${command_rest%"$command_after"}
        command_rest=$command_after
        ;;
      *)
        command_word=$command_word\\
        command_rest=${command_rest#?}
        ;;
    esac
  done
}

command_refuse_quote() {
  pw_fail "the command has a $1 without its counterpart" "close it, or give the words one by one in argv"
}

# Runs a program (no function or builtin of the shell) with its arguments, in a process of its own.
command_run() {
  case ${1-} in
    '') pw_fail "the command is empty" "give cmd or argv at least the name of a program" ;;
    -*) pw_fail "\"$1\" is not a program: its name begins with a dash" ;;
  esac
  (exec "$@")
}

# Runs a script by a shell. It travels in the environment, since every user of the host can read arguments.
command_run_script() {
  PODWRIGHT_SCRIPT=$2 "$1" -c 'set -- "$PODWRIGHT_SCRIPT"; unset PODWRIGHT_SCRIPT; eval "shift; $1"'
}
