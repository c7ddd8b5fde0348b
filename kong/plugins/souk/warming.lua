--- Reads and writes made-up messages before the first request, so that LuaJIT compiles each type's code while it sees
-- that type alone. A type first used after much varied traffic stays slower.
-- @module souk.warming

local json = require "souk.json"
local transcoder = require "souk.transcoder"

local concat = table.concat
local ipairs, pairs = ipairs, pairs

local M = {}

local SAMPLES = {
  string = '"Some text of an ordinary length"', bytes = '"c29tZSBieXRlcw=="', bool = "true", enum = "0",
  double = "1.5", float = "1.5",
}

local WELL_KNOWN = {
  ["google.protobuf.Timestamp"] = '"2026-01-31T12:00:00.250Z"',
  ["google.protobuf.Duration"] = '"3.500s"',
  ["google.protobuf.FieldMask"] = '"name,displayName"',
  ["google.protobuf.Any"] = "{}",
  ["google.protobuf.Struct"] = '{"a":1}',
  ["google.protobuf.Value"] = '"a"',
  ["google.protobuf.ListValue"] = "[1]",
}

local sample

local function value_of(field, depth)
  if field.kind ~= "message" then
    return SAMPLES[field.kind] or "12"
  elseif WELL_KNOWN[field.message.name] then
    return WELL_KNOWN[field.message.name]
  elseif field.message.name:find("^google%.protobuf%.%w+Value$") then
    return value_of(field.message.fields[1], depth)
  end
  return sample(field.message, depth + 1)
end

local function key_of(field)
  return field.kind == "string" and '"key"' or field.kind == "bool" and '"true"' or '"12"'
end

--- Makes JSON of a type, with a value for each field; recursive types end at some depth.
function sample(message, depth)
  local members, chosen = {}, {}
  for _, field in ipairs(message.fields) do
    local rival = field.oneof and chosen[field.oneof]
    if not rival and (field.kind ~= "message" or depth < 5) then
      chosen[field.oneof or field.name] = true
      local text
      if field.map then
        text = "{" .. key_of(field.key) .. ":" .. value_of(field.value, depth) .. "}"
      elseif field.repeated then
        local value = value_of(field, depth)
        text = "[" .. value .. "," .. value .. "]"
      else
        text = value_of(field, depth)
      end
      members[#members + 1] = json.quote(field.json_name) .. ":" .. text
    end
  end
  return "{" .. concat(members, ",") .. "}"
end

M.sample = sample

--- Compiles the code of every type that the transcoder's routes use.
-- @tparam table warmed a transcoder
-- @tparam number rounds how often each type is read and written; LuaJIT compiles a loop at its 56th turn
function M.run(warmed, rounds)
  for name in pairs(warmed:types()) do
    local message = warmed.schema.messages[name]
    if name ~= "google.api.HttpBody" then
      local text = sample(message, 1)
      local encode, decode = warmed.codec:encoder(name), warmed.codec:decoder(name)
      for _ = 1, rounds do
        decode(encode(text))
      end
    end
  end
end

--- Loads and warms the transcoder of two files, once per Lua state.
function M.load(descriptor_path, routes_path, rounds)
  local warmed = transcoder.load(descriptor_path, routes_path)
  if not warmed.warm then
    warmed.warm = true
    M.run(warmed, rounds)
  end
  return warmed
end

return M
