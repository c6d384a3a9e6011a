# requires: json_parse json_edit
# Reads and changes JSON files with nothing but awk. Nothing in them is ever executed. A change touches only the characters of its own
# value: every other key keeps its place, its spelling and its blanks. Values are named by JSON pointers: /runtimes/nvidia/path.

# Which edits are to be made to a file: json_begin, then any of the others. VALUE is JSON on one line.
json_begin() { json_edits=''; }

json_set() { json_add set "$@"; }

# Objects are merged key by key.
json_merge() { json_add merge "$@"; }

# Adds VALUE to a list, unless it holds such a one.
json_append() { json_add append "$@"; }

json_delete() { json_add delete "$1" null; }

json_add() {
  json_edits="$json_edits$1	$2	$3
"
}

# json_query FILE POINTER…: sets json_output to a line for each: POINTER, kind (object, list, string, number, bool, null, absent) and
# the value in one line, separated by tabs. A missing file is as an empty object. A file that isn't JSON fails the task. Everywhere here
# FILE may be - for the text in json_text, which json_name says the place of.
json_query() {
  json_file=$1 json_pointers=''
  shift
  for json_pointer in "$@"; do
    json_pointers="$json_pointers$json_pointer
"
  done
  json_run query "$json_file" || json_refuse
}

# json_get FILE POINTER: sets json_kind and json_value: text without its quotation marks (escapes as they are), else JSON in one line.
json_get() {
  json_query "$@"
  json_value=${json_output#*	}
  json_kind=${json_value%%	*}
  json_value=${json_value#*	}
  case $json_kind in
    string) json_value=${json_value#\"} json_value=${json_value%\"} ;;
  esac
}

# json_diff FILE: sets json_output to what the edits would change: lines of key, former and new value, separated by tabs.
json_diff() {
  json_run diff "$1" || json_refuse
}

# json_print FILE: prints the text of a file with the edits made.
json_print() {
  if json_run edit "$1"; then printf '%s' "${json_output%.}"; else json_refuse; fi
}

# json_valid FILE: whether it is JSON; else json_problem says where it is not.
json_valid() {
  if [ "$1" != - ] && [ ! -e "$1" ]; then
    json_problem="there is no file $1"
    return 1
  fi
  json_pointers=''
  json_run check "$1"
}

json_refuse() {
  pw_fail "$json_problem" "correct the file by hand, or remove it; nothing was changed"
}

# json_run ACTION FILE: sets json_output; status 1 with json_problem where the file or an edit is wrong. The text goes in as it is,
# with a mark behind it that shows whether its last line has an end. A NUL, at which some awks end a text, becomes a character that is
# just as wrong.
json_run() {
  json_readable "$2" || return 1
  case $2 in
    -) json_where=$json_name ;;
    *) json_where=$2 ;;
  esac
  json_rc=0
  json_parse
  json_edit
  json_output=$({
    if [ "$2" = - ]; then printf '%s' "$json_text"; elif [ -e "$2" ]; then tr '\000' '\001' <"$2"; fi
    printf .
  } | json_action=$1 json_edits=${json_edits-} json_pointers=${json_pointers-} LC_ALL=C awk "$json_parser$json_editor$json_main") ||
    json_rc=$?
  case $json_rc in
    0) return 0 ;;
    3)
      json_line=${json_output%%	*} json_problem=${json_output#*	}
      json_problem="$json_where, line $json_line, column ${json_problem%%	*}: ${json_problem#*	}"
      ;;
    *) json_problem="$json_where can't be read: awk ended with status $json_rc" ;;
  esac
  return 1
}

json_readable() {
  if [ -d "$1" ]; then
    json_problem="$1 is a folder"
  elif [ -e "$1" ] && [ ! -r "$1" ]; then
    json_problem="$1 can't be read by this user"
  else
    return 0
  fi
  return 1
}
