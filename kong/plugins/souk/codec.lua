--- Protobuf messages between the wire and JSON: the canonical proto3 mapping, read more strictly than it asks (no
-- quoted bools, no numbers for strings, no unknown or duplicate members, nothing behind the end).
--
--     local schema = require("souk.descriptor").load(bytes)
--     local codec = require("souk.codec").new(schema)
--     local wire, failure = codec:encoder("souk.user.v1.User")('{"name": "Ann"}')
--     local text, reason = codec:decoder("souk.user.v1.User")(wire)
--
-- A type is compiled when first asked for, with all that it uses. Nothing raises on hostile input.
-- @module souk.codec

local decoder = require "souk.decoder"
local encoder = require "souk.encoder"
local failure = require "souk.failure"
local json = require "souk.json"
local wellknown = require "souk.wellknown"
local wire = require "souk.wire"

local error, pcall, setmetatable = error, pcall, setmetatable
local MALFORMED = wire.MALFORMED

local Codec = {}
Codec.__index = Codec

local M = {}

--- Makes a function that compiles types of one direction, each once.
local function compiler(schema, generator, special)
  local functions = {}
  local function compile(name)
    local known = functions[name] or special[name]
    if known then
      functions[name] = known
      return known
    end
    local message = schema.messages[name]
    if not message then
      return nil
    end
    local generate = wellknown.WRAPPERS[name] and generator.generate_wrapper or generator.generate
    local made, callees, links = generate(message)
    -- Known before its callees are compiled, since types may be recursive.
    functions[name] = made
    for index = 1, #links do
      callees[index] = compile(links[index])
    end
    return made
  end
  return compile
end

local function with(map, name, value)
  local copy = {}
  for key, other in pairs(map) do
    copy[key] = other
  end
  copy[name] = value
  return copy
end

--- Makes a codec for the types of a schema.
-- @tparam table schema see `souk.descriptor`
-- @treturn Codec
function M.new(schema)
  local self = setmetatable({ schema = schema }, Codec)
  self.encode_function = compiler(schema, encoder, with(wellknown.ENCODE, "google.protobuf.Any",
    wellknown.any_encoder(function(name)
      return self.encode_function(name), encoder.is_special(name)
    end)))
  self.decode_function = compiler(schema, decoder, with(wellknown.DECODE, "google.protobuf.Any",
    wellknown.any_decoder(function(name)
      return self.decode_function(name), encoder.is_special(name)
    end)))
  return self
end

--- What a failure looks like to callers: `{ malformed, field, message }`.
local function failed(caught, text)
  if not failure.is(caught) then
    error(caught, 0)
  end
  return {
    malformed = caught.malformed,
    field = json.path_at(text, caught.position),
    message = caught.message,
    position = caught.position,
  }
end

local function read_all(encode, text)
  local pos, c = json.skip_space(text, 1)
  local payload, behind = encode(text, pos, c, 1)
  local last, rest = json.skip_space(text, behind)
  if rest then
    failure.malformed(last, "nothing may follow the value")
  end
  return payload
end

--- The function that reads a type's JSON.
-- @tparam string name full name of a message type
-- @treturn function `(text) -> wire` or `nil, { malformed, field, message }`: `malformed` when it is no JSON,
--   `field` the path in the text ("" for the whole)
-- @raise when the schema has no such type
function Codec:encoder(name)
  local encode = self.encode_function(name) or error("no message type " .. name, 0)
  return function(text)
    local ok, result = pcall(read_all, encode, text)
    if ok then
      return result
    end
    return nil, failed(result, text)
  end
end

--- The function that writes a type's JSON.
-- @tparam string name full name of a message type
-- @treturn function `(wire) -> text` or `nil, reason`
-- @raise when the schema has no such type
function Codec:decoder(name)
  local decode = self.decode_function(name) or error("no message type " .. name, 0)
  return function(bytes)
    local ok, result = pcall(decode, bytes, 1, #bytes, 1)
    if ok then
      return result
    elseif result ~= MALFORMED then
      error(result, 0)
    end
    return nil, "malformed " .. name
  end
end

return M
