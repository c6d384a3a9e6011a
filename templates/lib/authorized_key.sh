# requires: account file_content
# The keys that let a user in. The snippets set authorized_key_user, authorized_key_wanted (lines), authorized_key_state,
# authorized_key_exclusive, authorized_key_set_options, authorized_key_options, authorized_key_path and
# authorized_key_folder (yes where the folder is seen to).

# Sets authorized_key_path where none was given, and who owns it. PLAN is yes in a plan.
authorized_key_locate() {
  account_require_name user "$authorized_key_user"
  account_load_user "$authorized_key_user"
  if [ -z "$account_uid" ]; then
    if [ "$1" = yes ]; then pw_defer "the user $authorized_key_user doesn't exist yet"; fi
    pw_fail "this host has no user $authorized_key_user" "make it with a user task before this one"
  fi
  if [ -z "$authorized_key_path" ]; then
    authorized_key_path=$account_home/.ssh/authorized_keys
    if [ ! -d "$account_home" ]; then
      if [ "$1" = yes ]; then pw_defer "the home $account_home doesn't exist yet"; fi
      pw_fail "the home of $authorized_key_user, $account_home, doesn't exist" "a user task makes it"
    fi
  fi
  for authorized_key_part in "${authorized_key_path%/*}" "$authorized_key_path"; do
    if [ -L "$authorized_key_part" ]; then
      pw_fail "$authorized_key_part is a link, and keys aren't written to where it leads" "name the real file with path"
    fi
  done
}

# The awk program's common part: parse(LINE) sets options, type, data and comment, and is 0 where the line is no key.
authorized_key_awk() {
  PODWRIGHT_WANTED=$authorized_key_wanted PODWRIGHT_OPTIONS=$authorized_key_options awk \
    -v state="$authorized_key_state" -v exclusive="$authorized_key_exclusive" \
    -v set_options="$authorized_key_set_options" -v mode="$1" '
    function is_type(word) {
      return word ~ /^(ssh-(rsa|dss|ed25519)|ecdsa-sha2-nistp[0-9]+|sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com|(ssh|ecdsa|sk)-[a-z0-9-]+-cert-v01@openssh\.com)$/
    }
    # The next word of rest, in which blanks within quotes count as letters.
    function next_word(  i, c, quoted, word) {
      sub(/^[ \t]+/, "", rest)
      for (i = 1; i <= length(rest); i++) {
        c = substr(rest, i, 1)
        if (c == "\\" && quoted) {i++; continue}
        if (c == "\"") quoted = !quoted
        if (!quoted && (c == " " || c == "\t")) break
      }
      word = substr(rest, 1, i - 1)
      rest = substr(rest, i)
      return word
    }
    function parse(line) {
      if (line ~ /^[ \t]*(#|$)/) return 0
      rest = line
      options = ""
      type = next_word()
      if (!is_type(type)) {options = type; type = next_word()}
      data = next_word()
      comment = rest
      gsub(/^[ \t]+|[ \t\r]+$/, "", comment)
      return is_type(type) && data ~ /^[A-Za-z0-9+\/]+=*$/
    }
    function label(  tail) {
      tail = comment != "" ? comment : "…" substr(data, length(data) - 11)
      return type " " tail
    }
    function full() {
      return (options == "" ? "" : options " ") type " " data (comment == "" ? "" : " " comment)
    }
    function change(what, from, to) {
      if (mode == "changes") printf "%s\037%s\037%s\n", what, from, to
    }
    function learn(  lines, count, i, id) {
      count = split(ENVIRON["PODWRIGHT_WANTED"], lines, "\n")
      for (i = 1; i <= count; i++) {
        if (lines[i] ~ /^[ \t]*(#|$)/) continue
        if (!parse(lines[i])) {bad = lines[i]; return}
        id = type " " data
        if (id in wanted) continue
        order[++wanted_count] = id
        wanted[id] = 1
        name_of[id] = label()
        if (set_options == "yes") options = ENVIRON["PODWRIGHT_OPTIONS"]
        options_of[id] = options
        comment_of[id] = comment
        line_of[id] = full()
      }
    }
    # A line of the file that holds a key: prints what stands in its place.
    function known(  id) {
      id = type " " data
      if (!(id in wanted)) {
        if (exclusive == "yes" && state == "present") change("key " label(), "present", "absent")
        else print_line($0)
        return
      }
      if (state == "absent") {change("key " label(), "present", "absent"); return}
      if (seen[id]++) {change("key " label() " (again)", "present", "absent"); return}
      if (options != options_of[id]) change("options of key " name_of[id], options, options_of[id])
      if (comment_of[id] != "" && comment != comment_of[id]) change("comment of key " name_of[id], comment, comment_of[id])
      if (comment_of[id] != "") comment = comment_of[id]
      options = options_of[id]
      print_line(full())
    }
    function print_line(line) {
      if (mode == "content") print line
    }
    BEGIN {
      learn()
      if (bad != "" || wanted_count == 0) {
        if (mode == "changes") printf "bad\037%s\037\n", bad
        stopped = 1
        exit
      }
    }
    parse($0) {known(); next}
    {print_line($0)}
    END {
      if (stopped || state == "absent") exit
      for (i = 1; i <= wanted_count; i++) {
        if (seen[order[i]]) continue
        change("key " name_of[order[i]], "absent", "present")
        print_line(line_of[order[i]])
      }
    }' "$2"
}

# What the file is now; none is an empty one.
authorized_key_file() {
  if [ "$file_kind" = file ]; then
    printf '%s\n' "$authorized_key_path"
  else
    echo /dev/null
  fi
}

authorized_key_check() {
  authorized_key_locate "$1"
  if [ "$authorized_key_folder:$authorized_key_state" = yes:present ]; then authorized_key_check_folder; fi
  file_load "$authorized_key_path"
  file_require_replaceable "$authorized_key_path"
  if [ "$file_kind" = file ] && [ ! -r "$authorized_key_path" ]; then
    pw_fail "$authorized_key_path can't be read by this user" "set become: true"
  fi
  if [ "$file_kind:$authorized_key_state" = absent:absent ]; then return 0; fi
  authorized_key_declare "$(authorized_key_awk changes "$(authorized_key_file)")"
  if [ "$file_kind" = file ]; then
    file_check_attributes "$authorized_key_mode" "$authorized_key_user" ''
  fi
  authorized_key_warn_of_home
}

authorized_key_declare() {
  [ -n "$1" ] || return 0
  authorized_key_fields=$IFS
  while IFS=$(printf '\037') read -r authorized_key_what authorized_key_from authorized_key_to; do
    IFS=$authorized_key_fields
    if [ "$authorized_key_what" = bad ]; then authorized_key_refuse "$authorized_key_from"; fi
    pw_change "$authorized_key_what" "$authorized_key_from" "$authorized_key_to"
  done <<END
$1
END
}

authorized_key_refuse() {
  case $1 in
    '') pw_fail "key holds no key" "it is the text of a file such as id_ed25519.pub" ;;
    *"PRIVATE KEY"*) pw_fail "key is a private key" "the public one is in the file that ends in .pub" ;;
    http*://*) pw_fail "key is an address, not a key" "fetch it with a download task, or put the key itself into a variable" ;;
  esac
  pw_fail "key has a line that is no public key: $1" "such as: ssh-ed25519 AAAAC3… name"
}

authorized_key_check_folder() {
  file_load "${authorized_key_path%/*}"
  case $file_kind in
    directory)
      if [ "$file_user" != "$authorized_key_user" ]; then pw_change 'owner of the folder' "$file_user" "$authorized_key_user"; fi
      if [ "$file_mode" != 0700 ]; then pw_change 'mode of the folder' "$file_mode" 0700; fi
      ;;
    absent) pw_change 'folder' absent present ;;
    *) pw_fail "${authorized_key_path%/*} is not a folder" "remove it first with file: state: absent" ;;
  esac
}

# sshd ignores the keys of a user whose home others may write to.
authorized_key_warn_of_home() {
  [ "$pw_phase" = check ] && [ -d "$account_home" ] || return 0
  file_load "$account_home"
  if [ "$((0$file_mode & 022))" != 0 ]; then
    pw_warn "sshd may ignore these keys: $account_home has mode $file_mode, so others may write to it"
  fi
}

authorized_key_apply() {
  authorized_key_locate no
  if [ "$authorized_key_folder:$authorized_key_state" = yes:present ]; then
    if [ ! -d "${authorized_key_path%/*}" ]; then mkdir -p -m 0700 -- "${authorized_key_path%/*}"; fi
    file_set_attributes "${authorized_key_path%/*}" 0700 "$account_uid" "$account_primary"
  fi
  file_load "$authorized_key_path"
  authorized_key_owner=$account_uid authorized_key_group=$account_primary
  file_begin "$authorized_key_path"
  authorized_key_awk content "$(authorized_key_file)" >"$file_temporary" ||
    file_abandon "$file_temporary can't be written" "see \"df -h ${authorized_key_path%/*}/\""
  file_finish "$authorized_key_path" "$authorized_key_mode" "$authorized_key_owner" "$authorized_key_group"
}
