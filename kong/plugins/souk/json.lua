--- JSON text (RFC 8259), strictly, as far as it is needed outside the generated codecs.
--
-- Nothing here builds a tree of values: messages are read straight from the text. Functions that read raise a failure
-- (`souk.failure`) at the position of the defect.
-- @module souk.json

local failure = require "souk.failure"
local utf8 = require "souk.utf8"

local byte, sub, find, gsub, format = string.byte, string.sub, string.find, string.gsub, string.format
local concat = table.concat
local tonumber = tonumber
local malformed = failure.malformed
local utf8_next, utf8_char = utf8.next, utf8.char

local M = {}

--- Objects and lists nested deeper than this are refused.
M.MAX_DEPTH = 100

local ESCAPES = { ['"'] = '\\"', ["\\"] = "\\\\", ["\b"] = "\\b", ["\f"] = "\\f", ["\n"] = "\\n", ["\r"] = "\\r",
  ["\t"] = "\\t" }
for code = 0, 31 do
  local c = string.char(code)
  ESCAPES[c] = ESCAPES[c] or format("\\u%04x", code)
end

--- Escapes what may not stand in a JSON string.
function M.escape(text)
  return (gsub(text, '[%c"\\]', ESCAPES))
end

--- Writes a string, with its quotes.
function M.quote(text)
  return '"' .. M.escape(text) .. '"'
end

--- Skips white space.
-- @return position and byte of what follows
local function skip_space(s, pos)
  local c = byte(s, pos)
  while c == 32 or c == 10 or c == 13 or c == 9 do
    pos = pos + 1
    c = byte(s, pos)
  end
  return pos, c
end

M.skip_space = skip_space

local UNESCAPED = { [34] = '"', [92] = "\\", [47] = "/", [98] = "\b", [102] = "\f", [110] = "\n", [114] = "\r",
  [116] = "\t" }

local function hex4(s, pos)
  local text = sub(s, pos, pos + 3)
  if not find(text, "^%x%x%x%x$") then
    malformed(pos, "bad \\u escape")
  end
  return tonumber(text, 16)
end

--- Reads the `\u` escape whose digits start at `pos`, and its second half if it is a surrogate pair.
local function read_unicode(s, pos)
  local code = hex4(s, pos)
  if code >= 0xDC00 and code <= 0xDFFF then
    malformed(pos, "lone surrogate in a string")
  end
  if code < 0xD800 or code > 0xDBFF then
    return utf8_char(code), pos + 4
  end
  local low = sub(s, pos + 4, pos + 5) == "\\u" and hex4(s, pos + 6) or 0
  if low < 0xDC00 or low > 0xDFFF then
    malformed(pos, "lone surrogate in a string")
  end
  return utf8_char(0x10000 + (code - 0xD800) * 1024 + (low - 0xDC00)), pos + 10
end

--- Reads the rest of a string that holds an escape.
-- @tparam string s the text
-- @tparam number start first character of the string, behind its quote
-- @tparam number pos where the first backslash is
-- @return the string's value, the position behind its closing quote
function M.unescape(s, start, pos)
  local parts, n = {}, 0
  while true do
    local c = byte(s, pos)
    if not c or c < 32 then
      malformed(pos, "unterminated string or unescaped control character")
    elseif c == 34 then
      parts[n + 1] = sub(s, start, pos - 1)
      return concat(parts), pos + 1
    elseif c == 92 then
      parts[n + 1] = sub(s, start, pos - 1)
      local e = byte(s, pos + 1)
      if e == 117 then
        parts[n + 2], start = read_unicode(s, pos + 2)
      else
        parts[n + 2] = UNESCAPED[e] or malformed(pos, "bad escape in a string")
        start = pos + 2
      end
      pos = start
      n = n + 2
    elseif c >= 128 then
      pos = utf8_next(s, pos) or malformed(pos, "invalid UTF-8 in a string")
    else
      pos = pos + 1
    end
  end
end

--- Reads a string whose opening quote is just before `pos`.
-- @return its value, the position behind its closing quote
function M.read_string(s, pos)
  local at = pos
  while true do
    local c = byte(s, at)
    if c == 34 then
      return sub(s, pos, at - 1), at + 1
    elseif not c or c < 32 then
      malformed(at, "unterminated string or unescaped control character")
    elseif c == 92 then
      return M.unescape(s, pos, at)
    elseif c >= 128 then
      at = utf8_next(s, at) or malformed(at, "invalid UTF-8 in a string")
    else
      at = at + 1
    end
  end
end

local read_string = M.read_string

--- Reads the token of a number at `pos`, checking JSON's grammar.
-- @return its text, the position behind it
function M.read_number(s, pos)
  local _, last = find(s, "^-?%d+", pos)
  if not last or find(s, "^-?0%d", pos) then
    malformed(pos, "a value was expected")
  end
  if byte(s, last + 1) == 46 then
    local _, fraction = find(s, "^%d+", last + 2)
    last = fraction or malformed(pos, "bad number")
  end
  local _, exponent = find(s, "^[eE][-+]?%d+", last + 1)
  last = exponent or last
  if find(s, "^[%w_.]", last + 1) then
    malformed(pos, "bad number")
  end
  return sub(s, pos, last), last + 1
end

--- Reads one of the words `true`, `false`, `null`.
-- @return the position behind it
function M.read_word(s, pos, word)
  local behind = pos + #word
  if sub(s, pos, behind - 1) ~= word or find(s, "^[%w_]", behind) then
    malformed(pos, "a value was expected")
  end
  return behind
end

local WORDS = { [116] = "true", [102] = "false", [110] = "null" }

--- Visits the members of the object at `pos` (its brace): `visit(key, key position, value position, value byte)`
-- returns the position behind the value.
-- @return the position behind the closing brace
function M.each_member(s, pos, visit)
  local c
  pos, c = skip_space(s, pos + 1)
  if c == 125 then
    return pos + 1
  end
  while true do
    if c ~= 34 then
      malformed(pos, "a member name was expected")
    end
    local key_at = pos
    local key
    key, pos = read_string(s, pos + 1)
    pos, c = skip_space(s, pos)
    if c ~= 58 then
      malformed(pos, "':' was expected")
    end
    pos, c = skip_space(s, pos + 1)
    pos, c = skip_space(s, visit(key, key_at, pos, c))
    if c == 125 then
      return pos + 1
    elseif c ~= 44 then
      malformed(pos, "',' or '}' was expected")
    end
    pos, c = skip_space(s, pos + 1)
  end
end

--- Visits the elements of the list at `pos` (its bracket): `visit(position, byte)` returns the position behind it.
-- @return the position behind the closing bracket
function M.each_element(s, pos, visit)
  local c
  pos, c = skip_space(s, pos + 1)
  if c == 93 then
    return pos + 1
  end
  while true do
    pos, c = skip_space(s, visit(pos, c))
    if c == 93 then
      return pos + 1
    elseif c ~= 44 then
      malformed(pos, "',' or ']' was expected")
    end
    pos, c = skip_space(s, pos + 1)
  end
end

--- Skips a value of any kind, checking its syntax.
-- @return the position behind it
function M.skip_value(s, pos, c, depth)
  if depth > M.MAX_DEPTH then
    failure.violation(pos, "is nested too deeply")
  end
  if c == 34 then
    local _, behind = read_string(s, pos + 1)
    return behind
  elseif c == 123 then
    return M.each_member(s, pos, function(_, _, at, byte_at)
      return M.skip_value(s, at, byte_at, depth + 1)
    end)
  elseif c == 91 then
    return M.each_element(s, pos, function(at, byte_at)
      return M.skip_value(s, at, byte_at, depth + 1)
    end)
  elseif WORDS[c] then
    return M.read_word(s, pos, WORDS[c])
  end
  local _, behind = M.read_number(s, pos)
  return behind
end

--- The names of the members of the object that is the whole text.
function M.keys(s)
  local keys = {}
  local pos = skip_space(s, 1)
  M.each_member(s, pos, function(key, _, at, c)
    keys[#keys + 1] = key
    return M.skip_value(s, at, c, 1)
  end)
  return keys
end

local function joined(path, key)
  if not find(key, "^[%a_@][%w_]*$") then
    return path .. "[" .. M.quote(key) .. "]"
  end
  return path == "" and key or path .. "." .. key
end

--- Finds the path (`items[2].quantity`) of what stands at a position of a text that is valid up to there.
-- A position inside a member's name or value counts as that member's.
function M.path_at(s, target)
  local found = ""
  local walk
  local function enter(path, pos, c)
    if pos > target then
      failure.violation(pos, "passed")
    end
    found = path
    if c == 123 or c == 91 then
      pos = walk(path, pos, c)
      if pos > target then
        failure.violation(pos, "passed")
      end
      return pos
    end
    pos = M.skip_value(s, pos, c, 1)
    if pos > target then
      failure.violation(pos, "passed")
    end
    return pos
  end
  function walk(path, pos, c)
    if c == 123 then
      return M.each_member(s, pos, function(key, key_at, at, byte_at)
        if key_at > target then
          failure.violation(at, "passed")
        end
        found = joined(path, key)
        local behind = enter(found, at, byte_at)
        found = path
        return behind
      end)
    end
    local index = -1
    return M.each_element(s, pos, function(at, byte_at)
      index = index + 1
      local behind = enter(path .. "[" .. index .. "]", at, byte_at)
      found = path
      return behind
    end)
  end
  local ok, caught = pcall(function()
    local pos, c = skip_space(s, 1)
    enter("", pos, c)
  end)
  if not ok and not failure.is(caught) then
    error(caught, 0)
  end
  return found
end

return M
