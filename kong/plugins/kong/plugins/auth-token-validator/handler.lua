--- Matches the route, reads the cookies and validates the caller's token or API key. Refuses nothing: what it finds
-- goes to `kong.ctx.shared`: `souk_match` or `souk_match_failure`, `souk_cookies` (see `souk.cookies`), `souk_verdict`
-- (see `souk.access`), and for a publishable key `souk_app` (`state` as of a verdict, and `api_key_id` when it is
-- valid). With an Authorization header the cookies of a session do not count and are left out.

local api_keys = require "souk.api_keys"
local cookies = require "souk.cookies"
local host = require "souk.host"
local key_set = require "souk.key_set"
local revocation = require "souk.revocation"
local router = require "souk.router"
local token = require "souk.token"

local kong = kong
local ipairs = ipairs

local AuthTokenValidator = {
  PRIORITY = 1050,
  VERSION = "0.1.0",
}

local parts = {}

local function build(config)
  local keys = key_set.new(config.jwks_uri, config.jwks_timeout, host)
  return {
    router = router.load(config.routes),
    keys = keys,
    api_keys = api_keys.new(config.api_keys_uri, config.api_keys_timeout, host),
    verifier = token.verifier({ keys = keys, issuer = config.issuer, audience = config.audience, host = host }),
    revocation = revocation.new({
      host = config.redis.host,
      port = config.redis.port,
      timeout_ms = config.redis.timeout,
      username = config.redis.username,
      password = config.redis.password,
    }, host),
  }
end

--- What a configuration needs, kept in the worker: keys, verified tokens and revoked sessions outlive a request.
local function parts_of(config)
  local own = parts[config.jwks_uri]
  if not own then
    own = build(config)
    parts[config.jwks_uri] = own
    host.every(config.jwks_refresh, function()
      local read, reason = own.keys:refresh()
      if not read then
        kong.log.warn("the keys at ", config.jwks_uri, " cannot be read, going on with those known: ", reason)
      end
    end)
  end
  return own
end

function AuthTokenValidator:configure(configs)
  for _, config in ipairs(configs or {}) do
    parts_of(config)
  end
end

local function verdict_on(own, bearer, source)
  local identity, problem, detail = own.verifier:verify(bearer)
  if not identity then
    if problem == "unavailable" then
      kong.log.err("tokens cannot be verified, there are no keys: ", detail)
    end
    return { state = problem, source = source }
  end
  local revoked, reason = own.revocation:is_revoked(identity.session_id)
  if revoked == nil then
    kong.log.err("cannot tell whether sessions are revoked: ", reason)
    return { state = "valid", source = source, token = bearer, identity = identity, revocation_unknown = true }
  elseif revoked then
    return { state = "revoked", source = source }
  end
  return { state = "valid", source = source, token = bearer, identity = identity }
end

--- What an API key stands for, in a session that goes on. That of the last answer may have ended, with the key or since
-- its owner's rights changed; in the latter case there is another one.
-- @return the use and whatever `judge` said of it; nil and the problem
local function living_use(own, key, judge)
  for attempt = 1, 2 do
    local use, problem, detail = own.api_keys:use(key, kong.client.get_forwarded_ip())
    if not use then
      if problem == "unavailable" then
        kong.log.err("cannot tell what an API key stands for: ", detail)
      end
      return nil, problem
    end
    local judged = judge(use)
    if judged.state ~= "revoked" or attempt == 2 then
      return use, judged
    end
    own.api_keys:forget(key)
  end
end

local function secret_key_verdict(own, key)
  local use, judged = living_use(own, key, function(use)
    return use.token and verdict_on(own, use.token, "header") or { state = "invalid", source = "header" }
  end)
  return use and judged or { state = judged, source = "header" }
end

local function header_verdict(own, header)
  local bearer = token.bearer(header)
  if api_keys.is_secret(bearer) then
    return secret_key_verdict(own, bearer)
  end
  return bearer and verdict_on(own, bearer, "header") or { state = "invalid", source = "header" }
end

--- The app that a publishable key names. It gives no right, so it does not matter while nobody can tell of revocations.
local function app_of(own, key)
  if not key then
    return nil
  elseif not api_keys.is_publishable(key) then
    return { state = "invalid" }
  end
  local use, judged = living_use(own, key, function(use)
    return { state = own.revocation:is_revoked(use.session_id) and "revoked" or "valid" }
  end)
  return { state = use and judged.state or judged, api_key_id = use and use.api_key_id }
end

--- The cookie with the access token ends with it, the one with the CSRF token with the session: a browser that has only
-- the latter is signed in, and must not be taken for a guest.
local function cookie_verdict(own, found)
  if found.access then
    return verdict_on(own, found.access, "cookie")
  elseif found.csrf then
    return { state = "expired", source = "cookie" }
  end
  return { state = "none" }
end

function AuthTokenValidator:access(config)
  local own, shared = parts_of(config), kong.ctx.shared
  shared.souk_match, shared.souk_match_failure =
    own.router:match(kong.request.get_method(), kong.request.get_raw_path())
  local header = kong.request.get_header("authorization")
  local found = cookies.read(kong.request.get_header("cookie") and kong.request.get_headers(1000)["cookie"])
  shared.souk_cookies = header and { guest = found.guest } or found
  shared.souk_app = app_of(own, kong.request.get_header("x-api-key"))
  shared.souk_verdict = header and header_verdict(own, header) or cookie_verdict(own, found)
end

return AuthTokenValidator
