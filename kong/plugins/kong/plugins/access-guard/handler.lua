--- Refuses what may not pass: paths and methods that do not exist, then callers whom the method's access rule does not
-- let in. Behind the rate limits, so that floods of bad tokens are limited too.

local access = require "souk.access"
local errors = require "souk.errors"

local kong = kong
local concat = table.concat
local error = error

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

local function exit(rendered)
  kong.ctx.shared.souk_rendered = true
  return kong.response.exit(rendered.status, rendered.body, rendered.headers)
end

local function refuse(reason, route)
  local rendered = errors.own(reason, {
    metadata = reason == "ROLE_REQUIRED" and { roles = concat(route.roles, ", ") } or nil,
    request_id = kong.request.get_header("x-request-id"),
  })
  rendered.headers["WWW-Authenticate"] = CHALLENGES[reason]
  return exit(rendered)
end

function AccessGuard:access()
  local shared, method = kong.ctx.shared, kong.request.get_method()
  local match, verdict = shared.souk_match, shared.souk_verdict
  if not match then
    local failure = shared.souk_match_failure or error("auth-token-validator has to run before", 0)
    return exit(errors.no_route(failure, method, kong.request.get_raw_path(), kong.request.get_header("x-request-id")))
  end
  local reason = access.refusal(match.route, verdict, method)
  if reason then
    return refuse(reason, match.route)
  end
end

return AccessGuard
