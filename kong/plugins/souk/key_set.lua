--- The public keys that tokens are signed with: a JSON Web Key Set (RFC 7517) read over HTTP when first needed, read
-- again in the background, and kept when it cannot be read.
-- @module souk.key_set

local json_value = require "souk.json_value"

local ipairs, next, setmetatable, type = ipairs, next, setmetatable, type

local KeySet = {}
KeySet.__index = KeySet

local M = {}

--- Between two reads that an unknown key id may cause, in seconds: whoever makes up key ids causes no more.
M.REFETCH_SECONDS = 5

--- Reads the keys that may verify RS256; others in the set are for somebody else.
local function keys_in(text)
  local document = json_value.object(text)
  if not document or type(document.keys) ~= "table" then
    return nil
  end
  local keys = {}
  for _, key in ipairs(document.keys) do
    local usable = type(key) == "table" and key.kty == "RSA" and type(key.kid) == "string" and type(key.n) == "string"
      and type(key.e) == "string" and (key.use == nil or key.use == "sig") and (key.alg == nil or key.alg == "RS256")
    if usable then
      keys[key.kid] = { n = key.n, e = key.e }
    end
  end
  return next(keys) and keys or nil
end

--- @tparam string uri of the set
-- @tparam number timeout_ms
-- @tparam table host see `souk.host`
function M.new(uri, timeout_ms, host)
  return setmetatable({ uri = uri, timeout_ms = timeout_ms, host = host, fetching = 0, last_fetch = 0 }, KeySet)
end

--- Reads the set again; keeps what it has when that fails.
-- @treturn[1] boolean true
-- @return[2] nil
-- @treturn[2] string why not
function KeySet:refresh()
  self.last_fetch = self.host.now()
  self.fetching = self.fetching + 1
  local response, reason = self.host.http_get(self.uri, self.timeout_ms)
  self.fetching = self.fetching - 1
  if not response then
    return nil, reason
  elseif response.status ~= 200 then
    return nil, "status " .. response.status
  end
  local keys = keys_in(response.body)
  if not keys then
    return nil, "no usable key in the set"
  end
  self.keys = keys
  return true
end

--- Whether an unknown key id may cause another read: not when one was just made, unless it still runs (a token with a
-- new key must not be refused because another one with that key came first).
function KeySet:may_refetch()
  return self.fetching > 0 or self.host.now() - self.last_fetch >= M.REFETCH_SECONDS
end

--- Finds a key.
-- @tparam string kid
-- @treturn[1] table `n` and `e`
-- @return[2] nil
-- @treturn[2] string `unknown`, or `unavailable` when there is no set to look in
-- @treturn[2] ?string why a read failed
function KeySet:find(kid)
  local key = self.keys and self.keys[kid]
  if key then
    return key
  end
  local failure
  if not self.keys or self:may_refetch() then
    local _
    _, failure = self:refresh()
  end
  if not self.keys then
    return nil, "unavailable", failure
  end
  key = self.keys[kid]
  if key then
    return key
  end
  return nil, "unknown", failure
end

return M
