--- Limits operations by user and by address. The bundled rate-limiting counts all calls of a route alike, and Kong runs
-- it only once for a request. Counts in Redis; lets calls through while Redis is away, as its neighbour does.

local host = require "souk.host"
local limits = require "souk.operation_limits"

local kong = kong
local ipairs = ipairs

local OperationRateLimiting = {
  PRIORITY = 909,
  VERSION = "0.1.0",
}

local function server(redis)
  return {
    host = redis.host,
    port = redis.port,
    timeout_ms = redis.timeout,
    username = redis.username,
    password = redis.password,
  }
end

function OperationRateLimiting:access(config)
  local shared = kong.ctx.shared
  if not limits.counts(config.rpcs, shared.souk_match and shared.souk_match.route) then
    return
  end
  local now = host.now()
  for _, counter in ipairs(limits.counters(config, shared.souk_verdict, kong.client.get_forwarded_ip(), now)) do
    local count, reason = host.redis_count(server(config.redis), counter.key, limits.WINDOW)
    if not count then
      kong.log.err("cannot count requests: ", reason)
      return
    elseif count > counter.limit then
      return kong.response.exit(429, nil, { ["Retry-After"] = limits.retry_after(now) })
    end
  end
end

return OperationRateLimiting
