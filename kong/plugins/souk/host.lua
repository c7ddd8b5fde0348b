--- What the plugins need of the machine: time, HTTP, Redis, cryptography, timers. This is Kong's implementation; the
-- embedded host has its own under the same name, with the same functions.
--
-- Functions that wait (`http_get`, `redis_exists`) can be called in access handlers and timers only.
-- @module souk.host

local http = require "resty.http"
local digest = require "resty.openssl.digest"
local hmac = require "resty.openssl.hmac"
local pkey = require "resty.openssl.pkey"
local rand = require "resty.openssl.rand"
local redis = require "resty.redis"

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

local function connect(server)
  local client = redis:new()
  client:set_timeout(server.timeout_ms)
  local connected, reason = client:connect(server.host, server.port)
  if not connected then
    return nil, reason
  end
  if server.password and client:get_reused_times() == 0 then
    local authenticated, refusal
    if server.username then
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

--- Asks Redis whether a key exists.
-- @tparam table server `host`, `port`, `timeout_ms`, and `username` and `password` when it wants them
-- @tparam string key
-- @treturn[1] boolean
-- @return[2] nil
-- @treturn[2] string why it could not be asked
function M.redis_exists(server, key)
  local client, reason = connect(server)
  if not client then
    return nil, reason
  end
  local found, failure = client:exists(key)
  if not found then
    client:close()
    return nil, failure
  end
  client:set_keepalive(60000, 64)
  return found == 1
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

--- Runs a function at intervals in this worker, until it stops.
-- @tparam number seconds
-- @tparam function work may wait
function M.every(seconds, work)
  local started, reason = ngx.timer.every(seconds, function(premature)
    if not premature then
      work()
    end
  end)
  if not started then
    error("cannot start a timer: " .. reason, 0)
  end
end

return M
