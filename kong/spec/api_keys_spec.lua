local api_keys = require "souk.api_keys"
local spec = require "spec.spec"
local describe, it, equal = spec.describe, spec.it, spec.equal

local KEY = "sk_" .. ("0aZ9"):rep(12) .. "x"
local GOOD = '{"apiKeyId": "key_1", "sessionId": "ses_1", "accessToken": "jwt-1", "expiresIn": 600}'

--- A host whose answers are given, and whose latch yields to whoever else runs.
local function fake(answers)
  local host = { time = 1000, asked = {} }
  function host.now()
    return host.time
  end
  function host.sha256(text)
    return "hash of " .. text
  end
  function host.http_post(_, body)
    host.asked[#host.asked + 1] = body
    if host.hold then
      coroutine.yield("posting")
    end
    local answer = answers[math.min(#host.asked, #answers)]
    if type(answer) == "string" then
      return { status = 200, body = answer }
    elseif answer then
      return { status = answer, body = "{}" }
    end
    return nil, "connection refused"
  end
  function host.latch()
    return {
      wait = function() coroutine.yield("waiting") end,
      open = function() end,
    }
  end
  return host, api_keys.new("http://auth/use", 2000, host)
end

describe("api_keys", function()
  it("knows the forms of keys", function()
    equal(true, api_keys.is_secret(KEY))
    equal(false, api_keys.is_secret(KEY .. "x"))
    equal(false, api_keys.is_secret("pk" .. KEY:sub(3)))
    equal(true, api_keys.is_publishable("pk" .. KEY:sub(3)))
    equal(false, api_keys.is_secret("sk_" .. ("-"):rep(49)))
    equal(false, api_keys.is_secret(nil))
  end)

  it("asks once about a good key, until the answer is about to end", function()
    local host, keys = fake({ GOOD, (GOOD:gsub("jwt%-1", "jwt-2")) })
    equal({ api_key_id = "key_1", session_id = "ses_1", token = "jwt-1" }, keys:use(KEY, "a"))
    host.time = 1539
    equal("jwt-1", keys:use(KEY, "a").token)
    equal({ KEY }, host.asked)
    host.time = 1540
    equal("jwt-2", keys:use(KEY, "a").token)
    equal(2, #host.asked)
  end)

  it("asks about each key by itself", function()
    local host, keys = fake({ GOOD })
    keys:use(KEY, "a")
    keys:use("sk_" .. ("b"):rep(49), "a")
    equal(2, #host.asked)
  end)

  it("goes on with what it knows while auth-service is away, and no longer than that lasts", function()
    local host, keys = fake({ GOOD, 503, false })
    keys:use(KEY, "a")
    host.time = 1550
    equal("jwt-1", keys:use(KEY, "a").token)
    host.time = 1599
    equal("jwt-1", keys:use(KEY, "a").token)
    equal(3, #host.asked)
    host.time = 1600
    equal({ nil, "unavailable", "connection refused" }, { keys:use(KEY, "a") })
  end)

  it("refuses a bad key without asking for a while, and not for ever", function()
    local host, keys = fake({ 401, GOOD })
    equal({ nil, "invalid" }, { keys:use(KEY, "a") })
    host.time = 1009
    equal({ nil, "invalid" }, { keys:use(KEY, "a") })
    equal(1, #host.asked)
    host.time = 1010
    equal("jwt-1", keys:use(KEY, "a").token)
  end)

  it("remembers nothing of an answer that is none", function()
    for _, answer in ipairs({ 500, "", "[]", "{}", '{"apiKeyId": "k", "sessionId": "s"}',
      '{"apiKeyId": "k", "sessionId": "", "expiresIn": 1}',
      '{"apiKeyId": "k", "sessionId": "s", "expiresIn": 1, "accessToken": 7}' }) do
      local host, keys = fake({ answer, GOOD })
      equal("unavailable", select(2, keys:use(KEY, "a")))
      equal("jwt-1", keys:use(KEY, "a").token)
      equal(2, #host.asked)
    end
  end)

  it("asks about no more keys of an address that has sent many bad ones", function()
    local host, keys = fake({ 401 })
    for i = 1, api_keys.FAILURES do
      equal("invalid", select(2, keys:use("sk_" .. i, "attacker")))
    end
    equal({ nil, "limited" }, { keys:use(KEY, "attacker") })
    equal(api_keys.FAILURES, #host.asked)
    equal("invalid", select(2, keys:use(KEY, "somebody else")))
    host.time = host.time + api_keys.FAILURE_SECONDS
    equal("invalid", select(2, keys:use("sk_another", "attacker")))
  end)

  it("goes on with a known key of such an address", function()
    local host, keys = fake({ GOOD, 401 })
    keys:use(KEY, "a")
    for i = 1, api_keys.FAILURES do
      keys:use("sk_" .. i, "a")
    end
    equal("jwt-1", keys:use(KEY, "a").token)
    host.time = 1550
    equal("invalid", select(2, keys:use(KEY, "a")))
  end)

  it("lets others wait for the first who asks, and tells them what it learnt", function()
    local host, keys = fake({ GOOD })
    host.hold = true
    local function user()
      return coroutine.create(function()
        return keys:use(KEY, "a")
      end)
    end
    local first, second = user(), user()
    equal("posting", select(2, coroutine.resume(first)))
    equal("waiting", select(2, coroutine.resume(second)))
    equal("jwt-1", select(2, coroutine.resume(first)).token)
    equal("jwt-1", select(2, coroutine.resume(second)).token)
    equal(1, #host.asked)
  end)

  it("lets those go on with the old answer who come while the next is asked for", function()
    local host, keys = fake({ GOOD })
    keys:use(KEY, "a")
    host.time, host.hold = 1550, true
    local renewing = coroutine.create(function()
      return keys:use(KEY, "a")
    end)
    equal("posting", select(2, coroutine.resume(renewing)))
    equal("jwt-1", keys:use(KEY, "a").token)
    equal(2, #host.asked)
  end)

  it("asks again when the first who asked got no answer, or failed", function()
    local host, keys = fake({ false, GOOD })
    equal("unavailable", select(2, keys:use(KEY, "a")))
    host.http_post = function() error("broken") end
    equal(false, (pcall(keys.use, keys, KEY, "a")))
    host.http_post = function() return { status = 200, body = GOOD } end
    equal("jwt-1", keys:use(KEY, "a").token)
  end)

  it("forgets a key whose session was ended", function()
    local host, keys = fake({ GOOD })
    keys:use(KEY, "a")
    keys:forget(KEY)
    keys:use(KEY, "a")
    equal(2, #host.asked)
  end)
end)
