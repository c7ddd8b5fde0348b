--- Refuses what may not pass: paths and methods that do not exist, then callers whom the method's access rule does
-- not let in, then what a foreign page may have made a browser send. Behind the rate limits, so that floods of bad
-- tokens are limited too.

local access = require "souk.access"
local csrf = require "souk.csrf"
local errors = require "souk.errors"
local forgery = require "souk.forgery"
local host = require "souk.host"

local kong = kong
local format = string.format
local error, ipairs = error, ipairs

local AccessGuard = {
  PRIORITY = 905,
  VERSION = "0.1.0",
}

--- RFC 6750, 3.
local CHALLENGES = {
  TOKEN_MISSING = 'Bearer realm="souk"',
  TOKEN_INVALID = 'Bearer realm="souk", error="invalid_token", error_description="The token is not valid"',
  TOKEN_EXPIRED = 'Bearer realm="souk", error="invalid_token", error_description="The token has expired"',
  TOKEN_REVOKED = 'Bearer realm="souk", error="invalid_token", error_description="The session has ended"',
}

function AccessGuard:configure(configs)
  for _, config in ipairs(configs or {}) do
    csrf.new(config.csrf_secret, host)
  end
end

local function exit(rendered)
  kong.ctx.shared.souk_rendered = true
  return kong.response.exit(rendered.status, rendered.body, rendered.headers)
end

--- What there is to know besides the reason.
local function metadata_of(reason, route)
  if reason == "SCOPE_REQUIRED" then
    return { scope = route.scope }
  end
  return nil
end

local function challenge(reason, route)
  if reason == "SCOPE_REQUIRED" and route.scope ~= "" then
    return format('Bearer realm="souk", error="insufficient_scope", scope="%s"', route.scope)
  end
  return CHALLENGES[reason]
end

local function refuse(reason, route)
  local rendered = errors.own(reason, {
    metadata = metadata_of(reason, route),
    request_id = kong.request.get_header("x-request-id"),
    oauth = route.oauth,
  })
  rendered.headers["WWW-Authenticate"] = challenge(reason, route)
  return exit(rendered)
end

local function forgery_reason(config, shared, method)
  return forgery.reason({
    method = method,
    scheme = kong.request.get_scheme(),
    get_header = kong.request.get_header,
    route = shared.souk_match.route,
    verdict = shared.souk_verdict,
    cookies = shared.souk_cookies,
  }, config.origins, csrf.new(config.csrf_secret, host))
end

function AccessGuard:access(config)
  local shared, method = kong.ctx.shared, kong.request.get_method()
  local match, verdict = shared.souk_match, shared.souk_verdict
  if not match then
    local failure = shared.souk_match_failure or error("auth-token-validator has to run before", 0)
    return exit(errors.no_route(failure, method, kong.request.get_raw_path(), kong.request.get_header("x-request-id")))
  end
  local reason = access.app_refusal(shared.souk_app) or access.refusal(match.route, verdict, method)
    or forgery_reason(config, shared, method)
  if reason then
    return refuse(reason, match.route)
  end
  shared.souk_lacks_role = access.lacks_role(match.route, verdict)
end

return AccessGuard
