local access = require "souk.access"
local base64 = require "souk.base64"
local csrf = require "souk.csrf"
local forgery = require "souk.forgery"
local spec = require "spec.spec"
local describe, it, equal = spec.describe, spec.it, spec.equal

local tokens = csrf.new(string.rep("s", 32), {
  hmac_sha256 = function(key, data)
    return key .. "|" .. data
  end,
})
local ID = "01jd8m3q4ref7vd8z8p4v6k1nc"
local SESSION = "ses_" .. ID
local RIGHT = tokens:token(SESSION)
local REFRESH_TOKEN = base64.encode_url(ID .. string.rep("\200", 48))
local BY_COOKIE = { state = "valid", source = "cookie", identity = { session_id = SESSION } }
local BY_HEADER = { state = "valid", source = "header", identity = { session_id = SESSION } }
local NOBODY = { state = "none" }
local UNSAFE = { "POST", "PATCH", "DELETE", "PUT" }

local function reason(method, rule, verdict, headers, cookies, rpc)
  return forgery.reason({
    method = method,
    scheme = "http",
    get_header = function(name)
      return headers[name] or name == "host" and "api.example" or nil
    end,
    route = { access = rule, rpc = rpc or "souk.user.v1.UserService/UpdateMe" },
    verdict = verdict,
    cookies = cookies or {},
  }, { "https://shop.example" }, tokens)
end

describe("forgery", function()
  it("is possible where a cookie alone names the session and the token is missing or another's", function()
    for _, method in ipairs(UNSAFE) do
      for _, rule in ipairs({ "user", "roles", "guest" }) do
        equal("CSRF_TOKEN_INVALID", reason(method, rule, BY_COOKIE, {}))
        equal("CSRF_TOKEN_INVALID", reason(method, rule, BY_COOKIE, { ["x-csrf-token"] = tokens:token("ses_other") }))
        equal(nil, reason(method, rule, BY_COOKIE, { ["x-csrf-token"] = RIGHT }))
      end
    end
  end)

  it("is not possible by what changes nothing, from wherever", function()
    for _, method in ipairs({ "GET", "HEAD" }) do
      equal(nil, reason(method, "user", BY_COOKIE, { origin = "https://evil.example" }))
    end
  end)

  it("is not possible with an Authorization header, from wherever", function()
    equal(nil, reason("POST", "user", BY_HEADER, { origin = "https://evil.example" }))
  end)

  it("is possible from foreign pages, with the token too", function()
    local headers = { origin = "https://evil.example", ["x-csrf-token"] = RIGHT }
    equal("ORIGIN_NOT_ALLOWED", reason("POST", "user", BY_COOKIE, headers))
    headers = { ["sec-fetch-site"] = "cross-site", ["x-csrf-token"] = RIGHT }
    equal("ORIGIN_NOT_ALLOWED", reason("POST", "user", BY_COOKIE, headers))
    equal(nil, reason("POST", "user", BY_COOKIE, { origin = "https://shop.example", ["x-csrf-token"] = RIGHT }))
  end)

  it("is possible from foreign pages against guests and those who sign in, whom no token is asked of", function()
    for _, rule in ipairs({ "guest", "public" }) do
      equal("ORIGIN_NOT_ALLOWED", reason("POST", rule, NOBODY, { origin = "https://evil.example" }))
      equal(nil, reason("POST", rule, NOBODY, {}))
    end
    equal(nil, reason("POST", "public", BY_COOKIE, {}))
  end)

  it("of a refresh is told by the session of the cookie, whatever the access token", function()
    for _, verdict in ipairs({ BY_COOKIE, NOBODY, { state = "expired", source = "cookie" } }) do
      local cookies = { refresh = REFRESH_TOKEN }
      equal("CSRF_TOKEN_INVALID", reason("POST", "public", verdict, {}, cookies, access.REFRESH))
      equal(nil, reason("POST", "public", verdict, { ["x-csrf-token"] = RIGHT }, cookies, access.REFRESH))
    end
    equal("CSRF_TOKEN_INVALID",
      reason("POST", "public", NOBODY, { ["x-csrf-token"] = RIGHT }, { refresh = "" }, access.REFRESH))
    equal(nil, reason("POST", "public", NOBODY, {}, {}, access.REFRESH))
  end)

  it("of nothing else is told by the refresh cookie", function()
    local cookies = { refresh = REFRESH_TOKEN }
    equal(nil, reason("POST", "public", NOBODY, {}, cookies, "souk.auth.v1.AuthService/Login"))
    local other = { state = "valid", source = "cookie", identity = { session_id = "ses_other" } }
    local headers = { ["x-csrf-token"] = tokens:token("ses_other") }
    equal(nil, reason("POST", "user", other, headers, cookies, access.LOGOUT))
  end)
end)
