--- Turns client JSON into gRPC calls and the answers into JSON; renders errors, Kong's own refusals included.
--
-- Reads from `kong.ctx.shared`: `souk_match` (what `Router:match` answered in an earlier plugin; optional) and
-- `souk_rendered` (set by whoever exits with a body that is already in the API's form).

local errors = require "souk.errors"
local transcoder = require "souk.transcoder"
local warming = require "souk.warming"

local kong, ngx = kong, ngx
local concat = table.concat
local error, find, format, ipairs, pairs, sub, tonumber = error, string.find, string.format, ipairs, pairs, string.sub,
  tonumber

local GrpcTranscoder = {
  PRIORITY = 900,
  VERSION = "0.1.0",
}

--- Client headers that gRPC would take for its own, or services for another service's word. `strip_headers` takes more,
-- by the form of the name: a `-bin` header that is no base64 makes a service reset the stream.
local STRIPPED = { "te", "grpc-timeout", "grpc-encoding", "grpc-accept-encoding", "grpc-status", "grpc-message",
  "grpc-status-details-bin", "grpc-tags-bin", "grpc-trace-bin", "x-internal-token",
  "proxy-authorization", "cookie", "x-csrf-token" }

--- Response headers that are gRPC's, not HTTP's.
local INTERNAL_HEADERS = { "grpc-status", "grpc-message", "grpc-status-details-bin", "grpc-encoding",
  "grpc-accept-encoding", "trailer", "content-length" }

local function transcoder_of(config)
  return transcoder.load(config.descriptor_set, config.routes)
end

--- LuaJIT compiles a loop at its 56th turn.
local WARMING_ROUNDS = 60

--- Loads and compiles everything before the first request.
function GrpcTranscoder:configure(configs)
  for _, config in ipairs(configs or {}) do
    warming.load(config.descriptor_set, config.routes, WARMING_ROUNDS)
  end
end

local function request_id()
  return kong.request.get_header("x-request-id")
end

--- What nginx refused before `access` got its id in header_filter only, on the response.
local function response_id()
  return request_id() or kong.response.get_header("x-request-id")
end

local function exit(rendered)
  kong.ctx.shared.souk_rendered = true
  return kong.response.exit(rendered.status, rendered.body, rendered.headers)
end

local function strip_headers()
  for _, name in ipairs(STRIPPED) do
    kong.service.request.clear_header(name)
  end
  for name in pairs(kong.request.get_headers(1000)) do
    if find(name, "^grpc%-") or find(name, "^x%-internal%-") or find(name, "%-bin$") then
      kong.service.request.clear_header(name)
    end
  end
end

--- Steers the request to the gRPC method; `set_path` of the PDK would not steer grpc_pass.
local function send(call, body, config)
  strip_headers()
  kong.service.request.set_method("POST")
  ngx.req.set_uri(call.upstream_path)
  ngx.req.set_uri_args("")
  kong.service.request.set_header("content-type", "application/grpc")
  -- Kong sets the header TE from this, and looks at the client's before plugins run.
  ngx.var.upstream_te = "trailers"
  kong.service.request.set_header("grpc-timeout", format("%dm", config.timeout))
  kong.service.request.set_raw_body(body)
end

--- The call that the request stands for, and its message; nil and the refusal when it does not stand for one.
local function request_of(config, own, match)
  if kong.ctx.shared.souk_lacks_role then
    return own:refused_request(match)
  end
  local limit = own:takes_raw_body(match) and config.max_raw_body_size or config.max_body_size
  local declared = tonumber(kong.request.get_header("content-length")) or 0
  local body = declared <= limit and kong.request.get_raw_body(limit)
  if not body or #body > limit then
    return nil, errors.own("PAYLOAD_TOO_LARGE", {
      metadata = { maximum = format("%d", limit) },
      request_id = request_id(),
      oauth = match.route.oauth,
    })
  end
  return own:request(match, {
    raw_query = kong.request.get_raw_query(),
    body = body,
    content_type = kong.request.get_header("content-type"),
    request_id = request_id(),
  })
end

function GrpcTranscoder:access(config)
  local own = transcoder_of(config)
  local method, path = kong.request.get_method(), kong.request.get_raw_path()
  local match, failure = kong.ctx.shared.souk_match, nil
  if not match then
    match, failure = own.router:match(method, path)
  end
  if not match then
    return exit(errors.no_route(failure, method, path, request_id()))
  end
  local call, result = request_of(config, own, match)
  if not call then
    return exit(result)
  end
  kong.ctx.plugin.call = call
  kong.ctx.plugin.head = method == "HEAD"
  kong.ctx.plugin.deadline = ngx.now() + (config.timeout - 1) / 1000
  send(call, result, config)
end

--- Replaces the whole response.
local function replace(rendered)
  kong.response.set_status(rendered.status)
  for _, name in ipairs(INTERNAL_HEADERS) do
    kong.response.clear_header(name)
  end
  for name, value in pairs(rendered.headers) do
    kong.response.set_header(name, value)
  end
  if kong.request.get_method() ~= "HEAD" then
    kong.response.set_header("Content-Length", #rendered.body)
  end
  kong.ctx.plugin.replacement = rendered.body
end

--- Leaves out a file that the client has: its etag is the one of If-None-Match.
local function not_modified()
  kong.response.set_status(304)
  kong.ctx.plugin.replacement = ""
end

--- The response of a service: an error without a message, or the head of a success.
local function answered(config, call)
  local status = tonumber(kong.response.get_header("grpc-status"))
  local content_type = kong.response.get_header("content-type") or ""
  if status and status ~= 0 then
    return replace(transcoder_of(config):failure(call, status, kong.response.get_header("grpc-message"),
      kong.response.get_header("grpc-status-details-bin"), response_id()))
  elseif status == 0 or sub(content_type, 1, 16) ~= "application/grpc" then
    kong.log.err(call.route.rpc, " answered no gRPC message: status ", kong.response.get_status())
    return replace(errors.own("UPSTREAM_UNAVAILABLE", { request_id = response_id() }))
  end
  for _, name in ipairs(INTERNAL_HEADERS) do
    kong.response.clear_header(name)
  end
  if transcoder.is_unchanged(call, kong.request.get_header("if-none-match"), kong.response.get_header("etag")) then
    kong.response.clear_header("content-type")
    return not_modified()
  end
  kong.response.set_header("Content-Type",
    transcoder.content_type(call, kong.response.get_header("x-souk-content-type")))
  if call.route.oauth then
    kong.response.set_header("Pragma", "no-cache") -- RFC 6749, 5.1
  end
  kong.ctx.plugin.chunks = {}
end

--- A service resets the stream when the deadline that it was given passes, which nginx takes for a bad gateway. Clocks
-- tick in milliseconds, hence the one that `access` leaves out.
local function refused_status(status)
  local deadline = kong.ctx.plugin.deadline
  if status == 502 and deadline and ngx.now() >= deadline then
    return 504
  end
  return status
end

--- What Kong or nginx refused by itself. nginx takes neither TRACE nor CONNECT, whatever the path, and calls them GET
-- when it renders its error.
local function refused(config, status)
  if status == 405 then
    local line, path = ngx.var.request, kong.request.get_raw_path()
    local method = sub(line, 1, (find(line, " ", 1, true) or 1) - 1)
    local found, failure = transcoder_of(config).router:match(method, path)
    if not found then
      return errors.no_route(failure, method, path, response_id())
    end
  end
  local match = kong.ctx.shared.souk_match
  return errors.of_status(refused_status(status), response_id(), tonumber(kong.response.get_header("Retry-After")),
    match and match.route.oauth)
end

function GrpcTranscoder:header_filter(config)
  if kong.ctx.shared.souk_rendered then
    return
  end
  local call = kong.ctx.plugin.call
  if kong.ctx.plugin.head then
    -- The upstream saw POST; nginx must answer HEAD, without a body.
    ngx.req.set_method(ngx.HTTP_HEAD)
  end
  local status = kong.response.get_status()
  if kong.response.get_source() == "service" and call then
    answered(config, call)
  elseif status >= 400 then
    replace(refused(config, status))
  end
end

--- Emits a body that was made in header_filter, in place of the whole original.
local function emit_once(body)
  ngx.arg[1] = ngx.arg[2] and body or nil
end

--- The status that came behind the message.
local function trailing_status()
  return tonumber(ngx.var.upstream_trailer_grpc_status)
end

local function decoded(config, plugin)
  local status = trailing_status()
  if status and status ~= 0 then
    return nil, "grpc-status " .. status .. " behind a message: " .. (ngx.var.upstream_trailer_grpc_message or "")
  end
  return transcoder_of(config):response(plugin.call, concat(plugin.chunks))
end

function GrpcTranscoder:body_filter(config)
  local plugin = kong.ctx.plugin
  if plugin.replacement then
    emit_once(plugin.replacement)
    return
  elseif not plugin.chunks then
    return
  end
  local chunks = plugin.chunks
  chunks[#chunks + 1] = ngx.arg[1]
  ngx.arg[1] = nil
  if not ngx.arg[2] then
    return
  end
  local body, reason = decoded(config, plugin)
  if not body then
    -- 200 has left already: cutting the response off is the one way left to say that it is no success.
    error(plugin.call.route.rpc .. " failed after its head was sent: " .. reason, 0)
  end
  ngx.arg[1] = body
end

return GrpcTranscoder
