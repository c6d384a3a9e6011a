# requires: docker container_inside
# Runs library code inside a container as a snippet runs on a host: by its sh, as root, without a file left there.
#
# Only standard input carries the script and its words, so a word may be a secret. What comes back is lines of a fixed form, and what
# they hold is text to be looked at, never shell: the container isn't trusted.

# container_shell CONTAINER LIBRARIES CALL WORD…: runs CALL with these words inside, where the functions of LIBRARIES (words; named in
# the manifest too) and of all that those require are known. Inside, set -eu holds, standard input is empty, standard output
# is this task's standard error, and pw_phase is this phase's.
#
# pw_change, pw_warn, pw_progress, pw_defer and pw_fail count as this task's own; a message says which container. pw_output
# doesn't: container_shell_result gives its values, to be checked before they are used. Fails the task where the code can't run or fails.
container_shell() {
  container_shell_name=$1 container_shell_libraries=$2
  shift 2
  container_shell_mark=$(printf '\036') container_shell_newline='
'
  container_shell_said=$({
    container_shell_rc=0
    container_shell_script "$@" | docker_cli exec --interactive --user 0 "$container_shell_name" sh -s || container_shell_rc=$?
    printf '\n\036status\036%s\n' "$container_shell_rc"
  } | container_shell_relay)
  container_shell_read
}

# What travels. The last line is a group, so that half a script does nothing.
container_shell_script() {
  printf 'set -eu\n'
  container_shell_names=' '
  container_shell_send container_inside $container_shell_libraries
  printf '{ container_inside %s' "$pw_phase"
  for container_shell_word in "$@"; do
    container_shell_quoted=''
    while :; do
      case $container_shell_word in
        *\'*) ;;
        *) break ;;
      esac
      container_shell_quoted="$container_shell_quoted${container_shell_word%%\'*}'\\''"
      container_shell_word=${container_shell_word#*\'}
    done
    printf " '%s'" "$container_shell_quoted$container_shell_word"
  done
  printf ' </dev/null\n}\n'
}

# container_shell_send LIBRARY…: prints the texts of these and of those they require. Names have no blanks.
container_shell_send() {
  for container_shell_library in "$@"; do
    case $container_shell_names in *" $container_shell_library "*) continue ;; esac
    container_shell_names="$container_shell_names$container_shell_library "
    container_shell_text=$(pw_library "$container_shell_library")
    printf '%s\n' "$container_shell_text"
    case $container_shell_text in
      '# requires: '*)
        container_shell_text=${container_shell_text#'# requires: '}
        # The first of the lines.
        container_shell_send ${container_shell_text%%"$container_shell_newline"*}
        ;;
    esac
  done
}

# Passes on at once what the operator should see at once, and prints the other reports. A container that never stops talking is cut
# off: dd passes 1000 pieces, 1 MiB at most and 1000 lines at least.
container_shell_relay() {
  dd bs=1024 count=1000 2>/dev/null | while IFS= read -r container_shell_line || [ -n "$container_shell_line" ]; do
    case $container_shell_line in
      '') ;;
      "${container_shell_mark}progress$container_shell_mark"*)
        container_shell_take 2
        pw_progress "container $container_shell_name: $container_shell_field"
        ;;
      "${container_shell_mark}warn$container_shell_mark"*)
        container_shell_take 2
        pw_warn "container $container_shell_name: $container_shell_field"
        ;;
      "$container_shell_mark"*) printf '%s\n' "$container_shell_line" ;;
      *) printf '%s\n' "$container_shell_line" >&2 ;;
    esac
  done
}

# container_shell_take N: sets container_shell_field to the line's Nth field, or to nothing.
container_shell_take() {
  container_shell_rest=$container_shell_line$container_shell_mark
  container_shell_count=$1
  while [ "$container_shell_count" -gt 0 ]; do
    container_shell_rest=${container_shell_rest#*"$container_shell_mark"}
    container_shell_count=$((container_shell_count - 1))
  done
  container_shell_field=${container_shell_rest%%"$container_shell_mark"*}
}

# Here, not in the relay: a change declared in a pipeline would not count.
container_shell_read() {
  container_shell_begun=no container_shell_exit='' container_shell_at='' container_shell_rc='' container_shell_results=''
  while IFS= read -r container_shell_line; do
    case $container_shell_line in
      "${container_shell_mark}begin") container_shell_begun=yes ;;
      "${container_shell_mark}change$container_shell_mark"*) container_shell_change ;;
      "${container_shell_mark}output$container_shell_mark"*) container_shell_keep ;;
      "${container_shell_mark}defer$container_shell_mark"*)
        container_shell_take 2
        pw_defer "container $container_shell_name: $container_shell_field"
        ;;
      "${container_shell_mark}fail$container_shell_mark"*) container_shell_fail ;;
      "${container_shell_mark}exit$container_shell_mark"*)
        container_shell_take 2
        container_shell_exit=$container_shell_field
        container_shell_take 3
        container_shell_at=$container_shell_field
        ;;
      "${container_shell_mark}status$container_shell_mark"*)
        container_shell_take 2
        container_shell_rc=$container_shell_field
        ;;
    esac
  done <<PODWRIGHT_SAID
$container_shell_said
PODWRIGHT_SAID
  container_shell_judge
}

container_shell_change() {
  container_shell_take 2
  container_shell_what=$container_shell_field
  container_shell_take 3
  container_shell_from=$container_shell_field
  container_shell_take 4
  pw_change "$container_shell_what" "$container_shell_from" "$container_shell_field"
}

container_shell_fail() {
  container_shell_take 2
  container_shell_what=$container_shell_field
  container_shell_take 3
  container_shell_failed "container $container_shell_name: $container_shell_what" "$container_shell_field"
}

# container_shell_try CONTAINER LIBRARIES CALL WORD…: as container_shell, but a failure is status 1 with container_shell_problem and
# container_shell_hint, for a caller that has something to take back first.
container_shell_try() {
  container_shell_trying=yes container_shell_problem='' container_shell_hint=''
  container_shell "$@"
  container_shell_trying=no
  [ -z "$container_shell_problem" ]
}

# container_shell_failed PROBLEM HINT: the first of them is the reason.
container_shell_failed() {
  [ "${container_shell_trying:-no}" = yes ] || pw_fail "$1" "$2"
  [ -z "$container_shell_problem" ] || return 0
  container_shell_problem=$1 container_shell_hint=$2
}

# Keeps NAME=VALUE, where the name is one.
container_shell_keep() {
  container_shell_take 2
  case $container_shell_field in
    '' | *[!a-z0-9_]*) return 0 ;;
  esac
  container_shell_what=$container_shell_field
  container_shell_take 3
  container_shell_results="$container_shell_results$container_shell_what=$container_shell_field
"
}

# Whether it ran to its end.
container_shell_judge() {
  case $container_shell_begun:$container_shell_rc:$container_shell_exit in
    yes:0:0) return 0 ;;
    no:12[67]:*)
      container_shell_failed "container $container_shell_name has no shell that could be run (sh), so nothing can be done inside it" \
        "use an image with a shell: distroless and scratch images have none"
      ;;
    no:*)
      container_shell_failed "docker could not run sh in container $container_shell_name (exit status $container_shell_rc)" \
        "see the lines above; the container may have stopped a moment ago"
      ;;
    yes:*:)
      container_shell_failed "what ran in container $container_shell_name was cut off (exit status $container_shell_rc)" \
        "the container may have stopped or run out of memory meanwhile: see docker logs and docker inspect"
      ;;
    *)
      container_shell_failed "a command failed in container $container_shell_name with exit status $container_shell_exit (${container_shell_at:-sh})" \
        "see the lines above"
      ;;
  esac
}

# container_shell_result NAME: sets container_shell_value to the last value of that name, or to nothing.
container_shell_result() {
  container_shell_value=''
  while IFS= read -r container_shell_line; do
    case $container_shell_line in
      "$1="*) container_shell_value=${container_shell_line#*=} ;;
    esac
  done <<PODWRIGHT_RESULTS
$container_shell_results
PODWRIGHT_RESULTS
}
