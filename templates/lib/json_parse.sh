# The awk program of json.sh, first half: it reads JSON strictly (RFC 8259) and keeps where in the text each value stands.

# Sets json_parser. A value is known by its JSON pointer (RFC 6901; the whole text is the empty one) below a root's name: kind, from and
# past (the places of its first character and behind its last), raw (the text of a value that holds no others, and of empty ones),
# plain (the same in one spelling, for comparison), size of an object or list, and member[pointer, 1…].
# shellcheck disable=SC2016
json_parse() {
  json_parser='
function blank() {
  while (at <= length_of_text && index(" \t\n\r", substr(text, at, 1))) at++
}

# The text as a whole: parse(TEXT, ROOT) leaves its tree below ROOT.
function parse(source, root) {
  text = source
  length_of_text = length(text)
  at = 1
  if (substr(text, 1, 3) == "\357\273\277") refuse("it begins with a byte order mark; save it without one")
  blank()
  if (at > length_of_text) refuse("it is empty")
  value(root, 0)
  blank()
  if (at <= length_of_text) expected("nothing more")
}

function value(here, depth,   c) {
  blank()
  if (depth > 64) refuse("it is nested more than 64 levels deep")
  from[here] = at
  size[here] = 0
  c = substr(text, at, 1)
  if (c == "{") object(here, depth)
  else if (c == "[") list(here, depth)
  else if (c == "\"") { kind[here] = "string"; plain[here] = string() }
  else if (c != "" && index("-0123456789", c)) { kind[here] = "number"; plain[here] = number() }
  else word(here)
  past[here] = at
  raw[here] = size[here] ? "" : substr(text, from[here], at - from[here])
}

function object(here, depth,   key, child, begin) {
  kind[here] = "object"
  at++
  blank()
  if (substr(text, at, 1) == "}") { at++; raw[here] = "{}"; return }
  for (;;) {
    blank()
    if (substr(text, at, 1) != "\"") expected("a key in quotation marks")
    begin = at
    key = string()
    child = here "/" pointer(key)
    if (child in from) { at = begin; refuse("the key " key " is there twice, first in line " line_of(key_from[child])) }
    key_from[child] = begin
    key_past[child] = at
    key_raw[child] = substr(text, begin, at - begin)
    blank()
    if (substr(text, at, 1) != ":") expected("a colon")
    at++
    member[here, ++size[here]] = child
    value(child, depth + 1)
    if (closes("}")) return
  }
}

function list(here, depth,   child) {
  kind[here] = "list"
  at++
  blank()
  if (substr(text, at, 1) == "]") { at++; raw[here] = "[]"; return }
  for (;;) {
    child = here "/" size[here]
    member[here, ++size[here]] = child
    value(child, depth + 1)
    if (closes("]")) return
  }
}

# Past the comma or the bracket behind a member; whether it was the bracket.
function closes(bracket,   c, comma) {
  blank()
  c = substr(text, at, 1)
  if (c == bracket) { at++; return 1 }
  if (c != ",") expected("a comma or " bracket)
  comma = at++
  blank()
  if (substr(text, at, 1) == bracket) { at = comma; refuse("there is a comma before " bracket " where nothing follows") }
  return 0
}

# Reads a text; gives it in one spelling: escaped only what must be, and that in one way.
function string(   begin, c, result) {
  result = "\""
  begin = ++at
  for (;;) {
    if (at > length_of_text) { at = begin - 1; refuse("the text that begins here has no closing quotation mark") }
    c = substr(text, at, 1)
    if (c == "\"" || c == "\\") {
      result = result substr(text, begin, at - begin)
      if (c == "\"") { at++; return result "\"" }
      result = result escaped()
      begin = at
    } else if (c < " ") {
      refuse("a text may not hold a line break or another control character as it is; write it as \\n, \\t or \\u0001")
    } else at++
  }
}

function escaped(   c, code, low) {
  c = substr(text, at + 1, 1)
  if (c == "u") {
    code = code_at(at + 2)
    at += 6
    if (code >= 55296 && code < 56320 && substr(text, at, 2) == "\\u") {
      low = code_at(at + 2)
      if (low >= 56320 && low < 57344) { at += 6; code = 65536 + (code - 55296) * 1024 + low - 56320 }
    }
    return spelled(code)
  }
  if (c == "" || !index("\"\\/bfnrt", c)) refuse("JSON knows no escape \\" (c ~ /[!-~]/ ? c : ""))
  at += 2
  return c == "/" ? c : "\\" c
}

function code_at(place,   i, digit, code) {
  for (i = 0; i < 4; i++) {
    digit = place + i > length_of_text ? 0 : index("0123456789abcdef", tolower(substr(text, place + i, 1)))
    if (!digit) refuse("behind \\u there must be four hexadecimal digits")
    code = code * 16 + digit - 1
  }
  return code
}

# A character by its number, in UTF-8. What must be escaped, and half a pair, which is no character, stays escaped.
function spelled(code) {
  if (code == 34) return "\\\""
  if (code == 92) return "\\\\"
  if (code >= 8 && code <= 13 && code != 11) return "\\" substr("btn-fr", code - 7, 1)
  if (code < 32 || code >= 55296 && code < 57344) return sprintf("\\u%04x", code)
  if (code < 128) return sprintf("%c", code)
  if (code < 2048) return sprintf("%c%c", 192 + int(code / 64), tail(code, 1))
  if (code < 65536) return sprintf("%c%c%c", 224 + int(code / 4096), tail(code, 64), tail(code, 1))
  return sprintf("%c%c%c%c", 240 + int(code / 262144), tail(code, 4096), tail(code, 64), tail(code, 1))
}

function tail(code, unit) {
  return 128 + int(code / unit) % 64
}

# Reads a number; gives it in one spelling, so that 1.0, 1 and 10e-1 are the same. Nothing is computed but the exponent.
function number(   begin, digits, sign, exponent, point) {
  begin = at
  while (at <= length_of_text && index("+-.0123456789eE", substr(text, at, 1))) at++
  digits = substr(text, begin, at - begin)
  if (digits !~ /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$/) { at = begin; refuse(digits " is not a number as JSON writes it") }
  if (sub(/^-/, "", digits)) sign = "-"
  exponent = 0
  if (point = match(digits, /[eE]/)) { exponent = substr(digits, point + 1) + 0; digits = substr(digits, 1, point - 1) }
  if (point = index(digits, ".")) {
    exponent -= length(digits) - point
    digits = substr(digits, 1, point - 1) substr(digits, point + 1)
  }
  sub(/^0+/, "", digits)
  if (match(digits, /0+$/)) { exponent += RLENGTH; digits = substr(digits, 1, RSTART - 1) }
  return digits == "" ? "0" : sign digits "e" sprintf("%.0f", exponent)
}

function word(here,   begin, letters) {
  begin = at
  while (at <= length_of_text && substr(text, at, 1) ~ /[A-Za-z0-9_]/) at++
  letters = substr(text, begin, at - begin)
  if (letters != "true" && letters != "false" && letters != "null") { at = begin; expected("a value") }
  kind[here] = letters == "null" ? "null" : "bool"
  plain[here] = letters
}

# A key, as string() spells it, as a part of a pointer; and back.
function pointer(key) {
  key = substr(key, 2, length(key) - 2)
  gsub(/~/, "~0", key)
  gsub(/\//, "~1", key)
  return key
}

function key_of(part) {
  gsub(/~1/, "/", part)
  gsub(/~0/, "~", part)
  return "\"" part "\""
}

function line_of(place,   lines, n) {
  n = split(substr(text, 1, place - 1) ".", lines, "\n")
  column = length(lines[n])
  return n
}

function expected(what,   c) {
  c = substr(text, at, 1)
  if (c == "") refuse("it ends where " what " should come")
  if (c == "/" || c == "#") refuse("JSON has no comments")
  if (match(substr(text, at, 20), /^[A-Za-z0-9_]+/)) c = substr(text, at, RLENGTH)
  refuse((c ~ /^[!-~]/ ? c : "a character that is not plain text") " stands where " what " should come")
}

# Ends the program: says where, and what is wrong.
function refuse(message,   line) {
  line = line_of(at)
  printf "%d\t%d\t%s\n", line, column, message
  exit 3
}
'
}
