--- Says to services who calls. Whatever a client claims about itself is removed on every route; then the metadata of
-- the validated user and of the guest is set, the key that rate limits count by, and the trace. A new guest's id goes
-- to `kong.ctx.shared` as `souk_new_guest`, for `grpc-cookie-transformer`.

local access = require "souk.access"
local guest = require "souk.guest"
local host = require "souk.host"
local trace = require "souk.trace"

local kong, ngx = kong, ngx
local concat, find, gsub, lower = table.concat, string.find, string.gsub, string.lower
local ipairs, pairs = ipairs, pairs

local UserContextInjector = {
  PRIORITY = 1040,
  VERSION = "0.1.0",
}

--- What services read as the gateway's word: removed by name, however many headers there are.
local IDENTITY_HEADERS = { "authorization", "x-user-id", "x-user-email", "x-user-roles", "x-session-id", "x-guest-id",
  "x-internal-token", "x-user-agent", "x-api-key", "cookie" }

--- What they might read one day.
local RESERVED_PREFIXES = { "^x%-user%-", "^x%-session%-", "^x%-guest%-", "^x%-internal%-", "^x%-auth%-" }

local function is_reserved(name)
  local plain = gsub(name, "_", "-")
  for _, prefix in ipairs(RESERVED_PREFIXES) do
    if find(plain, prefix) then
      return true
    end
  end
  return false
end

local function strip()
  for _, name in ipairs(IDENTITY_HEADERS) do
    kong.service.request.clear_header(name)
  end
  for name in pairs(kong.request.get_headers(1000)) do
    if is_reserved(name) then
      kong.service.request.clear_header(name)
    end
  end
  -- nginx has answered it already, and a body that is too large is 413 whether or not the client would have waited.
  kong.service.request.clear_header("expect")
end

local function inject_user(identity, bearer)
  kong.service.request.set_header("authorization", "Bearer " .. bearer)
  kong.service.request.set_header("x-user-id", identity.user_id)
  kong.service.request.set_header("x-session-id", identity.session_id)
  kong.service.request.set_header("x-user-roles", concat(identity.roles, ","))
  if identity.email then
    kong.service.request.set_header("x-user-email", identity.email)
  end
end

local function inject_guest(shared, route)
  local id, is_new = guest.of(shared.souk_cookies.guest, route, shared.souk_verdict, host.random_bytes)
  if id then
    kong.service.request.set_header("x-guest-id", id)
  end
  shared.souk_new_guest = is_new and id or nil
end

--- The client of a token request may prove who it is by HTTP Basic (RFC 6749, 2.3.1), which auth-service reads.
local function pass_client_on(route, authorization)
  if route and route.oauth and authorization and find(lower(authorization), "^basic ") then
    kong.service.request.set_header("authorization", authorization)
  end
end

--- Passes a valid trace on, or starts one: the span's, where spans are made, which opentelemetry does by itself.
local function inject_trace(span)
  local traceparent = kong.request.get_header("traceparent")
  if not trace.is_valid(traceparent) then
    kong.service.request.clear_header("tracestate")
    if span then
      traceparent = trace.of(span)
      kong.service.request.clear_header("traceparent")
    else
      traceparent = trace.start(host.random_bytes)
      kong.service.request.set_header("traceparent", traceparent)
    end
  end
  kong.ctx.plugin.traceparent = traceparent
end

function UserContextInjector:access(config)
  local spans = ngx.ctx.KONG_SPANS
  local span = spans and spans[1]
  local user_agent, authorization = kong.request.get_header("user-agent"), kong.request.get_header("authorization")
  local shared = kong.ctx.shared
  local route, verdict = shared.souk_match and shared.souk_match.route, shared.souk_verdict
  strip()
  if access.is_told(route, verdict, kong.request.get_method()) then
    inject_user(verdict.identity, verdict.token)
  end
  pass_client_on(route, authorization)
  inject_guest(shared, route)
  if user_agent then
    -- gRPC has a user-agent of its own.
    kong.service.request.set_header("x-user-agent", user_agent)
  end
  local limited = verdict.state == "valid" and "user:" .. verdict.identity.user_id
    or "ip:" .. kong.client.get_forwarded_ip()
  kong.service.request.set_header(config.limit_header, limited)
  inject_trace(span)
end

function UserContextInjector:header_filter()
  local started = kong.ctx.plugin.traceparent
  if started then
    -- Services were told by opentelemetry, which runs behind this one, unless the request ended before.
    local told = kong.request.get_header("traceparent")
    kong.response.set_header("traceparent", trace.is_valid(told) and told or started)
  end
end

--- Before opentelemetry sends the span: what it must not hold came with the request, and stays in one that another
-- plugin ended, as cors ends a preflight.
function UserContextInjector:log()
  local spans = ngx.ctx.KONG_SPANS
  trace.clean(spans and spans[1])
end

return UserContextInjector
