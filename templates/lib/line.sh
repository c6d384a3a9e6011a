# requires: file_content
# One line in a text file. The snippets set line_path, line_text, line_pattern, line_kind (regexp, text or equal: how
# line_pattern is meant), line_state, line_after, line_before, line_first, line_backrefs and line_create.

# Finds what is to be done: sets line_action (none, replace, insert, remove), line_numbers (where; 0 is before the first
# line), line_old and line_new. A file that doesn't exist is empty.
line_find() {
  line_action=none line_numbers='' line_old='' line_new=$line_text
  line_grep "$line_kind" "$line_pattern"
  case $line_state:$line_kind:$line_found in
    present:equal:?* | absent:*:) return 0 ;;
  esac
  line_require_text
  line_matches=$line_found
  case $line_state:$line_matches in
    absent:*) line_action=remove line_numbers=$line_matches ;;
    present:) line_find_place ;;
    present:*) line_find_change ;;
  esac
}

# Sets line_found to the numbers of the lines that match: line_grep regexp|text|equal PATTERN
line_grep() {
  line_found=''
  [ "$file_kind" = file ] || return 0
  [ -r "$line_path" ] || pw_fail "$line_path can't be read by this user" "set become: true"
  line_status=0
  case $1 in
    regexp) line_hits=$(grep -n -E -e "$2" -- "$line_path" 2>&1) || line_status=$? ;;
    text) line_hits=$(grep -n -F -e "$2" -- "$line_path" 2>&1) || line_status=$? ;;
    equal) line_hits=$(grep -n -F -x -e "$2" -- "$line_path" 2>&1) || line_status=$? ;;
  esac
  case $line_status in
    0) line_take_numbers "$line_hits" ;;
    1) ;;
    *) pw_fail "\"$2\" can't be looked for in $line_path: ${line_hits##*grep: }" \
      "it is an extended regular expression, as grep -E knows them" ;;
  esac
}

# The numbers that grep -n put before its lines, without another program for the usual one.
line_take_numbers() {
  case $1 in
    *"
"*) line_found=$(printf '%s\n' "$1" | awk -F: '{print $1}') ;;
    *) line_found=${1%%:*} ;;
  esac
  # Where grep comes upon a NUL it says so instead of a number.
  case $line_found in
    *[!0-9"
"]*) line_refuse ;;
  esac
}

line_pick() {
  if [ "$line_first" = yes ]; then
    printf '%s\n' "$1" | head -n 1
  else
    printf '%s\n' "$1" | tail -n 1
  fi
}

line_at() {
  awk -v at="$1" 'NR == at {print; exit}' "$line_path"
}

line_find_change() {
  line_number=$(line_pick "$line_matches")
  line_old=$(line_at "$line_number")
  if [ "$line_backrefs" = yes ]; then line_new=$(line_expand "$line_old"); fi
  if [ "$line_old" != "$line_new" ]; then line_action=replace line_numbers=$line_number; fi
}

# The line with what the groups of the expression matched in OLD.
line_expand() {
  line_replacement=$(printf '%s\n' "$line_text" | sed 's/&/\\&/g; s/\//\\\//g')
  line_expression=$(printf '%s\n' "$line_pattern" | sed 's/\//\\\//g')
  printf '%s\n' "$1" |
    sed -n -E "s/$line_expression/\\n&\\n/; s/^[^\\n]*\\n//; s/\\n.*//; s/$line_expression/$line_replacement/p"
}

# Where nothing matches, a line that is there already under another guise isn't added again.
line_find_place() {
  [ "$line_backrefs" = no ] || return 0
  if [ "$line_kind" != equal ]; then
    line_grep equal "$line_text"
    [ -z "$line_found" ] || return 0
  fi
  line_action=insert line_numbers=0
  [ "$file_kind" != file ] || line_numbers=$(awk 'END {print NR}' "$line_path")
  case $line_before:$line_after in
    BOF:* | :BOF) line_numbers=0 ;;
    : | :EOF | EOF:) ;;
    :*) line_insert_at "$line_after" 0 ;;
    *) line_insert_at "$line_before" 1 ;;
  esac
}

# line_insert_at REGEXP BACK: so many lines before the end of the line that matches; where none does the place stays.
line_insert_at() {
  line_grep regexp "$1"
  if [ -n "$line_found" ]; then line_numbers=$(($(line_pick "$line_found") - $2)); fi
}

# Prints the new content.
line_content() {
  if [ "$file_kind" != file ]; then
    printf '%s\n' "$line_new"
    return 0
  fi
  PODWRIGHT_LINE=$line_new awk -v action="$line_action" -v numbers="$line_numbers" '
    BEGIN {
      count = split(numbers, list, "\n")
      for (i = 1; i <= count; i++) at[list[i]] = 1
      text = ENVIRON["PODWRIGHT_LINE"]
      if (action == "insert" && 0 in at) print text
    }
    action == "replace" && (NR in at) {print text; next}
    action == "remove" && (NR in at) {next}
    {print}
    action == "insert" && (NR in at) {print text}' "$line_path"
}

line_check() {
  file_load "$line_path"
  file_require_replaceable "$line_path"
  if [ "$file_kind" != file ]; then
    [ "$line_state" = present ] || return 0
    [ "$line_create" = yes ] || line_missing "$1"
    pw_change state absent file
  fi
  line_find
  line_declare
  if [ "$file_kind" = file ]; then
    file_check_attributes "$2" "$3" "$4"
  else
    file_check_new "$2" "$3" "$4"
  fi
}

line_missing() {
  if [ "$1" = yes ]; then pw_defer "$line_path doesn't exist yet"; fi
  pw_fail "$line_path doesn't exist" "create: true makes it"
}

# What is to be changed must be text. (Where all is as declared, nobody has to look.)
line_require_text() {
  [ "$file_kind" = file ] || return 0
  if [ "$(tr -d '\000' <"$line_path" | wc -c)" -ne "$file_size" ]; then line_refuse; fi
}

line_refuse() {
  pw_fail "$line_path is no text: it holds NUL characters"
}

# Small files are shown as a whole, so that the difference has its surroundings.
line_declare() {
  [ "$line_action" != none ] || return 0
  if [ "$file_kind" = file ] && file_is_text "$line_path"; then
    file_read "$line_path"
    line_new_text=$(line_content && printf .)
    pw_change content "$file_text" "${line_new_text%.}"
    return 0
  fi
  case $line_action in
    replace) pw_change "line $line_numbers" "$line_old" "$line_new" ;;
    insert) pw_change "line $((line_numbers + 1))" '' "$line_new" ;;
    remove)
      for line_number in $line_numbers; do
        pw_change "line $line_number" "$(line_at "$line_number")" ''
      done
      ;;
  esac
}

# line_apply MODE OWNER GROUP BACKUP VALIDATE. Sets file_backup where one was made.
line_apply() {
  file_backup=''
  file_load "$line_path"
  line_find
  if [ "$line_action" = none ] && [ "$file_kind" = file ]; then
    file_set_attributes "$line_path" "$1" "$2" "$3"
    return 0
  fi
  # A link stays one: what it leads to is replaced.
  if [ "$file_link" = yes ]; then line_path=$(readlink -f -- "$line_path"); fi
  file_begin "$line_path"
  line_content >"$file_temporary" || file_abandon "$file_temporary can't be written" "see \"df -h ${line_path%/*}/\""
  file_validate "$5"
  if [ "$4:$file_kind" = yes:file ]; then file_back_up "$line_path"; fi
  file_finish "$line_path" "$1" "$2" "$3"
}
