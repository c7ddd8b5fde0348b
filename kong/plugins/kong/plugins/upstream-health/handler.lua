--- Asks the targets of gRPC upstreams over HTTP whether they are ready, and takes them out of use and back. Kong's own
-- active checks would speak HTTP/1 to the gRPC port: docs/decisions/0105. Publishes what it learns for service-status.

local health = require "souk.health"
local host = require "souk.host"
local status = require "souk.status"

local kong = kong
local format = string.format
local ipairs, pcall = ipairs, pcall

local UpstreamHealth = {
  PRIORITY = 1,
  VERSION = "0.1.0",
}

local function check(config, upstream, watch)
  local targets, responses = host.targets(upstream), {}
  local usable, states = watch:check(targets, function(target)
    local response = host.http_get(
      format("http://%s:%d%s", target.host, target.port + config.port_offset, config.path), config.timeout)
    responses[#responses + 1] = response
    return response
  end)
  for i, target in ipairs(targets) do
    host.set_health(upstream, target, usable[i])
  end
  local key = status.key(upstream)
  local line = status.observed(host.now(), states, responses, host.published(key))
  if line then
    host.publish(key, line)
  end
end

local function start(config, upstream)
  host.targets(upstream)
  local watch, busy = health.watch(config.misses), false
  host.every(config.interval, function()
    if busy then
      return
    end
    busy = true
    local checked, reason = pcall(check, config, upstream, watch)
    busy = false
    if not checked then
      kong.log.err("cannot check the health of ", upstream, ": ", reason)
    end
  end)
end

local started = {}

--- One worker asks for all.
function UpstreamHealth:configure(configs)
  if not host.is_first_worker() then
    return
  end
  for _, config in ipairs(configs or {}) do
    for _, upstream in ipairs(config.upstreams) do
      if not started[upstream] then
        started[upstream] = true
        start(config, upstream)
      end
    end
  end
end

return UpstreamHealth
