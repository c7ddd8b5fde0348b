--- Hands the refresh token of the cookie to auth-service as metadata, on the one route that takes it. Clients cannot
-- send that metadata: `user-context-injector` has stripped it.

local session_cookies = require "souk.session_cookies"

local kong = kong

local AuthMetadataSetter = {
  PRIORITY = 1030,
  VERSION = "0.1.0",
}

function AuthMetadataSetter:access()
  local shared = kong.ctx.shared
  local token = shared.souk_match and session_cookies.refresh_token(shared.souk_match.route.rpc, shared.souk_cookies)
  if token then
    kong.service.request.set_header("x-session-refresh-token", token)
  end
end

return AuthMetadataSetter
