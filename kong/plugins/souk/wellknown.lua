--- The types of `google.protobuf` with a JSON form of their own. The functions have the forms of the generated ones
-- (`souk.encoder`, `souk.decoder`).
-- @module souk.wellknown

local calendar = require "souk.calendar"
local failure = require "souk.failure"
local json = require "souk.json"
local numbers = require "souk.numbers"
local wire = require "souk.wire"

local sub, find, gsub, match, gmatch, byte, rep = string.sub, string.find, string.gsub, string.match, string.gmatch,
  string.byte, string.rep
local concat = table.concat
local violation, malformed = failure.violation, wire.malformed
local varint, put_int64 = wire.varint, numbers.PUT.int64

local M = {
  --- Types whose JSON is that of their one field.
  WRAPPERS = {},
  --- Encode functions by type name.
  ENCODE = {},
  --- Decode functions by type name.
  DECODE = {},
}

for _, name in ipairs({ "Double", "Float", "Int64", "UInt64", "Int32", "UInt32", "Bool", "String", "Bytes" }) do
  M.WRAPPERS["google.protobuf." .. name .. "Value"] = true
end

local ENCODE, DECODE = M.ENCODE, M.DECODE

local function sized(payload)
  return varint(#payload) .. payload
end

--- Reads a string value, refusing others.
local function read_text(s, pos, c, expected)
  if c ~= 34 then
    json.skip_value(s, pos, c, 1)
    violation(pos, "must be " .. expected)
  end
  return json.read_string(s, pos + 1)
end

local function check_depth(pos, depth)
  if depth > json.MAX_DEPTH then
    violation(pos, "is nested too deeply")
  end
end

-- Timestamp and Duration share their wire form: int64 seconds = 1, int32 nanos = 2.

local function put_moment(seconds, nanos)
  return (seconds ~= 0 and "\8" .. put_int64(seconds) or "") .. (nanos ~= 0 and "\16" .. put_int64(nanos) or "")
end

local function read_moment(s, pos, stop)
  local seconds, nanos = 0, 0
  for tag, at in wire.fields(s, pos, stop) do
    if tag == 8 then
      local low, high = wire.read_varint(s, at)
      seconds = high >= 2147483648 and (high - 4294967296) * 4294967296 + low or high * 4294967296 + low
    elseif tag == 16 then
      nanos = numbers.read_int32(s, at)
    end
  end
  return seconds, nanos
end

ENCODE["google.protobuf.Timestamp"] = function(s, pos, c)
  local text, behind = read_text(s, pos, c, "a time like 2026-01-31T12:00:00Z")
  local seconds, nanos = calendar.timestamp_of(text)
  if not seconds then
    violation(pos, "must be a time like 2026-01-31T12:00:00Z (RFC 3339)")
  end
  return put_moment(seconds, nanos), behind
end

DECODE["google.protobuf.Timestamp"] = function(s, pos, stop)
  return '"' .. (calendar.timestamp_text(read_moment(s, pos, stop)) or malformed()) .. '"'
end

ENCODE["google.protobuf.Duration"] = function(s, pos, c)
  local text, behind = read_text(s, pos, c, "a duration like 3.5s")
  local seconds, nanos = calendar.duration_of(text)
  if not seconds then
    violation(pos, "must be a duration like 3.5s, of at most 315576000000s")
  end
  return put_moment(seconds, nanos), behind
end

DECODE["google.protobuf.Duration"] = function(s, pos, stop)
  return '"' .. (calendar.duration_text(read_moment(s, pos, stop)) or malformed()) .. '"'
end

--- Encodes the paths of a mask, comma-separated, in either name form.
-- @return the payload, or nil when a path is malformed
function M.put_mask(text)
  if text == "" then
    return ""
  end
  local parts = {}
  for path in gmatch(text .. ",", "([^,]*),") do
    if not find(path, "^[%a_][%w_.]*$") then
      return nil
    end
    local snake = gsub(path, "%u", function(c)
      return "_" .. c:lower()
    end)
    parts[#parts + 1] = "\10" .. sized(snake)
  end
  return concat(parts)
end

ENCODE["google.protobuf.FieldMask"] = function(s, pos, c)
  local text, behind = read_text(s, pos, c, "a string of comma-separated field names")
  return M.put_mask(text) or violation(pos, "must be a string of comma-separated field names"), behind
end

DECODE["google.protobuf.FieldMask"] = function(s, pos, stop)
  local paths = {}
  for tag, first, last in wire.fields(s, pos, stop) do
    if tag == 10 then
      paths[#paths + 1] = gsub(sub(s, first, last), "_(%l)", string.upper)
    end
  end
  return json.quote(concat(paths, ","))
end

-- Struct, Value and ListValue: any JSON.

local put_value

local function put_struct(s, pos, c, depth)
  if c ~= 123 then
    json.skip_value(s, pos, c, depth)
    violation(pos, "must be an object")
  end
  check_depth(pos, depth)
  local parts, known = {}, {}
  local behind = json.each_member(s, pos, function(key, key_at, at, byte_at)
    if known[key] then
      violation(key_at, "is given twice")
    end
    known[key] = true
    local value, value_behind = put_value(s, at, byte_at, depth + 1)
    parts[#parts + 1] = "\10" .. sized("\10" .. sized(key) .. "\18" .. sized(value))
    return value_behind
  end)
  return concat(parts), behind
end

local function put_list(s, pos, c, depth)
  if c ~= 91 then
    json.skip_value(s, pos, c, depth)
    violation(pos, "must be a list")
  end
  check_depth(pos, depth)
  local parts = {}
  local behind = json.each_element(s, pos, function(at, byte_at)
    local value, value_behind = put_value(s, at, byte_at, depth + 1)
    parts[#parts + 1] = "\10" .. sized(value)
    return value_behind
  end)
  return concat(parts), behind
end

function put_value(s, pos, c, depth)
  if c == 34 then
    local text, behind = json.read_string(s, pos + 1)
    return "\26" .. sized(text), behind
  elseif c == 123 then
    local payload, behind = put_struct(s, pos, c, depth)
    return "\42" .. sized(payload), behind
  elseif c == 91 then
    local payload, behind = put_list(s, pos, c, depth)
    return "\50" .. sized(payload), behind
  elseif c == 116 then
    return "\32\1", json.read_word(s, pos, "true")
  elseif c == 102 then
    return "\32\0", json.read_word(s, pos, "false")
  elseif c == 110 then
    return "\8\0", json.read_word(s, pos, "null")
  end
  local payload, behind = numbers.read_real(s, pos, c, "double")
  return "\17" .. payload, behind
end

ENCODE["google.protobuf.Struct"] = put_struct
ENCODE["google.protobuf.ListValue"] = put_list
ENCODE["google.protobuf.Value"] = put_value

local value_text

local function member_of(s, pos, stop, depth)
  local key, text = "", "null"
  for tag, first, last in wire.fields(s, pos, stop) do
    if tag == 10 then
      key = sub(s, first, last)
    elseif tag == 18 then
      text = value_text(s, first, last, depth)
    end
  end
  return json.quote(key) .. ":", text
end

local function struct_text(s, pos, stop, depth)
  if depth > json.MAX_DEPTH then
    malformed()
  end
  local members, places = {}, {}
  for tag, first, last in wire.fields(s, pos, stop) do
    if tag == 10 then
      local key, text = member_of(s, first, last, depth + 1)
      places[key] = places[key] or #members + 1
      members[places[key]] = key .. text
    end
  end
  return "{" .. concat(members, ",") .. "}"
end

local function list_text(s, pos, stop, depth)
  if depth > json.MAX_DEPTH then
    malformed()
  end
  local items = {}
  for tag, first, last in wire.fields(s, pos, stop) do
    if tag == 10 then
      items[#items + 1] = value_text(s, first, last, depth + 1)
    end
  end
  return "[" .. concat(items, ",") .. "]"
end

local VALUE_TAGS = { 8, 17, 26, 32, 42, 50 }

local function merged_value(s, pos, last, tag)
  local rivals = {}
  for _, other in ipairs(VALUE_TAGS) do
    rivals[other] = other ~= tag or nil
  end
  return wire.merged(s, pos, last, tag, rivals)
end

function value_text(s, pos, stop, depth)
  local text = "null"
  for tag, first, last in wire.fields(s, pos, stop) do
    if tag == 8 then
      text = "null"
    elseif tag == 17 then
      text = numbers.read_double(s, first)
      if byte(text) == 34 then
        malformed()
      end
    elseif tag == 26 then
      text = json.quote(sub(s, first, last))
    elseif tag == 32 then
      text = numbers.read_bool(s, first)
    elseif tag == 42 then
      local all = merged_value(s, pos, last, tag)
      text = struct_text(all, 1, #all, depth)
    elseif tag == 50 then
      local all = merged_value(s, pos, last, tag)
      text = list_text(all, 1, #all, depth)
    end
  end
  return text
end

DECODE["google.protobuf.Struct"] = struct_text
DECODE["google.protobuf.ListValue"] = list_text
DECODE["google.protobuf.Value"] = value_text

-- Any: the type's own JSON with its URL in "@type", beside "value" when that JSON is no plain object.

local function blank(s, first, last)
  return sub(s, 1, first - 1) .. rep(" ", last - first + 1) .. sub(s, last + 1)
end

--- Blanks out a member with one of the commas around it, so that positions stay.
local function without_member(s, key_at, behind)
  local after, c = json.skip_space(s, behind)
  if c == 44 then
    return blank(s, key_at, after)
  end
  local before = key_at - 1
  while find(sub(s, before, before), "^[ \t\r\n]$") do
    before = before - 1
  end
  if byte(s, before) == 44 then
    return blank(s, before, behind - 1)
  end
  return blank(s, key_at, behind - 1)
end

--- Finds the members `@type` and `value` of an object.
local function scan_any(s, pos, depth)
  local found = {}
  json.each_member(s, pos, function(key, key_at, at, byte_at)
    local behind = json.skip_value(s, at, byte_at, depth + 1)
    if key == "@type" then
      if found.type then
        violation(key_at, "is given twice")
      elseif byte_at ~= 34 then
        violation(at, "must be a string")
      end
      found.type, found.key_at, found.behind = json.read_string(s, at + 1), key_at, behind
    elseif key == "value" then
      found.value_at, found.value_byte = at, byte_at
    else
      found.other_at = key_at
    end
    return behind
  end)
  return found
end

--- Makes the encode function of `google.protobuf.Any`.
-- @tparam function resolve (type name) -> its encode function and whether its JSON is no plain object; nil if unknown
function M.any_encoder(resolve)
  return function(s, pos, c, depth)
    if c ~= 123 then
      json.skip_value(s, pos, c, depth)
      violation(pos, "must be an object")
    end
    check_depth(pos, depth)
    local found = scan_any(s, pos, depth)
    local behind = json.skip_value(s, pos, c, depth)
    if not found.type then
      if found.value_at or found.other_at then
        violation(pos, 'must have "@type"')
      end
      return "", behind
    end
    local name = match(found.type, "^[^%s]*/([%w_.]+)$")
    local encode, special = nil, nil
    if name then
      encode, special = resolve(name)
    end
    if not encode then
      violation(found.key_at, "is no known type")
    end
    local payload
    if special then
      if not found.value_at or found.other_at then
        violation(found.other_at or pos, 'must have "@type" and "value" alone')
      end
      payload = encode(s, found.value_at, found.value_byte, depth + 1)
    else
      payload = encode(without_member(s, found.key_at, found.behind), pos, c, depth + 1)
    end
    return "\10" .. sized(found.type) .. "\18" .. sized(payload), behind
  end
end

--- Makes the decode function of `google.protobuf.Any`.
-- @tparam function resolve (type name) -> its decode function and whether its JSON is no plain object; nil if unknown
function M.any_decoder(resolve)
  return function(s, pos, stop, depth)
    local url, from, to = "", 1, 0
    for tag, first, last in wire.fields(s, pos, stop) do
      if tag == 10 then
        url = sub(s, first, last)
      elseif tag == 18 then
        from, to = first, last
      end
    end
    if url == "" and to < from then
      return "{}"
    end
    local decode, special = resolve(match(url, "([^/]*)$"))
    if not decode then
      malformed()
    end
    local text = decode(s, from, to, depth + 1)
    local head = '{"@type":' .. json.quote(url)
    if special then
      return head .. ',"value":' .. text .. "}"
    elseif text == "{}" then
      return head .. "}"
    end
    return head .. "," .. sub(text, 2)
  end
end

return M
