--- Limits by the client's address what the bundled rate-limiting beside it limits by user: Kong runs that plugin once
-- for a request. Counts in Redis by the minute; lets requests through while Redis is away, as its neighbour does.

local host = require "souk.host"

local kong = kong
local format = string.format
local floor, max = math.floor, math.max

local AddressRateLimiting = {
  PRIORITY = 909,
  VERSION = "0.1.0",
}

local WINDOW = 60

function AddressRateLimiting:access(config)
  local now = host.now()
  local window = floor(now / WINDOW) * WINDOW
  local key = format("addresslimit:%s:%s:%d", config.scope, kong.client.get_forwarded_ip(), window)
  local count, reason = host.redis_count({
    host = config.redis.host,
    port = config.redis.port,
    timeout_ms = config.redis.timeout,
    username = config.redis.username,
    password = config.redis.password,
  }, key, WINDOW)
  if not count then
    kong.log.err("cannot count requests: ", reason)
  elseif count > config.minute then
    return kong.response.exit(429, nil, { ["Retry-After"] = max(1, window + WINDOW - floor(now)) })
  end
end

return AddressRateLimiting
