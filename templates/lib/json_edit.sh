# The awk program of json.sh, second half: it changes values in the text and leaves every other character as it is.

# Sets json_editor. An edit parses the text anew, so that places are never out of date; such files are small.
# shellcheck disable=SC2016
json_edit() {
  json_editor='
function load(source) {
  split("", kind); split("", from); split("", past); split("", raw); split("", plain); split("", size); split("", member)
  split("", key_from); split("", key_past); split("", key_raw)
  parse(source, "")
  learn_style()
  kind["+{}"] = "object"
  raw["+{}"] = "{}"
}

# How this file is written: its line ends, the blanks of one level, what stands around a colon, whether all in one line.
function learn_style(   first, between) {
  one_line = 0
  line_end = index(text, "\r\n") ? "\r\n" : "\n"
  unit = "  "
  colon = ": "
  if (kind[""] != "object" || !size[""]) return
  one_line = !index(substr(text, from[""], past[""] - from[""]), "\n")
  first = member["", 1]
  between = lead(first)
  if (index(between, "\n")) unit = margin_of(between)
  between = substr(text, key_past[first], from[first] - key_past[first])
  if (!index(between, "\n")) colon = between
}

# The blanks before a member of an object or list.
function lead(child,   place, begin) {
  place = begin = (child in key_from) ? key_from[child] : from[child]
  while (place > 1 && index(" \t\n\r", substr(text, place - 1, 1))) place--
  return substr(text, place, begin - place)
}

function margin_of(blanks) {
  sub(/^.*\n/, "", blanks)
  return blanks
}

# The blanks that begin the line of a place.
function margin_at(place,   line) {
  line = substr(text, 1, place - 1)
  sub(/^.*\n/, "", line)
  match(line, /^[ \t]*/)
  return substr(line, 1, RLENGTH)
}

# A value from a tree as text. With flat it takes one line.
function written(here, margin, flat,   result, i, child, deeper) {
  if (!size[here]) return raw[here]
  if (kind[here] == "list" && !deep(here)) flat = 1
  deeper = flat ? "" : line_end margin unit
  for (i = 1; i <= size[here]; i++) {
    child = member[here, i]
    result = result (i == 1 ? "" : flat ? ", " : ",") deeper
    if (kind[here] == "object") result = result key_raw[child] colon
    result = result written(child, margin unit, flat)
  }
  result = result (flat ? "" : line_end margin)
  return kind[here] == "object" ? "{" result "}" : "[" result "]"
}

function deep(here,   i) {
  for (i = 1; i <= size[here]; i++) if (size[member[here, i]]) return 1
  return 0
}

# A value in one line and in its own spelling; with sorted, as one that is the same is spelled too.
function compact(here, sorted,   result, i, n, child, keys) {
  if (kind[here] != "object" && kind[here] != "list") return sorted ? plain[here] : raw[here]
  n = size[here]
  for (i = 1; i <= n; i++) keys[i] = member[here, i] ""
  if (sorted && kind[here] == "object") sort(keys, n)
  for (i = 1; i <= n; i++) {
    child = keys[i]
    result = result (i == 1 ? "" : ",")
    if (kind[here] == "object") result = result (sorted ? key_of(last_part(child)) : key_raw[child]) ":"
    result = result compact(child, sorted)
  }
  return kind[here] == "object" ? "{" result "}" : "[" result "]"
}

function sort(keys, n,   i, j, key) {
  for (i = 2; i <= n; i++) {
    key = keys[i]
    for (j = i - 1; j > 0 && keys[j] > key; j--) keys[j + 1] = keys[j]
    keys[j + 1] = key
  }
}

function last_part(here) {
  sub(/^.*\//, "", here)
  return here
}

function parent_of(here) {
  sub(/\/[^\/]*$/, "", here)
  return here
}

# For people: /runtimes/a.b/path is runtimes."a.b".path.
function name_of(here,   parts, n, i, result) {
  n = split(here, parts, "/")
  for (i = 2; i <= n; i++) {
    if (parts[i] !~ /^[A-Za-z0-9_-]+$/) parts[i] = key_of(parts[i])
    result = result (i == 2 ? "" : ".") parts[i]
  }
  return result
}

# A text is shown without quotation marks where it can be nothing else.
function shown(here,   bare) {
  if (!(here in kind)) return "absent"
  if (kind[here] != "string") return compact(here, 0)
  bare = substr(plain[here], 2, length(plain[here]) - 2)
  if (bare == "" || bare == "absent" || bare ~ /\\/ || bare ~ /^(true|false|null|-?[0-9].*|[\[{].*)$/) return plain[here]
  return bare
}

function described(here) {
  return (here == "" ? "the file" : name_of(here)) " is " (kind[here] == "object" ? "an " : "a ") kind[here]
}

function report(here, was, becomes) {
  changes = changes name_of(here) "\t" was "\t" becomes "\n"
}

# --- edits: the new value is the tree below the root "+" --------------------------------------------------------------

function set(here, new) {
  if (here in kind && compact(here, 1) == compact(new, 1)) return
  report(here, shown(here), shown(new))
  put(here, new)
}

function put(here, new,   parent) {
  if (here in kind) {
    splice(from[here], past[here], written(new, margin_at(from[here]), one_line))
    return
  }
  parent = parent_of(here)
  if (!(parent in kind) || kind[parent] == "null") put(parent, "+{}")
  if (kind[parent] != "object") {
    at = from[parent]
    refuse(described(parent) ", so it can hold no key " key_of(last_part(here)))
  }
  insert(parent, key_of(last_part(here)), new)
}

function insert(parent, key, new,   blanks, margin, place, last) {
  if (size[parent]) {
    last = member[parent, size[parent]]
    blanks = lead(last)
    margin = margin_of(blanks)
    place = past[last]
    if (!index(blanks, "\n")) splice(place, place, ", " key colon written(new, "", 1))
    else splice(place, place, "," blanks key colon written(new, margin, 0))
    return
  }
  margin = margin_at(from[parent])
  if (one_line) splice(from[parent], past[parent], "{" key colon written(new, "", 1) "}")
  else splice(from[parent], past[parent], "{" line_end margin unit key colon written(new, margin unit, 0) line_end margin "}")
}

function splice(begin, end, middle) {
  text = substr(text, 1, begin - 1) middle substr(text, end)
  take(new_value)
}

# Makes the tree of a new value, beside that of the file.
function take(value_text,   kept) {
  kept = text
  load(kept)
  new_value = value_text
  parse(new_value, "+")
  text = kept
  length_of_text = length(text)
}

# Objects are merged key by key; anything else takes the place of what is there.
function merge(here, new,   i, n, children) {
  if (kind[new] != "object" || !size[new]) {
    if (!(here in kind && kind[here] == "object" && kind[new] == "object")) set(here, new)
    return
  }
  if (here in kind && kind[here] != "object" && kind[here] != "null") {
    at = from[here]
    refuse(described(here) ", and an object belongs there")
  }
  n = size[new]
  for (i = 1; i <= n; i++) children[i] = member[new, i]
  for (i = 1; i <= n; i++) merge(here "/" last_part(children[i]), children[i])
}

# Adds a value to a list that has no such one.
function append(here, new,   i, place, last) {
  if (!(here in kind) || kind[here] == "null") {
    report(here, shown(here), "[" compact(new, 0) "]")
    take("[" new_value "]")
    put(here, "+")
    return
  }
  if (kind[here] != "list") { at = from[here]; refuse(described(here) ", and a list belongs there") }
  for (i = 1; i <= size[here]; i++) if (compact(member[here, i], 1) == compact(new, 1)) return
  report(here, compact(here, 0), substr(compact(here, 0), 1, length(compact(here, 0)) - 1) (size[here] ? "," : "") compact(new, 0) "]")
  if (!size[here]) { splice(from[here], past[here], "[" compact(new, 0) "]"); return }
  last = member[here, size[here]]
  splice(past[last], past[last], "," (index(lead(last), "\n") ? lead(last) : " ") compact(new, 0))
}

# Removes a value with its key and one comma.
function remove(here,   parent, i) {
  if (!(here in kind)) return
  parent = parent_of(here)
  if (here == "") refuse("the whole of a file is not removed")
  report(here, shown(here), "absent")
  for (i = 1; member[parent, i] != here; i++) continue
  if (i > 1) splice(past[member[parent, i - 1]], past[here], "")
  else if (size[parent] > 1) splice(begin_of(here), begin_of(member[parent, 2]), "")
  else splice(from[parent], past[parent], kind[parent] == "object" ? "{}" : "[]")
}

function begin_of(here) {
  return here in key_from ? key_from[here] : from[here]
}

# One line of json_edits: what, pointer and value, separated by tabs.
function edit(line,   fields) {
  split(line, fields, "\t")
  take(substr(line, length(fields[1] fields[2]) + 3))
  if (fields[1] == "set") set(fields[2], "+")
  else if (fields[1] == "merge") merge(fields[2], "+")
  else if (fields[1] == "append") append(fields[2], "+")
  else remove(fields[2])
}

# --- what the shell asks for ------------------------------------------------------------------------------------------

function query(here) {
  if (!(here in kind)) print here "\tabsent\t"
  else print here "\t" kind[here] "\t" compact(here, 0)
}
'
  json_main='
{ source = source (NR > 1 ? "\n" : "") $0 }

END {
  source = substr(source, 1, length(source) - 1)
  action = ENVIRON["json_action"]
  if (action != "check" && source ~ /^[ \t\r\n]*$/) source = "{}\n"
  load(source)
  if (action == "query") {
    n = split(ENVIRON["json_pointers"], lines, "\n")
    for (i = 1; i < n; i++) query(lines[i])
  }
  n = split(ENVIRON["json_edits"], lines, "\n")
  for (i = 1; i < n && (action == "diff" || action == "edit"); i++) edit(lines[i])
  if (action == "diff") printf "%s", changes
  if (action == "edit") printf "%s.", text
}
'
}
