--- What the plugins need of the machine: time, HTTP, Redis, cryptography, timers, the health of upstreams. This is
-- Kong's implementation; the embedded host has its own under the same name, with the same functions.
--
-- Functions that wait (`http_get`, `http_post`, `redis_exists`, `redis_count`, and `wait` of a latch) can be called in
-- access handlers and timers only.
-- @module souk.host

local http = require "resty.http"
local digest = require "resty.openssl.digest"
local hmac = require "resty.openssl.hmac"
local pkey = require "resty.openssl.pkey"
local rand = require "resty.openssl.rand"
local redis = require "resty.redis"
local semaphore = require "ngx.semaphore"

local ngx = ngx
local format = string.format
local pcall = pcall

local M = {}

--- @treturn number seconds since the epoch, with fractions
function M.now()
  return ngx.now()
end

--- Gets a document.
-- @tparam string url
-- @tparam number timeout_ms for connecting and for reading
-- @treturn[1] table `{ status, body }`
-- @return[2] nil
-- @treturn[2] string why not
function M.http_get(url, timeout_ms)
  local client = http.new()
  client:set_timeout(timeout_ms)
  local response, reason = client:request_uri(url, { method = "GET" })
  if not response then
    return nil, reason
  end
  return { status = response.status, body = response.body }
end

--- Posts a text.
-- @tparam string url
-- @tparam string body
-- @tparam number timeout_ms for connecting and for reading
-- @treturn[1] table `{ status, body }`
-- @return[2] nil
-- @treturn[2] string why not
function M.http_post(url, body, timeout_ms)
  local client = http.new()
  client:set_timeout(timeout_ms)
  local response, reason = client:request_uri(url, {
    method = "POST",
    body = body,
    headers = { ["Content-Type"] = "text/plain" },
  })
  if not response then
    return nil, reason
  end
  return { status = response.status, body = response.body }
end

--- Makes something that requests of this worker wait for until one of them opens it.
-- @treturn table `wait` (function: at most so many milliseconds) and `open` (function)
function M.latch()
  local waiting, is_open, signal = 0, false, semaphore.new(0)
  return {
    wait = function(timeout_ms)
      if not is_open then
        waiting = waiting + 1
        signal:wait(timeout_ms / 1000)
      end
    end,
    open = function()
      is_open = true
      if waiting > 0 then
        signal:post(waiting)
      end
    end,
  }
end

--- A vault reference to a variable that is not set gives an empty text.
local function is_given(value)
  return value ~= nil and value ~= ""
end

local function connect(server)
  local client = redis:new()
  client:set_timeout(server.timeout_ms)
  local connected, reason = client:connect(server.host, server.port)
  if not connected then
    return nil, reason
  end
  if is_given(server.password) and client:get_reused_times() == 0 then
    local authenticated, refusal
    if is_given(server.username) then
      authenticated, refusal = client:auth(server.username, server.password)
    else
      authenticated, refusal = client:auth(server.password)
    end
    if not authenticated then
      return nil, refusal
    end
  end
  return client
end

--- Runs one command and gives the connection back.
local function on(server, command)
  local client, reason = connect(server)
  if not client then
    return nil, reason
  end
  local result, failure = command(client)
  if not result then
    client:close()
    return nil, failure
  end
  client:set_keepalive(60000, 64)
  return result
end

--- Asks Redis whether a key exists.
-- @tparam table server `host`, `port`, `timeout_ms`, and `username` and `password` when it wants them
-- @tparam string key
-- @treturn[1] boolean
-- @return[2] nil
-- @treturn[2] string why it could not be asked
function M.redis_exists(server, key)
  local found, reason = on(server, function(client)
    return client:exists(key)
  end)
  if not found then
    return nil, reason
  end
  return found == 1
end

local COUNT = "local n = redis.call('INCR', KEYS[1]) if n == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end return n"

--- Adds one to a counter in Redis, which is forgotten some seconds after its first use.
-- @tparam table server as for `redis_exists`
-- @tparam string key
-- @tparam number seconds
-- @treturn[1] number the count
-- @return[2] nil
-- @treturn[2] string why it could not be counted
function M.redis_count(server, key, seconds)
  return on(server, function(client)
    return client:eval(COUNT, 1, key, seconds)
  end)
end

--- Verifies a signature by RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518, 3.3). A malformed key verifies nothing.
-- @tparam table key a JSON Web Key of type RSA: `n` and `e`, base64url
-- @tparam string data
-- @tparam string signature
-- @treturn boolean
function M.rs256_verify(key, data, signature)
  local called, verified = pcall(function()
    local public = pkey.new(format('{"kty":"RSA","n":"%s","e":"%s"}', key.n, key.e), { format = "JWK" })
    return public and public:verify(signature, data, "sha256", pkey.PADDINGS.RSA_PKCS1_PADDING)
  end)
  return called and verified == true
end

--- @treturn string the SHA-256 digest, 32 bytes
function M.sha256(data)
  return digest.new("sha256"):final(data)
end

--- @treturn string the HMAC-SHA-256 of the data (RFC 2104), 32 bytes
function M.hmac_sha256(key, data)
  return hmac.new(key, "sha256"):final(data)
end

--- @treturn string unpredictable bytes
function M.random_bytes(count)
  return rand.bytes(count)
end

local function in_timer(work)
  return function(premature)
    if not premature then
      work()
    end
  end
end

--- Runs a function in this worker as soon as it has started, then at intervals until it stops.
-- @tparam number seconds
-- @tparam function work may wait
function M.every(seconds, work)
  local started, reason = ngx.timer.at(0, in_timer(work))
  if started then
    started, reason = ngx.timer.every(seconds, in_timer(work))
  end
  if not started then
    error("cannot start a timer: " .. reason, 0)
  end
end

--- Whether this worker is the one that does what is done once for all of them.
-- @treturn boolean
function M.is_first_worker()
  return ngx.worker.id() == 0
end

--- Tells all workers something.
-- @tparam string key
-- @tparam string text takes the place of what was told under the key before
function M.publish(key, text)
  local stored, reason = ngx.shared.kong:set(key, text)
  if not stored then
    error("cannot tell other workers: " .. reason, 0)
  end
end

--- What some worker has told last under the key.
-- @treturn ?string
function M.published(key)
  return ngx.shared.kong:get(key)
end

--- The PDK reads the health of targets but cannot set it; the Admin API, which can, calls these.
local function balancer_of(upstream)
  local found = require("kong.runloop.balancer.upstreams").get_upstream_by_name(upstream)
  return found and require("kong.runloop.balancer.balancers").get_balancer_by_id(found.id)
end

--- The addresses of an upstream's targets, as far as names are resolved.
-- @tparam string upstream name in kong.yml
-- @treturn table list of `{ host, port, name }`: an address or what stands for it, and the target's name
function M.targets(upstream)
  local found, balancer = {}, balancer_of(upstream)
  if balancer then
    balancer:eachAddress(function(address, target)
      found[#found + 1] = { host = address.ip, port = address.port, name = target.name }
    end)
  end
  return found
end

--- Takes a target out of use, or back into it.
-- @tparam string upstream
-- @tparam table target of `targets`
-- @tparam boolean healthy
function M.set_health(upstream, target, healthy)
  local balancer = balancer_of(upstream)
  local checker = balancer and balancer.healthchecker
  if checker and checker:get_target_status(target.host, target.port, target.name) ~= healthy then
    checker:set_target_status(target.host, target.port, target.name, healthy)
  end
end

return M
