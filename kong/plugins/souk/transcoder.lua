--- JSON over HTTP to gRPC and back, for one descriptor set and one route table. What it needs of a request comes as
-- arguments: it knows nothing of Kong.
-- @module souk.transcoder

local binding = require "souk.binding"
local codec = require "souk.codec"
local descriptor = require "souk.descriptor"
local errors = require "souk.errors"
local json = require "souk.json"
local router = require "souk.router"
local wire = require "souk.wire"

local byte, char, find, first_of, format, gmatch, lower, sub = string.byte, string.char, string.find, string.match,
  string.format, string.gmatch, string.lower, string.sub
local floor = math.floor
local error, ipairs, pairs, setmetatable = error, ipairs, pairs, setmetatable

local HTTP_BODY = "google.api.HttpBody"

local Transcoder = {}
Transcoder.__index = Transcoder

local M = {}

--- The length-prefixed message of gRPC over HTTP/2, not compressed.
function M.frame(message)
  local n = #message
  return char(0, floor(n / 16777216) % 256, floor(n / 65536) % 256, floor(n / 256) % 256, n % 256) .. message
end

--- Reads a response of exactly one message.
-- @treturn string the message; nil and why not
function M.unframe(bytes)
  local compressed, a, b, c, d = byte(bytes, 1, 5)
  if not d then
    return nil, "no message"
  elseif compressed ~= 0 then
    return nil, "a compressed message"
  elseif #bytes - 5 ~= a * 16777216 + b * 65536 + c * 256 + d then
    return nil, "not exactly one message"
  end
  return sub(bytes, 6)
end

--- Takes one member out of an object, for `response_body`.
local function member_reader(decode, name)
  return function(bytes)
    local text, reason = decode(bytes)
    if not text then
      return nil, reason
    end
    local found = "null"
    json.each_member(text, 1, function(key, _, at, c)
      local behind = json.skip_value(text, at, c, 1)
      if key == name then
        found = sub(text, at, behind - 1)
      end
      return behind
    end)
    return found
  end
end

--- Takes the data out of a `google.api.HttpBody`.
local function raw_reader(bytes)
  local data = ""
  for tag, first, last in wire.fields(bytes) do
    if tag == 18 then
      data = sub(bytes, first, last)
    end
  end
  return data
end

local function response_reader(message_codec, output, response_body)
  if output.name == HTTP_BODY then
    return raw_reader
  end
  local decode = message_codec:decoder(output.name)
  if response_body == "" then
    return decode
  end
  local field = output.by_name[response_body] or error(format("%s has no field %s", output.name, response_body), 0)
  return member_reader(decode, field.json_name)
end

local function prepare(self, route)
  local method = self.schema.methods[route.rpc] or error("no RPC " .. route.rpc .. " in the descriptor set", 0)
  if method.server_streaming or method.client_streaming then
    error(route.rpc .. ": streaming methods have no JSON form", 0)
  end
  return {
    route = route,
    binding = binding.new(self.codec, route),
    read_response = response_reader(self.codec, self.schema.messages[method.output], route.response_body),
    raw_response = method.output == HTTP_BODY,
    upstream_path = "/" .. route.rpc,
  }
end

--- Makes a transcoder.
-- @tparam table schema see `souk.descriptor`
-- @tparam table routes a `Router`
-- @raise when a route does not fit the schema
function M.new(schema, routes)
  local self = setmetatable({ schema = schema, router = routes, codec = codec.new(schema), calls = {} }, Transcoder)
  for _, route in ipairs(routes.routes) do
    self.calls[route] = prepare(self, route)
  end
  return self
end

local loaded = {}

--- Makes the transcoder of two files, once per Lua state.
function M.load(descriptor_path, routes_path)
  local key = descriptor_path .. "\n" .. routes_path
  if not loaded[key] then
    loaded[key] = M.new(descriptor.load_file(descriptor_path), router.load(routes_path))
  end
  return loaded[key]
end

local function has_type(content_type, wanted)
  local given = first_of(lower(content_type or ""), "^([^;]*)")
  return first_of(given, "^(.-)%s*$") == wanted
end

--- What the body of a route has to be.
local function content_type_of(route)
  return route.oauth and "application/x-www-form-urlencoded" or "application/json"
end

--- Transcodes a request.
-- @tparam table match result of `Router:match`, from the router of this transcoder
-- @tparam table request `raw_query`, `body` ("" when there is none), `content_type`, `request_id`
-- @treturn table call to hand to `response`, with `upstream_path`; or nil and `{ status, headers, body }`
-- @treturn string gRPC body
function Transcoder:request(match, request)
  local call = self.calls[match.route]
  local bound = call.binding
  local body, oauth = request.body, match.route.oauth
  if body ~= "" and bound:takes_body() and not bound:takes_raw_body()
    and not has_type(request.content_type, content_type_of(match.route)) then
    return nil, errors.own("UNSUPPORTED_MEDIA_TYPE", {
      message = format("The body must be %s.", content_type_of(match.route)),
      request_id = request.request_id,
      oauth = oauth,
    })
  end
  local message, failure = bound:encode(match.variables, request.raw_query, body, request.content_type)
  if not message then
    return nil, errors.bad_message(failure, request.request_id, oauth)
  end
  return call, M.frame(message)
end

--- Whether the body of a request is passed on as it is.
-- @tparam table match result of `Router:match`, from the router of this transcoder
-- @treturn boolean
function Transcoder:takes_raw_body(match)
  return self.calls[match.route].binding:takes_raw_body()
end

--- A request that the service refuses whatever it holds, so that nothing of it has to be read before.
-- @tparam table match result of `Router:match`, from the router of this transcoder
-- @treturn table call
-- @treturn string gRPC body: an empty message
function Transcoder:refused_request(match)
  return self.calls[match.route], M.frame("")
end

--- Transcodes a successful response.
-- @tparam table call from `request`
-- @tparam string bytes the whole gRPC body
-- @treturn string JSON text (or raw data); nil and why not
function Transcoder.response(_, call, bytes)
  local message, reason = M.unframe(bytes)
  if not message then
    return nil, reason
  end
  return call.read_response(message)
end

--- The type of a successful response. What is in an `HttpBody` comes too late for a header: its service names the type
-- in metadata too, `x-souk-content-type`.
-- @tparam table call from `request`
-- @tparam ?string named by the service
-- @treturn string
function M.content_type(call, named)
  if not call.raw_response then
    return "application/json"
  end
  local is_type = named and find(named, "^[%w!#$&^_.+-]+/[%w!#$&^_.+-]+$")
  return is_type and named or "application/octet-stream"
end

--- Whether a client has the file that a service answers (RFC 9110, 13.1.2: entity tags are compared weakly).
-- @tparam table call from `request`
-- @tparam ?string if_none_match of the client's
-- @tparam ?string etag of the service's
-- @treturn boolean
function M.is_unchanged(call, if_none_match, etag)
  if not (call.raw_response and call.route.http_method == "GET" and if_none_match and etag) then
    return false
  elseif first_of(if_none_match, "^%s*%*%s*$") then
    return true
  end
  local opaque = first_of(etag, '^W?/?(".*")$')
  for tag in gmatch(if_none_match, '"[^"]*"') do
    if tag == opaque then
      return true
    end
  end
  return false
end

--- Renders the error that a service answered to a call; see `errors.of_grpc`.
function Transcoder:failure(call, code, message, details_bin, request_id)
  return errors.of_grpc(self.codec, code, message, details_bin, request_id, call.route.oauth)
end

--- Names of all message types that routes use, for tests and warming.
function Transcoder:types()
  local names = {}
  for route in pairs(self.calls) do
    local method = self.schema.methods[route.rpc]
    names[method.input], names[method.output] = true, true
  end
  return names
end

return M
