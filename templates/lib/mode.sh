# File modes: octal and symbolic ones, computed without touching a file.

# Fails the task where MODE is neither octal (0644) nor symbolic (u=rw,go=r).
mode_require() {
  case $1 in
    '') mode_refuse "$1" ;;
    *[!0-7]*) ;;
    *)
      [ "${#1}" -ge 3 ] && [ "${#1}" -le 5 ] || mode_refuse "$1"
      return 0
      ;;
  esac
  mode_rest=$1,
  while [ -n "$mode_rest" ]; do
    mode_clause=${mode_rest%%,*}
    mode_rest=${mode_rest#*,}
    mode_who=${mode_clause%%[-+=]*}
    case $mode_who in
      "$mode_clause" | *[!ugoa]*) mode_refuse "$1" ;;
    esac
    mode_clause=${mode_clause#"$mode_who"}
    while [ -n "$mode_clause" ]; do
      mode_clause=${mode_clause#?}
      mode_permissions=${mode_clause%%[-+=]*}
      mode_clause=${mode_clause#"$mode_permissions"}
      case $mode_permissions in
        [ugo]) ;;
        *[!rwxXst]*) mode_refuse "$1" ;;
      esac
    done
  done
}

mode_refuse() {
  pw_fail "\"$1\" is not a file mode" "write it in octal with quotes, such as \"0644\", or like chmod: u=rw,go=r"
}

# What MODE makes of a file whose mode is CURRENT (octal): mode_apply MODE CURRENT directory|file.
# Sets mode_result (four octal digits). Where no one is named, as in +x, all are meant, whatever the umask.
mode_apply() {
  case $1 in
    *[!0-7]*) ;;
    *)
      mode_format "$((0$1))"
      return 0
      ;;
  esac
  mode_bits=$((0$2))
  mode_rest=$1,
  while [ -n "$mode_rest" ]; do
    mode_clause=${mode_rest%%,*}
    mode_rest=${mode_rest#*,}
    mode_who=${mode_clause%%[-+=]*}
    mode_clause=${mode_clause#"$mode_who"}
    case $mode_who in
      '' | *a*) mode_who=ugo ;;
    esac
    while [ -n "$mode_clause" ]; do
      mode_operator=${mode_clause%"${mode_clause#?}"}
      mode_clause=${mode_clause#?}
      mode_permissions=${mode_clause%%[-+=]*}
      mode_clause=${mode_clause#"$mode_permissions"}
      mode_step "$3"
    done
  done
  mode_format "$mode_bits"
}

# Applies one operator with its permissions to those in mode_who.
mode_step() {
  mode_set=0 mode_mask=0
  case $mode_who in *u*) mode_mask=$((mode_mask | 04700)) ;; esac
  case $mode_who in *g*) mode_mask=$((mode_mask | 02070)) ;; esac
  case $mode_who in *o*) mode_mask=$((mode_mask | 0007)) ;; esac
  case $mode_permissions in
    u) mode_triple=$((mode_bits >> 6 & 7)) mode_set=$((mode_triple * 0111)) ;;
    g) mode_triple=$((mode_bits >> 3 & 7)) mode_set=$((mode_triple * 0111)) ;;
    o) mode_triple=$((mode_bits & 7)) mode_set=$((mode_triple * 0111)) ;;
    *)
      case $mode_permissions in *r*) mode_set=$((mode_set | 0444)) ;; esac
      case $mode_permissions in *w*) mode_set=$((mode_set | 0222)) ;; esac
      case $mode_permissions in *x*) mode_set=$((mode_set | 0111)) ;; esac
      case $mode_permissions in *s*) mode_set=$((mode_set | 06000)) ;; esac
      case $mode_permissions in
        *X*)
          if [ "$1" = directory ] || [ "$((mode_bits & 0111))" != 0 ]; then mode_set=$((mode_set | 0111)); fi
          ;;
      esac
      ;;
  esac
  mode_set=$((mode_set & mode_mask))
  case $mode_permissions in *t*) mode_set=$((mode_set | 01000)) mode_mask=$((mode_mask | 01000)) ;; esac
  case $mode_operator in
    +) mode_bits=$((mode_bits | mode_set)) ;;
    -) mode_bits=$((mode_bits & ~mode_set)) ;;
    # As chmod does, `=` leaves a folder's set-id bits alone unless they are named.
    =)
      if [ "$1" = directory ]; then
        case $mode_permissions in
          *s*) ;;
          *) mode_mask=$((mode_mask & ~06000)) ;;
        esac
      fi
      mode_bits=$((mode_bits & ~mode_mask | mode_set))
      ;;
  esac
}

# Sets mode_result to a number as four octal digits.
mode_format() {
  mode_result=$(($1 >> 9 & 7))$(($1 >> 6 & 7))$(($1 >> 3 & 7))$(($1 & 7))
}
