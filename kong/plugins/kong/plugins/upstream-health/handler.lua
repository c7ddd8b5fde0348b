--- Asks the targets of gRPC upstreams over HTTP whether they are ready, and takes them out of use and back. Kong's own
-- active checks would speak HTTP/1 to the gRPC port: docs/decisions/0105.

local health = require "souk.health"
local host = require "souk.host"

local kong = kong
local format = string.format
local ipairs, pcall = ipairs, pcall

local UpstreamHealth = {
  PRIORITY = 1,
  VERSION = "0.1.0",
}

local function start(config, upstream)
  host.targets(upstream)
  local watch, busy = health.watch(config.misses), false
  local function ask(target)
    return host.http_get(format("http://%s:%d%s", target.host, target.port + config.port_offset, config.path),
      config.timeout)
  end
  host.every(config.interval, function()
    if busy then
      return
    end
    busy = true
    local checked, reason = pcall(function()
      local targets = host.targets(upstream)
      for i, usable in ipairs(watch:check(targets, ask)) do
        host.set_health(upstream, targets[i], usable)
      end
    end)
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
