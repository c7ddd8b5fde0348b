--- Makes browsers forget the cookies of a session that has ended; see `ended` in `souk.session_cookies`. Runs behind
-- `grpc-transcoder`, which knows the status.

local session_cookies = require "souk.session_cookies"

local kong = kong
local ipairs = ipairs

local AuthCookieClearer = {
  PRIORITY = 880,
  VERSION = "0.1.0",
}

function AuthCookieClearer:header_filter()
  local shared = kong.ctx.shared
  if not shared.souk_match or kong.response.get_source() ~= "service" then
    return
  end
  local ended = session_cookies.ended(
    shared.souk_match, kong.response.get_status(), shared.souk_verdict, shared.souk_cookies)
  for _, cookie in ipairs(ended) do
    kong.response.add_header("Set-Cookie", cookie)
  end
end

return AuthCookieClearer
