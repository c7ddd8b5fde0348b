--- Tokens that show that a request comes from a page which can read the cookies of a session: an HMAC of the session's
-- id, so that the token of another session is worth nothing (OWASP, signed double-submit cookie).
-- @module souk.csrf

local base64 = require "souk.base64"
local bit = require "bit"

local bor, bxor = bit.bor, bit.bxor
local byte, find, sub = string.byte, string.find, string.sub
local error, setmetatable = error, setmetatable

local Csrf = {}
Csrf.__index = Csrf

local M = {}

--- The shortest secret that is accepted, in bytes.
M.MIN_SECRET = 32

--- @tparam string secret the same on every instance
-- @tparam table host see `souk.host`
-- @raise when the secret is too short
function M.new(secret, host)
  if #(secret or "") < M.MIN_SECRET then
    error("csrf_secret must have at least " .. M.MIN_SECRET .. " characters", 0)
  end
  return setmetatable({ secret = secret, host = host }, Csrf)
end

--- @treturn string the token of a session
function Csrf:token(session_id)
  return base64.encode_url(self.host.hmac_sha256(self.secret, "souk-csrf:" .. session_id))
end

--- Compares in a time that depends on the lengths alone.
local function same(a, b)
  if #a ~= #b then
    return false
  end
  local difference = 0
  for i = 1, #a do
    difference = bor(difference, bxor(byte(a, i), byte(b, i)))
  end
  return difference == 0
end

--- @tparam ?string token what the client sent
-- @tparam ?string session_id nil when it is not known
-- @treturn boolean whether the token is the session's
function Csrf:matches(token, session_id)
  return token ~= nil and session_id ~= nil and same(token, self:token(session_id))
end

--- The session that a refresh token names: auth-service puts the 26 characters of its id first.
-- @treturn ?string nil when the token names none
function M.session_of(refresh_token)
  local bytes = base64.decode(sub(refresh_token, 1, 36))
  local id = bytes and sub(bytes, 1, 26)
  if not id or #id < 26 or find(id, "%W") then
    return nil
  end
  return "ses_" .. id
end

return M
