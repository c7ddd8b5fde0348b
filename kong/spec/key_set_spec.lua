local key_set = require "souk.key_set"
local spec = require "spec.spec"
local describe, it, equal = spec.describe, spec.it, spec.equal

local function set_of(...)
  local keys = {}
  for i, kid in ipairs({ ... }) do
    keys[i] = ('{"kty":"RSA","use":"sig","alg":"RS256","kid":"%s","n":"%s","e":"AQAB"}'):format(kid, "n-" .. kid)
  end
  return '{"keys":[' .. table.concat(keys, ",") .. "]}"
end

--- An issuer whose clock and answers a case moves; `while_reading` runs in the middle of a read.
local function issuer(...)
  local self = { now = 1000, reads = 0, body = set_of(...) }
  self.host = {
    now = function() return self.now end,
    http_get = function()
      self.reads = self.reads + 1
      local inner = self.while_reading
      if inner then
        inner()
      end
      if not self.body then
        return nil, "connection refused"
      end
      return { status = self.status or 200, body = self.body }
    end,
  }
  self.keys = key_set.new("http://issuer/keys", 2000, self.host)
  return self
end

local function found(keys, kid)
  local key, problem = keys:find(kid)
  return key and key.n or problem
end

describe("key set", function()
  it("reads the keys when first needed, and those that verify RS256 alone", function()
    local it_issues = issuer("a", "b")
    equal(0, it_issues.reads)
    equal({ "n-a", "n-b", 1 }, { found(it_issues.keys, "a"), found(it_issues.keys, "b"), it_issues.reads })
    for _, other in ipairs({ '"kty":"EC"', '"kty":"RSA","use":"enc"', '"kty":"RSA","alg":"RS512"' }) do
      local odd = issuer()
      odd.body = '{"keys":[{' .. other .. ',"kid":"a","n":"n-a","e":"AQAB"}]}'
      equal("unavailable", found(odd.keys, "a"))
    end
  end)

  it("finds a new key when a token first names it", function()
    local rotating = issuer("old")
    equal("n-old", found(rotating.keys, "old"))
    rotating.body, rotating.now = set_of("old", "new"), rotating.now + key_set.REFETCH_SECONDS
    equal({ "n-new", "n-old", 2 }, { found(rotating.keys, "new"), found(rotating.keys, "old"), rotating.reads })
  end)

  it("forgets a key that is withdrawn", function()
    local rotating = issuer("old", "new")
    equal("n-old", found(rotating.keys, "old"))
    rotating.body, rotating.now = set_of("new"), rotating.now + 60
    rotating.keys:refresh()
    equal({ "unknown", "n-new" }, { found(rotating.keys, "old"), found(rotating.keys, "new") })
  end)

  it("is read once in some seconds however many key ids are made up", function()
    local flooded = issuer("a")
    for i = 1, 100 do
      equal("unknown", found(flooded.keys, "made up " .. i))
    end
    equal(1, flooded.reads)
    flooded.now = flooded.now + key_set.REFETCH_SECONDS
    for i = 1, 100 do
      equal("unknown", found(flooded.keys, "made up " .. i))
    end
    equal({ 2, "n-a" }, { flooded.reads, found(flooded.keys, "a") })
  end)

  it("is read a few times at once for key ids that come while it is read, and refuses none of them", function()
    local slow = issuer("old")
    equal("n-old", found(slow.keys, "old"))
    slow.body, slow.now = set_of("old", "new"), slow.now + 60
    local answers = {}
    slow.while_reading = function()
      slow.while_reading = nil
      slow.body = nil
      for _ = 1, 10 do
        answers[found(slow.keys, "new")] = true
      end
      slow.body = set_of("old", "new")
    end
    equal("n-new", found(slow.keys, "new"))
    equal({ unavailable = true }, answers)
    equal(2 + key_set.OVERLAPPING_READS, slow.reads)
  end)

  it("says that a key is unknown when it was just read beside another read", function()
    local slow = issuer("a")
    equal("n-a", found(slow.keys, "a"))
    slow.now = slow.now + 60
    local answer
    slow.while_reading = function()
      slow.while_reading = nil
      answer = found(slow.keys, "made up")
    end
    slow.keys:refresh()
    equal({ "unknown", 3 }, { answer, slow.reads })
  end)

  it("keeps the keys that it has when it cannot be read, and does not say of others that there are none", function()
    local away = issuer("a")
    equal("n-a", found(away.keys, "a"))
    away.body, away.now = nil, away.now + 60
    equal({ nil, "connection refused" }, { away.keys:refresh() })
    equal({ "n-a", "unavailable" }, { found(away.keys, "a"), found(away.keys, "b") })
    local reads = away.reads
    equal("unavailable", found(away.keys, "b"))
    equal(reads, away.reads)
    away.body, away.now = set_of("a", "b"), away.now + key_set.RETRY_SECONDS
    equal({ "n-b", "unknown" }, { found(away.keys, "b"), found(away.keys, "c") })
  end)

  it("takes neither an error nor another document for a set", function()
    for _, body in ipairs({ "", "[]", "{}", '{"keys":{}}', '{"keys":[]}', '{"keys":[1,"a",{"kid":"a"}]}' }) do
      local odd = issuer("a")
      odd.body = body
      equal("unavailable", found(odd.keys, "a"))
    end
    local failing = issuer("a")
    failing.status = 503
    equal("unavailable", found(failing.keys, "a"))
  end)
end)
