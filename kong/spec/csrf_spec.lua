local base64 = require "souk.base64"
local csrf = require "souk.csrf"
local spec = require "spec.spec"
local describe, it, equal = spec.describe, spec.it, spec.equal

--- Stands in for the host's HMAC; all that counts is that key and data decide about it.
local host = {
  hmac_sha256 = function(key, data)
    return key .. "|" .. data
  end,
}
local SECRET = string.rep("s", 32)

local function refresh_token(id)
  return base64.encode_url(id .. string.rep("\200", 48))
end

describe("csrf", function()
  local tokens = csrf.new(SECRET, host)

  it("makes a token for each session, of characters that a cookie may have", function()
    equal(tokens:token("ses_1"), tokens:token("ses_1"))
    equal(false, tokens:token("ses_1") == tokens:token("ses_2"))
    equal(nil, tokens:token("ses_\255"):find("[^%w_-]"))
  end)

  it("takes the session's token alone", function()
    local token = tokens:token("ses_1")
    equal(true, tokens:matches(token, "ses_1"))
    for _, wrong in ipairs({ "", "x", tokens:token("ses_2"), token .. "A", token:sub(2), token:upper(),
      csrf.new(string.rep("t", 32), host):token("ses_1") }) do
      equal(false, tokens:matches(wrong, "ses_1"))
    end
  end)

  it("takes nothing without a token or without a session", function()
    equal(false, tokens:matches(nil, "ses_1"))
    equal(false, tokens:matches(tokens:token("ses_1"), nil))
    equal(false, tokens:matches(nil, nil))
  end)

  it("wants a secret that cannot be guessed", function()
    for _, secret in ipairs({ "", string.rep("s", 31) }) do
      spec.raises("at least 32", function()
        csrf.new(secret, host)
      end)
    end
    spec.raises("at least 32", function()
      csrf.new(nil, host)
    end)
  end)

  it("knows the session of a refresh token", function()
    equal("ses_01jd8m3q4ref7vd8z8p4v6k1nc", csrf.session_of(refresh_token("01jd8m3q4ref7vd8z8p4v6k1nc")))
  end)

  it("knows no session of what is no refresh token", function()
    for _, wrong in ipairs({ "", "x", "....", string.rep("A", 99), refresh_token("01jd8m3q4ref7vd8z8p4v6k1n"),
      refresh_token("01jd8m3q4ref7vd8z8p4v6k1\0c"), "eyJhbGciOiJSUzI1NiJ9.e30.c2ln" }) do
      equal(nil, csrf.session_of(wrong))
    end
  end)
end)
