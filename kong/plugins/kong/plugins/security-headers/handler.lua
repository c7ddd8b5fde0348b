--- Tells browsers what not to do with an answer, and caches what not to keep. Runs behind the transcoder, on every
-- response: Kong's own refusals too.

local caching = require "souk.caching"

local kong = kong
local pairs = pairs

local SecurityHeaders = {
  PRIORITY = 870,
  VERSION = "0.1.0",
}

--- An API has no pages: nothing in an answer may be run, framed or guessed at. Browsers ignore the first one over plain
-- HTTP, and the gateway does not see whether TLS ended in front of it.
local HEADERS = {
  ["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains",
  ["X-Content-Type-Options"] = "nosniff",
  ["Referrer-Policy"] = "no-referrer",
  ["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'",
}

function SecurityHeaders:header_filter()
  for name, value in pairs(HEADERS) do
    kong.response.set_header(name, value)
  end
  local shared = kong.ctx.shared
  local route = shared.souk_match and shared.souk_match.route
  if not caching.is_storable(route, shared.souk_verdict, kong.response.get_status()) then
    kong.response.set_header("Cache-Control", "no-store")
  end
end

return SecurityHeaders
