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

--- The same after a read that failed.
M.RETRY_SECONDS = 1

--- How many more may be made while one runs: a token with a new key must not be refused because another one with that
-- key came first.
M.OVERLAPPING_READS = 3

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
  local state = { uri = uri, timeout_ms = timeout_ms, host = host, fetching = 0, last_fetch = 0, overlapping = 0 }
  return setmetatable(state, KeySet)
end

local function read(self)
  local response, reason = self.host.http_get(self.uri, self.timeout_ms)
  if not response then
    return nil, reason
  elseif response.status ~= 200 then
    return nil, "status " .. response.status
  end
  local keys = keys_in(response.body)
  return keys, not keys and "no usable key in the set" or nil
end

--- Reads the set again; keeps what it has when that fails.
-- @treturn[1] boolean true
-- @return[2] nil
-- @treturn[2] string why not
function KeySet:refresh()
  self.last_fetch, self.overlapping = self.host.now(), 0
  return self:fetch()
end

function KeySet:fetch()
  self.fetching = self.fetching + 1
  local keys, reason = read(self)
  self.fetching = self.fetching - 1
  self.keys, self.failure = keys or self.keys, reason
  return keys and true or nil, reason
end

--- Reads the set again for a key id that is not in it, unless that was done just now.
-- @treturn[1] boolean true when the set is the latest
-- @return[2] nil
-- @treturn[2] string why it may not be
function KeySet:look_again()
  local pause = self.failure and M.RETRY_SECONDS or M.REFETCH_SECONDS
  if self.host.now() - self.last_fetch >= pause then
    return self:refresh()
  elseif self.fetching == 0 then
    return not self.failure or nil, self.failure
  elseif self.keys and self.overlapping >= M.OVERLAPPING_READS then
    return nil, "the keys are being read"
  end
  self.overlapping = self.overlapping + 1
  return self:fetch()
end

--- Finds a key.
-- @tparam string kid
-- @treturn[1] table `n` and `e`
-- @return[2] nil
-- @treturn[2] string `unknown`, or `unavailable` when nobody can tell: there is no set to look in, or it could not be
--   read again
-- @treturn[2] ?string why a read failed
function KeySet:find(kid)
  local key = self.keys and self.keys[kid]
  if key then
    return key
  end
  local is_latest, failure = self:look_again()
  key = self.keys and self.keys[kid]
  if key then
    return key
  elseif is_latest then
    return nil, "unknown"
  end
  return nil, "unavailable", failure
end

return M
