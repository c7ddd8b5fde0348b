--- Whether a session has been revoked: asked of Redis for every request, since logging out must take effect at once.
-- Only the answer "revoked" is remembered; it never changes back.
-- @module souk.revocation

local cache = require "souk.cache"

local setmetatable = setmetatable

local Revocation = {}
Revocation.__index = Revocation

local M = {}

--- How many revoked sessions a worker remembers.
M.CACHED_SESSIONS = 10000

--- @tparam table server see `host.redis_exists`
-- @tparam table host see `souk.host`
function M.new(server, host)
  return setmetatable({ server = server, host = host, revoked = cache.new(M.CACHED_SESSIONS) }, Revocation)
end

--- @tparam string session_id
-- @treturn[1] boolean
-- @return[2] nil
-- @treturn[2] string why it is not known
function Revocation:is_revoked(session_id)
  if self.revoked:get(session_id) then
    return true
  end
  local found, reason = self.host.redis_exists(self.server, "souk:revoked:" .. session_id)
  if found then
    self.revoked:set(session_id, true)
  end
  return found, reason
end

return M
