--- `souk.host` in the JVM: calls hand their question to Java and take up again with the answer.
-- See kong/plugins/souk/host.lua for what each function promises.
local request = require "kong_embedded.request"
local yield, unpack = coroutine.yield, unpack

local M = {}
local timers = {}

local function ask(...)
  return unpack(yield({ ... }), 1, 2)
end

--- Asks for something that Kong would have to wait for, which it cannot in its filters.
local function wait(what, ...)
  if request.current().phase == "header_filter" then
    error(what .. " cannot be called in header_filter", 3)
  end
  return ask(what, ...)
end

function M.now()
  return ngx.now()
end

function M.http_get(url, timeout_ms)
  local status, body = wait("http_get", url, timeout_ms)
  if not status then
    return nil, body
  end
  return { status = tonumber(status), body = body }
end

function M.http_post(url, body, timeout_ms)
  local status, answer = wait("http_post", url, body, timeout_ms)
  if not status then
    return nil, answer
  end
  return { status = tonumber(status), body = answer }
end

function M.latch()
  local id = ask("latch")
  return {
    wait = function(timeout_ms)
      wait("latch_wait", id, timeout_ms)
    end,
    open = function()
      ask("latch_open", id)
    end,
  }
end

function M.redis_exists(redis, key)
  local found, reason =
    wait("redis_exists", redis.host, redis.port, redis.timeout_ms, redis.username, redis.password, key)
  if not found then
    return nil, reason
  end
  return found == "1"
end

function M.redis_count(redis, key, seconds)
  local count, reason = ask("redis_count", redis.host, redis.port, redis.timeout_ms, redis.username, redis.password, key,
    seconds)
  return tonumber(count), reason
end

function M.rs256_verify(key, data, signature)
  return (ask("rs256_verify", key.n, key.e, data, signature)) == "1"
end

function M.sha256(data)
  return (ask("sha256", data))
end

function M.hmac_sha256(key, data)
  return (ask("hmac_sha256", key, data))
end

function M.random_bytes(count)
  return (ask("random_bytes", count))
end

function M.every(seconds, work)
  timers[#timers + 1] = work
  request.note(request.current(), "timer", #timers, seconds)
end

function M.is_first_worker()
  return (ask("first_worker")) == "1"
end

function M.publish(key, text)
  ask("publish", key, text)
end

function M.published(key)
  return (ask("published", key))
end

function M.targets(upstream)
  local found = {}
  for host, port in string.gmatch(ask("targets", upstream), "(%S+) (%d+)") do
    found[#found + 1] = { host = host, port = tonumber(port), name = host }
  end
  return found
end

function M.set_health(upstream, target, healthy)
  ask("set_health", upstream, target.host, target.port, healthy and "1" or "0")
end

function M.timer(id)
  return timers[id]
end

return M
