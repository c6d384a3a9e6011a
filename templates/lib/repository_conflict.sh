# Other entries of apt for the same address and suite. With another key than ours apt refuses to read any list at all:
# "E: Conflicting values set for option Signed-By".

# Sets repository_others to lines of FILE, LINE, key and our key, separated by tabs: enabled entries in other files for what
# repository_text names. A key that stands in a file itself is "(in the file)", none is "-".
repository_apt_find_others() {
  set -- /etc/apt/sources.list
  for repository_word in /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
    case "
$repository_old_files" in
      *"
$repository_word
"*) continue ;;
    esac
    [ "$repository_word" = "$repository_file" ] || set -- "$@" "$repository_word"
  done
  for repository_word in "$@"; do
    shift
    [ ! -f "$repository_word" ] || set -- "$@" "$repository_word"
  done
  repository_apt_parser
  repository_others=''
  [ "$#" = 0 ] || repository_others=$(printf '%s\n' "$repository_text" | repository_own=$repository_file \
    repository_architecture=$(dpkg --print-architecture) LC_ALL=C awk "$repository_parser" - "$@")
}

# The first input is our own text; what it names is looked for in the others.
# shellcheck disable=SC2016
repository_apt_parser() {
  repository_parser='
function clear() { uris = suites = key = signed = ""; enabled = 1; begin = 0 }

function keep(name, where, address, distribution, signer,   place) {
  gsub(/\$\(ARCH\)/, ENVIRON["repository_architecture"], address)
  gsub(/\$\(ARCH\)/, ENVIRON["repository_architecture"], distribution)
  sub(/\/*$/, "/", address)
  place = address " " distribution
  if (signer == "") signer = "-"
  if (own) wanted[place] = signer
  else if (place in wanted && !((name, where) in said)) {
    said[name, where] = 1
    print name "\t" where "\t" signer "\t" wanted[place]
  }
}

function finish(   i, j, n, m, u, s) {
  n = enabled ? split(uris, u, " ") : 0
  m = split(suites, s, " ")
  for (i = 1; i <= n; i++) for (j = 1; j <= m; j++) keep(name, begin, u[i], s[j], signed)
  clear()
}

function entry(line,   options, words, n, i, signer) {
  sub(/#.*/, "", line)
  if (line !~ /^[ \t]*deb(-src)?[ \t]/) return
  if (match(line, /\[[^]]*\]/)) {
    options = substr(line, RSTART + 1, RLENGTH - 2)
    line = substr(line, 1, RSTART - 1) " " substr(line, RSTART + RLENGTH)
    n = split(options, words, /[ \t]+/)
    for (i = 1; i <= n; i++) if (words[i] ~ /^signed-by=/) signer = substr(words[i], 11)
  }
  split(line, words, /[ \t]+/)
  i = words[1] == "" ? 2 : 1
  keep(name, FNR, words[i + 1], words[i + 2], signer)
}

BEGIN { clear() }
FNR == 1 {
  if (NR > 1) finish()
  own = NR == 1
  name = own ? ENVIRON["repository_own"] : FILENAME
}
name !~ /\.sources$/ { entry($0); next }
/^[ \t]*$/ { finish(); next }
/^#/ { next }
/^[ \t]/ {
  if (key == "signed-by") signed = "(in the file)"
  else if (key == "uris") uris = uris " " $0
  else if (key == "suites") suites = suites " " $0
  next
}
{
  if (!begin) begin = FNR
  value = $0
  sub(/^[^:]*:[ \t]*/, "", value)
  sub(/[ \t]+$/, "", value)
  key = tolower($0)
  sub(/[ \t]*:.*/, "", key)
  if (key == "uris") uris = value
  if (key == "suites") suites = value
  if (key == "signed-by") signed = value
  if (key == "enabled" && tolower(value) ~ /^(no|false|without|off|disable|0)$/) enabled = 0
}
END { finish() }
'
}

repository_apt_check_conflicts() {
  repository_apt_find_others
  while IFS='	' read -r repository_word repository_line repository_field repository_value; do
    [ -n "$repository_word" ] || continue
    if [ "$repository_replace_conflicting" = yes ]; then
      pw_change "$repository_word line $repository_line" enabled disabled
    elif [ "$repository_field" = "$repository_value" ]; then
      pw_warn "$repository_word line $repository_line names the same repository as $repository_file; apt will warn of it each time"
    else
      pw_fail "$repository_word line $repository_line names the same repository with another Signed-By ($repository_field, not $repository_value); with both, apt refuses to work: E: Conflicting values set for option Signed-By" \
        "name the file in replaces if it may go, or set replace_conflicting: true to disable the entry"
    fi
  done <<PODWRIGHT_OTHERS
$repository_others
PODWRIGHT_OTHERS
}

# From the last to the first, since a line is put into files of the new format.
repository_apt_disable_conflicts() {
  [ "$repository_replace_conflicting" = yes ] || return 0
  repository_apt_find_others
  repository_last=''
  while IFS='	' read -r repository_word repository_line repository_field repository_value; do
    repository_last="$repository_word	$repository_line
$repository_last"
  done <<PODWRIGHT_OTHERS
$repository_others
PODWRIGHT_OTHERS
  while IFS='	' read -r repository_word repository_line; do
    [ -n "$repository_word" ] || continue
    repository_put "$repository_word" "$(repository_apt_disabled "$repository_word" "$repository_line")"
  done <<PODWRIGHT_LAST
$repository_last
PODWRIGHT_LAST
}

# Prints a file with the entry of a line disabled.
repository_apt_disabled() {
  case $1 in
    *.sources)
      awk -v line="$2" '
        FNR == line { within = 1 }
        /^[ \t]*$/ { within = 0 }
        !within || tolower($0) !~ /^enabled[ \t]*:/ { print }
        FNR == line { print "Enabled: no" }' "$1"
      ;;
    *) awk -v line="$2" 'FNR == line { $0 = "# " $0 } { print }' "$1" ;;
  esac
}
