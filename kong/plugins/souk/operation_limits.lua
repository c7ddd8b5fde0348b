--- How often operations that move money may be called: by user, or by address where there is none, and by address
-- whoever calls. A window is a minute of the clock.
-- @module souk.operation_limits

local format = string.format
local floor, max = math.floor, math.max
local ipairs = ipairs

local M = {}

--- Seconds that are counted together.
M.WINDOW = 60

--- Whether calls of the route are counted.
-- @tparam ?table rpcs names of RPCs; nil for all
-- @tparam ?table route an entry of the route table
-- @treturn boolean
function M.counts(rpcs, route)
  if rpcs == nil then
    return true
  end
  for _, rpc in ipairs(rpcs) do
    if route and route.rpc == rpc then
      return true
    end
  end
  return false
end

--- What a call is counted as.
-- @tparam table config `scope`, `by_user` and `by_address`: how many calls a minute are let through
-- @tparam table verdict see `souk.access`
-- @tparam string address of the client
-- @tparam number now seconds
-- @treturn table counters: `key` and `limit` each
function M.counters(config, verdict, address, now)
  local window = floor(now / M.WINDOW)
  local caller = verdict.state == "valid" and "user:" .. verdict.identity.user_id or "ip:" .. address
  return {
    { key = format("operations:%s:caller:%s:%d", config.scope, caller, window), limit = config.by_user },
    { key = format("operations:%s:address:%s:%d", config.scope, address, window), limit = config.by_address },
  }
end

--- @tparam number now seconds
-- @treturn number seconds until the next window begins, at least 1
function M.retry_after(now)
  return max(1, M.WINDOW - floor(now) % M.WINDOW)
end

return M
