--- API keys: asks auth-service what a key stands for, and remembers the answer for as long as that says. Nothing about
-- a key is decided here; whether its session was ended meanwhile is for the caller to ask at each request.
-- @module souk.api_keys

local cache = require "souk.cache"
local json_value = require "souk.json_value"

local find = string.find
local min = math.min
local error, pcall, setmetatable, type = error, pcall, setmetatable, type

local ApiKeys = {}
ApiKeys.__index = ApiKeys

local M = {}

--- How many keys, sound and not, a worker remembers.
M.CACHED_KEYS = 10000

--- For how long a key that was refused is refused without asking, in seconds.
M.REFUSED_SECONDS = 10

--- How many keys from one address may be refused in `FAILURE_SECONDS` before unknown ones are no longer asked about.
M.FAILURES = 20
M.FAILURE_SECONDS = 60

--- For so long before the end of an answer the next one is asked for, in seconds, while the old one is still used.
M.RENEW_SECONDS = 60

local function has_form(text, prefix)
  return text ~= nil and #text == 52 and find(text, "^" .. prefix .. "_%w+$") ~= nil
end

--- @treturn boolean whether the text has the form of a secret key
function M.is_secret(text)
  return has_form(text, "sk")
end

--- @treturn boolean whether the text has the form of a publishable key
function M.is_publishable(text)
  return has_form(text, "pk")
end

--- @tparam string uri where auth-service tells what a key stands for
-- @tparam number timeout_ms
-- @tparam table host see `souk.host`
function M.new(uri, timeout_ms, host)
  return setmetatable({
    uri = uri,
    timeout_ms = timeout_ms,
    host = host,
    known = cache.new(M.CACHED_KEYS),
    failures = cache.new(M.CACHED_KEYS),
    asking = {},
  }, ApiKeys)
end

local function is_text(value)
  return type(value) == "string" and value ~= ""
end

--- Reads auth-service's answer.
local function use_of(body)
  local use = json_value.object(body)
  if use and is_text(use.apiKeyId) and is_text(use.sessionId) and type(use.expiresIn) == "number"
    and (use.accessToken == nil or is_text(use.accessToken)) then
    return { api_key_id = use.apiKeyId, session_id = use.sessionId, token = use.accessToken }, use.expiresIn
  end
  return nil
end

--- Asks, and remembers what is certain.
local function ask(self, hash, key)
  local response, reason = self.host.http_post(self.uri, key, self.timeout_ms)
  if not response then
    return nil, "unavailable", reason
  elseif response.status == 401 then
    local ends = self.host.now() + M.REFUSED_SECONDS
    self.known:set(hash, { ends = ends, renew = ends })
    return nil, "invalid"
  elseif response.status ~= 200 then
    return nil, "unavailable", "status " .. response.status
  end
  local use, seconds = use_of(response.body)
  if not use then
    return nil, "unavailable", "an answer that makes no sense"
  end
  local now = self.host.now()
  self.known:set(hash, { use = use, ends = now + seconds, renew = now + seconds - min(M.RENEW_SECONDS, seconds / 2) })
  return use
end

--- Asks while others who want to know the same wait.
local function ask_alone(self, hash, key)
  local latch = self.host.latch()
  self.asking[hash] = latch
  local called, use, problem, detail = pcall(ask, self, hash, key)
  self.asking[hash] = nil
  latch.open()
  if not called then
    error(use, 0)
  end
  return use, problem, detail
end

--- Whoever tries out keys must not make auth-service look each of them up. Counted by worker, and in its memory alone:
-- the limits behind count all requests, in Redis.
local function too_many_failures(self, address)
  local failures = self.failures:get(address)
  return failures and failures.count >= M.FAILURES and self.host.now() < failures.ends
end

local function count_failure(self, address)
  local failures, now = self.failures:get(address), self.host.now()
  if not failures or now >= failures.ends then
    failures = { count = 0, ends = now + M.FAILURE_SECONDS }
    self.failures:set(address, failures)
  end
  failures.count = failures.count + 1
end

local function remembered(known)
  if known.use then
    return known.use
  end
  return nil, "invalid"
end

--- What a key stands for.
-- @tparam string key
-- @tparam string address of the client
-- @treturn[1] table `api_key_id`, `session_id` and, for a secret key, `token`: the access token to go on with
-- @return[2] nil
-- @treturn[2] string `invalid`; `unavailable` when it cannot be told; `limited` when the address has sent too many that
--   were refused
-- @treturn[2] ?string more about that, for the log
function ApiKeys:use(key, address)
  local hash = self.host.sha256(key)
  local known, now = self.known:get(hash), self.host.now()
  if known and now < known.renew then
    return remembered(known)
  end
  local old = known and known.use and now < known.ends and known.use or nil
  local asking = self.asking[hash]
  if asking and not old then
    asking.wait(self.timeout_ms)
    known = self.known:get(hash)
    if known and self.host.now() < known.ends then
      return remembered(known)
    end
    return nil, "unavailable", "the first to ask got no answer"
  elseif asking then
    return old
  elseif not old and too_many_failures(self, address) then
    return nil, "limited"
  end
  local use, problem, detail = ask_alone(self, hash, key)
  if problem == "invalid" then
    count_failure(self, address)
  elseif problem == "unavailable" and old then
    return old
  end
  return use, problem, detail
end

--- Forgets what a key stood for, since its session was ended: it may stand for another one now.
function ApiKeys:forget(key)
  self.known:remove(self.host.sha256(key))
end

return M
