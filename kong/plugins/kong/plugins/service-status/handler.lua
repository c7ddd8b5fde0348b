--- Answers GET /v1/status from what upstream-health knows: it asks nobody. Behind the rate limits; every other path
-- goes on to access-guard, which refuses it.

local errors = require "souk.errors"
local host = require "souk.host"
local status = require "souk.status"

local kong = kong

local ServiceStatus = {
  PRIORITY = 906,
  VERSION = "0.1.0",
}

local HEADERS = { ["Content-Type"] = "application/json" }

function ServiceStatus:access(config)
  local method, path = kong.request.get_method(), kong.request.get_raw_path()
  local matches, failure = status.match(method, path)
  if not matches then
    return
  end
  kong.ctx.shared.souk_rendered = true
  if failure then
    local rendered = errors.no_route(failure, method, path, kong.request.get_header("x-request-id"))
    return kong.response.exit(rendered.status, rendered.body, rendered.headers)
  end
  local body = status.render(config.upstreams, host.published, host.now(), config.stale_after)
  return kong.response.exit(200, body, HEADERS)
end

return ServiceStatus
