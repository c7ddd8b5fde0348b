local access = require "souk.access"
local session_cookies = require "souk.session_cookies"
local spec = require "spec.spec"
local describe, it, equal = spec.describe, spec.it, spec.equal

local function metadata(change, value)
  local headers = {
    ["x-session-id"] = "ses_1",
    ["x-session-access-token"] = "a.b.c",
    ["x-session-access-token-expires"] = "1600",
    ["x-session-refresh-token"] = "r",
    ["x-session-refresh-token-expires"] = "5000",
  }
  if change then
    headers[change] = value
  end
  return function(name)
    return headers[name]
  end
end

describe("session cookies", function()
  it("keep the tokens until they end, and the CSRF token as long as the refresh token", function()
    equal({
      "__Host-souk_access=a.b.c; Max-Age=599; Path=/; HttpOnly; Secure; SameSite=Lax",
      "__Secure-souk_refresh=r; Max-Age=3999; Path=/v1/auth; HttpOnly; Secure; SameSite=Lax",
      "__Host-souk_csrf=t; Max-Age=3999; Path=/; Secure; SameSite=Lax",
    }, session_cookies.set(session_cookies.read(metadata()), "t", 1000.5))
  end)

  it("of tokens that have ended are gone at once", function()
    local list = session_cookies.set(session_cookies.read(metadata()), "t", 9000)
    for _, cookie in ipairs(list) do
      equal(true, cookie:find("Max-Age=0;", 1, true) ~= nil)
    end
  end)

  it("are not made without tokens", function()
    local tokens, problem = session_cookies.read(metadata("x-session-access-token", nil))
    equal({}, { tokens, problem })
  end)

  it("are not made of metadata that lacks something or could add an attribute", function()
    for _, name in ipairs({ "x-session-id", "x-session-access-token", "x-session-access-token-expires",
      "x-session-refresh-token", "x-session-refresh-token-expires" }) do
      equal(true, session_cookies.is_internal(name))
      for _, value in ipairs({ false, "", "a; Domain=example", "a\r\nb", "a b" }) do
        if name ~= "x-session-access-token" or value then
          local tokens, problem = session_cookies.read(metadata(name, value or nil))
          equal({ nil, "incomplete or malformed" }, { tokens, problem })
        end
      end
    end
  end)

  it("hide from clients what services say to the gateway alone, and nothing else", function()
    for _, name in ipairs({ "x-session-id", "x-session-anything", "x-souk-anything", "x-user-id", "x-guest-id" }) do
      equal(true, session_cookies.is_internal(name))
    end
    for _, name in ipairs({ "content-type", "x-request-id", "set-cookie", "my-x-session-id", "x-session", "traceparent",
      "x-ratelimit-remaining-minute" }) do
      equal(false, session_cookies.is_internal(name))
    end
  end)

  it("give auth-service the refresh token to refresh with, and no other method", function()
    equal("r", session_cookies.refresh_token(access.REFRESH, { refresh = "r" }))
    equal("", session_cookies.refresh_token(access.REFRESH, { refresh = "" }))
    equal(nil, session_cookies.refresh_token(access.REFRESH, { access = "a" }))
    for _, rpc in ipairs({ access.LOGOUT, "souk.auth.v1.AuthService/Login", "souk.cart.v1.CartService/GetCart" }) do
      equal(nil, session_cookies.refresh_token(rpc, { refresh = "r" }))
    end
  end)

  local function valid(source)
    return { state = "valid", source = source, identity = { session_id = "ses_1" } }
  end

  local function to(rpc, variables)
    return { route = { rpc = rpc }, variables = variables or {} }
  end

  local by_cookie, by_header = valid("cookie"), valid("header")
  local logout, refresh = to(access.LOGOUT), to(access.REFRESH)
  local all = { access = "a", refresh = "r", csrf = "c", guest = "g" }
  local cleared = {
    "__Host-souk_access=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax",
    "__Secure-souk_refresh=; Max-Age=0; Path=/v1/auth; HttpOnly; Secure; SameSite=Lax",
    "__Host-souk_csrf=; Max-Age=0; Path=/; Secure; SameSite=Lax",
  }
  local cleared_guest = "__Host-souk_guest=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax"

  it("are cleared by a logout that succeeded, the guest's too", function()
    equal({ cleared[1], cleared[2], cleared[3], cleared_guest },
      session_cookies.ended(logout, 200, by_cookie, all))
  end)

  it("are not cleared by a logout that failed or was by header", function()
    for _, status in ipairs({ 400, 401, 403, 429, 500, 503, 504 }) do
      equal({}, session_cookies.ended(logout, status, by_cookie, all))
    end
    equal({}, session_cookies.ended(logout, 200, by_header, {}))
  end)

  it("are cleared by who ends the session that they are of, and not by who ends another", function()
    local own = to(access.DELETE_SESSION, { session_id = "ses_1" })
    equal({ cleared[1], cleared[2], cleared[3], cleared_guest }, session_cookies.ended(own, 200, by_cookie, all))
    equal({}, session_cookies.ended(to(access.DELETE_SESSION, { session_id = "ses_2" }), 200, by_cookie, all))
    equal({}, session_cookies.ended(own, 200, by_header, {}))
    for _, status in ipairs({ 401, 403, 404, 503 }) do
      equal({}, session_cookies.ended(own, status, by_cookie, all))
    end
  end)

  it("are cleared when the session cannot be refreshed any more, but not while that is not known", function()
    equal(cleared, session_cookies.ended(refresh, 401, { state = "expired", source = "cookie" }, all))
    equal(cleared, session_cookies.ended(refresh, 401, { state = "none" }, { csrf = "c" }))
    for _, status in ipairs({ 200, 403, 429, 500, 503, 504 }) do
      equal({}, session_cookies.ended(refresh, status, { state = "none" }, all))
    end
    equal({}, session_cookies.ended(refresh, 401, { state = "none" }, {}))
    equal({}, session_cookies.ended(to("souk.user.v1.UserService/GetMe"), 401, by_cookie, all))
  end)
end)
