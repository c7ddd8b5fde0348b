local base64 = require "souk.base64"
local token = require "souk.token"
local spec = require "spec.spec"
local describe, it, equal = spec.describe, spec.it, spec.equal

local encode = base64.encode_url
local NOW = 1000000

local HEADER = '{"alg":"RS256","kid":"k1","typ":"JWT"}'

--- JSON of sound claims with changes: JSON texts by name, false for none.
local function claims(changes)
  local all = { iss = '"https://souk.local"', aud = '"souk"', sub = '"usr_1"', sid = '"ses_1"', typ = '"access"',
    roles = '["ROLE_CUSTOMER"]', iat = NOW - 60, exp = NOW + 540 }
  for name, value in pairs(changes or {}) do
    all[name] = value or nil
  end
  local members = {}
  for name, value in pairs(all) do
    members[#members + 1] = ('"%s":%s'):format(name, value)
  end
  return "{" .. table.concat(members, ",") .. "}"
end

--- The fake's signatures are sound when they say which key they are by.
local function signed(payload, header, by)
  local signature = "by " .. (by or "k1")
  return table.concat({ encode(header or HEADER), encode(payload), encode(signature) }, ".")
end

local function verifier()
  local self = { now = NOW, known = { k1 = { n = "k1", e = "e" } }, verifications = 0 }
  self.verifier = token.verifier({
    issuer = "https://souk.local",
    audience = "souk",
    keys = { find = function(_, kid)
      return self.known[kid], not self.known[kid] and (self.problem or "unknown") or nil
    end },
    host = {
      now = function() return self.now end,
      sha256 = function(text) return text end,
      rs256_verify = function(key, _, signature)
        self.verifications = self.verifications + 1
        return signature == "by " .. key.n
      end,
    },
  })
  return self
end

local function outcome(self, text)
  local identity, problem = self.verifier:verify(text)
  return identity and identity.user_id or problem
end

describe("token", function()
  it("is taken when it is sound", function()
    equal("usr_1", outcome(verifier(), signed(claims())))
    equal("usr_1", outcome(verifier(), signed(claims({ aud = '["other","souk"]', iat = false }))))
  end)

  it("is refused with another algorithm or header, whatever its signature", function()
    for _, header in ipairs({ '{"alg":"none","kid":"k1"}', '{"alg":"None","kid":"k1"}', '{"alg":"NONE","kid":"k1"}',
      '{"alg":"","kid":"k1"}', '{"kid":"k1"}', '{"alg":"HS256","kid":"k1"}', '{"alg":"RS512","kid":"k1"}',
      '{"alg":"rs256","kid":"k1"}', '{"alg":["RS256"],"kid":"k1"}', '{"alg":"RS256"}', '{"alg":"RS256","kid":""}',
      '{"alg":"RS256","kid":1}', '{"alg":"RS256","kid":"k1","crit":["x"]}', "[]", "x" }) do
      equal("invalid", outcome(verifier(), signed(claims(), header)))
    end
  end)

  it("is refused without its own signature", function()
    local sound = signed(claims())
    local unsigned = sound:match("^(.+%.)[^.]+$")
    for _, text in ipairs({ unsigned, unsigned .. encode("by k2"), unsigned .. "by k1", sound .. ".x", "x", "..", "",
      signed(claims(), '{"alg":"RS256","kid":"k2"}', "k2"), ("x"):rep(9000) }) do
      equal("invalid", outcome(verifier(), text))
    end
  end)

  it("is refused with a claim that is missing or not for here", function()
    for name, values in pairs({
      iss = { false, '"https://evil.example"', "1" }, aud = { false, '"other"', '["other"]', "{}" },
      sub = { false, '""', "1" }, sid = { false, '""' }, typ = { false, '"refresh"', '"service"', '"ACCESS"' },
      exp = { false, '"9999999999"', "null" }, nbf = { '"0"', "{}" }, iat = { '"0"', "[]" },
      roles = { '"ROLE_ADMIN"', '["ROLE_X,ROLE_ADMIN"]', "[1]" },
    }) do
      for _, value in ipairs(values) do
        equal({ name, value, "invalid" }, { name, value, outcome(verifier(), signed(claims({ [name] = value }))) })
      end
    end
  end)

  it("ends to the second", function()
    equal("usr_1", outcome(verifier(), signed(claims({ exp = NOW + 1 }))))
    equal("expired", outcome(verifier(), signed(claims({ exp = NOW }))))
    local late = verifier()
    local text = signed(claims())
    equal("usr_1", outcome(late, text))
    late.now = NOW + 540
    equal("expired", outcome(late, text))
  end)

  it("does not count before its time, but for clocks that are a few seconds apart", function()
    for _, name in ipairs({ "nbf", "iat" }) do
      equal("invalid", outcome(verifier(), signed(claims({ [name] = NOW + token.LEEWAY + 1 }))))
      equal("usr_1", outcome(verifier(), signed(claims({ [name] = NOW + token.LEEWAY }))))
    end
    local early = verifier()
    local text = signed(claims({ nbf = NOW + 60 }))
    equal("invalid", outcome(early, text))
    early.now = NOW + 60
    equal({ "usr_1", 1 }, { outcome(early, text), early.verifications })
  end)

  it("that was verified ends with its key", function()
    local rotating = verifier()
    local text = signed(claims())
    equal({ "usr_1", "usr_1", 1 }, { outcome(rotating, text), outcome(rotating, text), rotating.verifications })
    rotating.known.k1 = nil
    equal("invalid", outcome(rotating, text))
    rotating.problem = "unavailable"
    equal("unavailable", outcome(rotating, text))
  end)
end)
