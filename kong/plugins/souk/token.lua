--- Access tokens: JSON Web Tokens (RFC 7519) signed with RS256, checked as RFC 8725 advises: one algorithm, a known
-- key, issuer, audience, type and lifetime all required.
-- @module souk.token

local base64 = require "souk.base64"
local cache = require "souk.cache"
local json_value = require "souk.json_value"

local max = math.max
local find, gmatch, lower, match = string.find, string.gmatch, string.lower, string.match
local ipairs, setmetatable, type = ipairs, setmetatable, type

local Verifier = {}
Verifier.__index = Verifier

local M = {}

--- Longer than any token that auth-service signs, in bytes.
M.MAX_LENGTH = 8192

--- By how many seconds the clock of who signed may be ahead. Expiry has no leeway.
M.LEEWAY = 5

--- How many verified tokens a worker remembers.
M.CACHED_TOKENS = 10000

--- The token of an Authorization header.
-- @tparam ?string header
-- @treturn ?string nil when the header is absent or of another scheme
function M.bearer(header)
  local scheme, token = match(header or "", "^%s*(%S+)%s+(%S+)%s*$")
  if scheme and lower(scheme) == "bearer" then
    return token
  end
  return nil
end

--- @tparam table options `keys` (a key set), `issuer`, `audience`, `host` (see `souk.host`)
function M.verifier(options)
  return setmetatable({
    keys = options.keys,
    issuer = options.issuer,
    audience = options.audience,
    host = options.host,
    verified = cache.new(M.CACHED_TOKENS),
  }, Verifier)
end

local function decode_object(part)
  if find(part, "[^%w_-]") then
    return nil
  end
  local text = base64.decode(part)
  return text and json_value.object(text)
end

local function is_text(value)
  return type(value) == "string" and value ~= ""
end

local function is_for(audience, expected)
  if type(audience) == "table" then
    for _, one in ipairs(audience) do
      if one == expected then
        return true
      end
    end
    return false
  end
  return audience == expected
end

local function roles_of(claims)
  if claims.roles == nil then
    return {}
  elseif type(claims.roles) ~= "table" then
    return nil
  end
  local roles = {}
  for i, role in ipairs(claims.roles) do
    -- They travel as one list with commas: a role with anything else in it could add another.
    if type(role) ~= "string" or not find(role, "^[A-Z][A-Z0-9_]*$") then
      return nil
    end
    roles[i] = role
  end
  return roles
end

--- What a machine may do by its token, as a set; false for other tokens, nil for senseless claims: a token that names a
-- machine (RFC 9068) is nothing without its scope.
local function scopes_of(claims)
  if claims.scope == nil and claims.client_id == nil then
    return false
  elseif type(claims.scope) ~= "string" or not (claims.client_id == nil or type(claims.client_id) == "string") then
    return nil
  end
  local scopes = {}
  for scope in gmatch(claims.scope, "[^ ]+") do
    scopes[scope] = true
  end
  return scopes
end

--- Header values must hold no control characters; nothing else may be smuggled along with an identity.
local function is_header_text(value)
  return is_text(value) and not find(value, "[%c\128-\255]") and #value <= 320
end

local function is_time(value)
  return value == nil or type(value) == "number"
end

--- What of the claims is used; nil when something that must be there is missing.
local function identity_of(self, claims)
  local roles, scopes = roles_of(claims), scopes_of(claims)
  local good = claims.iss == self.issuer and is_for(claims.aud, self.audience) and claims.typ == "access"
    and is_header_text(claims.sub) and is_header_text(claims.sid) and type(claims.exp) == "number" and roles
    and scopes ~= nil and is_time(claims.nbf) and is_time(claims.iat)
    and (claims.email == nil or is_header_text(claims.email))
  if not good then
    return nil
  end
  return {
    user_id = claims.sub,
    session_id = claims.sid,
    email = claims.email,
    roles = roles,
    scopes = scopes or nil,
    client_id = claims.client_id,
    expires = claims.exp,
    not_before = max(claims.nbf or 0, claims.iat or 0) - M.LEEWAY,
  }
end

local function check(self, token)
  local signed, header_part, payload_part, signature_part = match(token, "^(([^.]+)%.([^.]+))%.([^.]+)$")
  if not signed then
    return nil, "invalid"
  end
  local header = decode_object(header_part)
  if not header or header.alg ~= "RS256" or not is_text(header.kid) or header.crit ~= nil then
    return nil, "invalid"
  end
  local signature = not find(signature_part, "[^%w_-]") and base64.decode(signature_part)
  if not signature then
    return nil, "invalid"
  end
  local key, problem, detail = self.keys:find(header.kid)
  if not key then
    return nil, problem == "unavailable" and "unavailable" or "invalid", detail
  elseif not self.host.rs256_verify(key, signed, signature) then
    return nil, "invalid"
  end
  local claims = decode_object(payload_part)
  local identity = claims and identity_of(self, claims)
  if not identity then
    return nil, "invalid"
  end
  identity.key_id = header.kid
  return identity
end

--- Verifies a token. A token that was verified before is known by its hash; its times, and whether its key is still
-- published, are checked each time.
-- @tparam string token
-- @treturn[1] table `user_id`, `session_id`, `email` (may be nil), `roles`, `expires`; of a machine also
-- `client_id` and the set `scopes`
-- @return[2] nil
-- @treturn[2] string `invalid`, `expired`, or `unavailable` when the keys cannot be read
-- @treturn[2] ?string more about that, for the log
function Verifier:verify(token)
  if #token > M.MAX_LENGTH then
    return nil, "invalid"
  end
  local hash = self.host.sha256(token)
  local identity = self.verified:get(hash)
  if not identity or not self.keys:find(identity.key_id) then
    local problem, detail
    identity, problem, detail = check(self, token)
    if not identity then
      return nil, problem, detail
    end
    self.verified:set(hash, identity)
  end
  local now = self.host.now()
  if now >= identity.expires then
    self.verified:remove(hash)
    return nil, "expired"
  elseif now < identity.not_before then
    return nil, "invalid"
  end
  return identity
end

return M
