--- Makes cookies of the tokens that auth-service answers as metadata, and of the id of a new guest. The metadata never
-- reaches a client. Runs behind `grpc-transcoder`, which knows whether the call succeeded.

local access = require "souk.access"
local cookies = require "souk.cookies"
local csrf = require "souk.csrf"
local guest = require "souk.guest"
local host = require "souk.host"
local session_cookies = require "souk.session_cookies"

local kong = kong
local ipairs, pairs = ipairs, pairs

local GrpcCookieTransformer = {
  PRIORITY = 890,
  VERSION = "0.1.0",
}

function GrpcCookieTransformer:configure(configs)
  for _, config in ipairs(configs or {}) do
    csrf.new(config.csrf_secret, host)
  end
end

--- Removes what is not for clients.
local function hide_metadata()
  for name in pairs(kong.response.get_headers(1000)) do
    if session_cookies.is_internal(name) then
      kong.response.clear_header(name)
    end
  end
end

local function keep(list)
  for _, cookie in ipairs(list) do
    kong.response.add_header("Set-Cookie", cookie)
  end
  kong.response.set_header("Cache-Control", "no-store")
end

function GrpcCookieTransformer:header_filter(config)
  if kong.response.get_source() ~= "service" then
    return
  end
  local tokens, problem = session_cookies.read(kong.response.get_header)
  hide_metadata()
  if kong.response.get_status() ~= 200 then
    return
  end
  local shared = kong.ctx.shared
  local rpc = shared.souk_match.route.rpc
  if problem then
    kong.log.err(rpc, " answered tokens of which no cookies can be made: ", problem)
  elseif tokens and access.opens_session(rpc) then
    keep(session_cookies.set(tokens, csrf.new(config.csrf_secret, host):token(tokens.session_id), host.now()))
  end
  if shared.souk_new_guest then
    keep({ cookies.set("guest", shared.souk_new_guest, guest.MAX_AGE) })
  end
end

return GrpcCookieTransformer
