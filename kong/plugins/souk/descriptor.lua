--- Reads a compiled `FileDescriptorSet` (google/protobuf/descriptor.proto) into a schema.
--
-- A schema has `messages` and `enums` by full name. A message has `name`, `fields` (by ascending number), `by_name`
-- (both name forms) and `map_entry`. A field has `name`, `json_name`, `number`, `kind` ("int32", "message", ...),
-- `message` or `enum`, `repeated`, `map` (with `key` and `value` fields), `oneof` (its name) and `presence`.
-- @module souk.descriptor

local wire = require "souk.wire"

local sub, format = string.sub, string.format
local floor = math.floor
local ipairs, pairs, error = ipairs, pairs, error
local sort = table.sort

local M = {}

local KINDS = {
  "double", "float", "int64", "uint64", "int32", "fixed64", "fixed32", "bool", "string", "group", "message", "bytes",
  "uint32", "enum", "sfixed32", "sfixed64", "sint32", "sint64",
}
local REPEATED = 3

--- Collects the fields of a message: number -> list of values (strings for length-delimited ones).
local function collect(s)
  local found = {}
  for tag, first, last in wire.fields(s) do
    local number = floor(tag / 8)
    local value
    if tag % 8 == 2 then
      value = sub(s, first, last)
    else
      local low, high = wire.read_varint(s, first)
      -- Enum numbers may be negative: sign-extended to 64 bits.
      value = high >= 2147483648 and low - 4294967296 or low
    end
    local list = found[number]
    if list then
      list[#list + 1] = value
    else
      found[number] = { value }
    end
  end
  return found
end

local function one(found, number)
  local list = found[number]
  return list and list[#list]
end

local function each(found, number)
  return ipairs(found[number] or {})
end

local function read_enum(schema, scope, s)
  local found = collect(s)
  local enum = { name = scope .. one(found, 1), values = {}, names = {} }
  for _, text in each(found, 2) do
    local value = collect(text)
    local name, number = one(value, 1), one(value, 2) or 0
    enum.values[name] = number
    -- The first name of a number is the one written; later ones are aliases.
    enum.names[number] = enum.names[number] or name
  end
  schema.enums[enum.name] = enum
end

--- The JSON name of a field without one (protoc always writes it).
local function lower_camel(name)
  return (name:gsub("_(.?)", string.upper))
end

local function read_field(s, oneofs, proto3)
  local found = collect(s)
  local name = one(found, 1)
  local optional = one(found, 17) == 1
  local index = one(found, 9)
  local kind = KINDS[one(found, 5)]
  local repeated = one(found, 4) == REPEATED
  local oneof = index and not optional and oneofs[index + 1] or nil
  local type_name = one(found, 6)
  return {
    name = name,
    json_name = one(found, 10) or lower_camel(name),
    number = one(found, 3),
    kind = kind,
    repeated = repeated,
    oneof = oneof,
    presence = not repeated and (oneof ~= nil or optional or kind == "message" or not proto3),
    type_name = type_name and sub(type_name, 2),
  }
end

local function read_message(schema, scope, s, syntax)
  local found = collect(s)
  local name = scope .. one(found, 1)
  local options = one(found, 7)
  local message = {
    name = name,
    fields = {},
    by_name = {},
    by_number = {},
    map_entry = options and one(collect(options), 7) == 1 or false,
    unsupported = syntax == "editions",
  }
  local oneofs = {}
  for i, text in each(found, 8) do
    oneofs[i] = one(collect(text), 1)
  end
  for i, text in each(found, 2) do
    message.fields[i] = read_field(text, oneofs, syntax == "proto3")
  end
  sort(message.fields, function(a, b)
    return a.number < b.number
  end)
  for _, field in ipairs(message.fields) do
    message.by_name[field.name] = field
    message.by_number[field.number] = field
  end
  -- A JSON name wins over another field's proto name.
  for _, field in ipairs(message.fields) do
    message.by_name[field.json_name] = field
  end
  schema.messages[name] = message
  for _, text in each(found, 3) do
    read_message(schema, name .. ".", text, syntax)
  end
  for _, text in each(found, 4) do
    read_enum(schema, name .. ".", text)
  end
end

local function read_service(schema, scope, s)
  local found = collect(s)
  local name = scope .. one(found, 1)
  for _, text in each(found, 2) do
    local method = collect(text)
    schema.methods[name .. "/" .. one(method, 1)] = {
      input = sub(one(method, 2), 2),
      output = sub(one(method, 3), 2),
      server_streaming = one(method, 6) == 1,
      client_streaming = one(method, 5) == 1,
    }
  end
end

local function link_field(schema, message, field)
  local kind = field.kind
  if kind == "enum" then
    field.enum = schema.enums[field.type_name]
  elseif kind == "message" or kind == "group" then
    field.message = schema.messages[field.type_name]
    local entry = field.message
    if entry and entry.map_entry and field.repeated then
      field.map, field.key, field.value = true, entry.by_number[1], entry.by_number[2]
    end
  else
    return
  end
  if not field.enum and not field.message then
    error(format("descriptor set: %s.%s has the unknown type %s", message.name, field.name, field.type_name), 0)
  end
end

--- Reads a descriptor set; it must include its imports.
-- @tparam string bytes a serialized `google.protobuf.FileDescriptorSet`
-- @treturn table `{ messages, enums, methods }`; methods by "package.Service/Method" with `input` and `output`
-- @raise when the bytes are no descriptor set, or a type is missing from it
function M.load(bytes)
  local schema = { messages = {}, enums = {}, methods = {} }
  for _, file in each(collect(bytes), 1) do
    local found = collect(file)
    local package = one(found, 2)
    local scope = package and package ~= "" and package .. "." or ""
    local syntax = one(found, 12) or "proto2"
    for _, text in each(found, 4) do
      read_message(schema, scope, text, syntax)
    end
    for _, text in each(found, 5) do
      read_enum(schema, scope, text)
    end
    for _, text in each(found, 6) do
      read_service(schema, scope, text)
    end
  end
  for _, message in pairs(schema.messages) do
    for _, field in ipairs(message.fields) do
      link_field(schema, message, field)
    end
  end
  return schema
end

local loaded = {}

--- Reads the descriptor set of a file, once per Lua state.
-- @raise when the file cannot be read or is no descriptor set
function M.load_file(path)
  local schema = loaded[path]
  if not schema then
    local file, reason = io.open(path, "rb")
    if not file then
      error("cannot load the descriptor set: " .. reason, 0)
    end
    local bytes = file:read("*a")
    file:close()
    schema = M.load(bytes)
    loaded[path] = schema
  end
  return schema
end

return M
