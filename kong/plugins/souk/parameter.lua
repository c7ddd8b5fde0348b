--- Values of path and query parameters: text for one field of a request message, possibly a nested one.
-- @module souk.parameter

local base64 = require "souk.base64"
local encoder = require "souk.encoder"
local json = require "souk.json"
local numbers = require "souk.numbers"
local utf8 = require "souk.utf8"
local wellknown = require "souk.wellknown"
local wire = require "souk.wire"

local gmatch, find = string.gmatch, string.find
local ipairs, pcall, tonumber = ipairs, pcall, tonumber
local varint = wire.varint

local M = {}

local function sized(payload)
  return varint(#payload) .. payload
end

local SCALAR = {}

function SCALAR.string(text)
  if not utf8.valid(text) then
    return nil, "must be UTF-8"
  end
  return sized(text)
end

function SCALAR.bytes(text)
  local bytes = base64.decode(text)
  if not bytes then
    return nil, "must be base64"
  end
  return sized(bytes)
end

function SCALAR.bool(text)
  if text == "true" then
    return "\1"
  elseif text == "false" then
    return "\0"
  end
  return nil, "must be true or false"
end

function SCALAR.enum(text, field)
  local number = field.enum.values[text]
  if number then
    return numbers.PUT.int32(number)
  elseif find(text, "^-?%d+$") and numbers.put_text("int32", text) then
    return numbers.PUT.int32(tonumber(text))
  end
  return nil, "is not a value of the enum"
end

local function real(text, field)
  local value, reason = numbers.real(field.kind, text)
  if not value then
    return nil, reason
  end
  return numbers.put_real(field.kind, value)
end

SCALAR.float, SCALAR.double = real, real

--- Messages whose JSON is a string.
local TEXTUAL = {
  ["google.protobuf.Timestamp"] = true,
  ["google.protobuf.Duration"] = true,
  ["google.protobuf.FieldMask"] = true,
}

local function message(text, field)
  local name = field.message.name
  if wellknown.WRAPPERS[name] then
    local payload, reason = M.encode(text, field.message.fields[1])
    return payload and sized(payload), reason
  elseif TEXTUAL[name] then
    local ok, result = pcall(wellknown.ENCODE[name], json.quote(text), 1, 34, 1)
    if ok then
      return sized(result)
    end
    return nil, result.message
  end
  return nil, "cannot be given as a parameter"
end

SCALAR.message = message

local function tag(field)
  return varint(field.number * 8 + encoder.wire_type(field.kind))
end

--- Encodes a field, with its tag.
-- @tparam string text the value as given, decoded
-- @tparam table field from a schema
-- @treturn string wire data; nil and why not
function M.encode(text, field)
  if field.map then
    return nil, "cannot be given as a parameter"
  end
  local scalar = SCALAR[field.kind]
  local payload, reason
  if scalar then
    payload, reason = scalar(text, field)
  else
    payload, reason = numbers.put_text(field.kind, text)
  end
  if not payload then
    return nil, reason
  end
  return tag(field) .. payload
end

--- Finds the fields that a path like `address.city` leads through, by either name form.
-- @treturn table list of fields from the outermost to the one named; nil when there is none
function M.resolve(root, path)
  local fields, at = {}, root
  for name in gmatch(path .. ".", "([^.]*)%.") do
    local field = at and at.by_name[name]
    if not field then
      return nil
    end
    fields[#fields + 1] = field
    at = not field.repeated and field.message or nil
  end
  for i = 1, #fields - 1 do
    if not fields[i].message or encoder.is_special(fields[i].message.name) then
      return nil
    end
  end
  return fields
end

--- The same path in proto names, whichever form it was written in.
function M.canonical(fields)
  local path
  for _, field in ipairs(fields) do
    path = path and path .. "." .. field.name or field.name
  end
  return path
end

--- The path as clients read it, in JSON names.
function M.shown(fields)
  local path
  for _, field in ipairs(fields) do
    path = path and path .. "." .. field.json_name or field.json_name
  end
  return path
end

--- Puts wire data of the innermost field into the messages around it.
function M.wrap(fields, data)
  for i = #fields - 1, 1, -1 do
    data = tag(fields[i]) .. sized(data)
  end
  return data
end

--- Finds the value of a nested field in wire data; repeated submessages merge, so the last value counts.
-- @treturn string the payload without tag and length, or nil when it is absent
function M.find(data, fields)
  local found
  local function walk(from, to, depth)
    local field = fields[depth]
    local wanted = field.number * 8 + encoder.wire_type(field.kind)
    for current, first, last in wire.fields(data, from, to) do
      if current == wanted and depth == #fields then
        found = data:sub(first, last)
      elseif current == wanted then
        walk(first, last, depth + 1)
      end
    end
  end
  walk(1, #data, 1)
  return found
end

return M
