--- Between the metadata in which auth-service takes and answers tokens and the cookies that keep them.
-- @module souk.session_cookies

local access = require "souk.access"
local cookies = require "souk.cookies"

local find, floor, max = string.find, math.floor, math.max
local ipairs, tonumber = ipairs, tonumber

local M = {}

--- What services say to the gateway alone begins with one of these.
local INTERNAL_PREFIXES = { "^x%-session%-", "^x%-souk%-", "^x%-user%-", "^x%-guest%-", "^x%-internal%-", "^x%-auth%-" }

--- @tparam string name of a response header, in lower case
-- @treturn boolean whether it is not for clients
function M.is_internal(name)
  for _, prefix in ipairs(INTERNAL_PREFIXES) do
    if find(name, prefix) then
      return true
    end
  end
  return false
end

--- The refresh token that auth-service is given.
-- @tparam string rpc
-- @tparam table sent the request's cookies, see `souk.cookies`
-- @treturn ?string nil when the RPC takes none or there is none
function M.refresh_token(rpc, sent)
  return rpc == access.REFRESH and sent.refresh or nil
end

local function is_value(text)
  return text ~= nil and find(text, "^[%w_.-]+$") ~= nil
end

--- Reads the metadata of a response.
-- @tparam function get_header name -> value or nil
-- @treturn[1] table `session_id`, `access`, `access_expires`, `refresh`, `refresh_expires` (seconds since the epoch)
-- @return[2] nil
-- @treturn[2] ?string what is wrong with it; nil when there is none
function M.read(get_header)
  local access_token = get_header("x-session-access-token")
  if not access_token then
    return nil
  end
  local tokens = {
    session_id = get_header("x-session-id"),
    access = access_token,
    access_expires = tonumber(get_header("x-session-access-token-expires")),
    refresh = get_header("x-session-refresh-token"),
    refresh_expires = tonumber(get_header("x-session-refresh-token-expires")),
  }
  local is_complete = is_value(tokens.session_id) and is_value(access_token) and tokens.access_expires
    and is_value(tokens.refresh) and tokens.refresh_expires
  if not is_complete then
    return nil, "incomplete or malformed"
  end
  return tokens
end

--- @tparam table tokens from `read`
-- @tparam string csrf_token of the session; kept as long as the session can be refreshed
-- @tparam number now seconds since the epoch
-- @treturn table list of values of `Set-Cookie`
function M.set(tokens, csrf_token, now)
  local refresh_age = max(0, floor(tokens.refresh_expires - now))
  return {
    cookies.set("access", tokens.access, max(0, floor(tokens.access_expires - now))),
    cookies.set("refresh", tokens.refresh, refresh_age),
    cookies.set("csrf", csrf_token, refresh_age),
  }
end

--- Whether the call, when it succeeds, ends the session of the token that it came with.
local function signs_out(match, identity)
  local rpc = match.route.rpc
  return rpc == access.LOGOUT or rpc == access.DELETE_SESSION and match.variables.session_id == identity.session_id
end

--- The cookies that a browser has to forget: all when it has signed out, those of its session when auth-service says
-- that there is none to be refreshed. Whatever else failed, they stay.
-- @tparam table match result of `Router:match`
-- @tparam number status of the HTTP response
-- @tparam table verdict see `souk.access`
-- @tparam table sent the request's cookies, see `souk.cookies`
-- @treturn table list of values of `Set-Cookie`
function M.ended(match, status, verdict, sent)
  local list = {}
  local signed_out = status == 200 and verdict.source == "cookie" and verdict.identity ~= nil
    and signs_out(match, verdict.identity)
  local lost = match.route.rpc == access.REFRESH and status == 401 and (sent.refresh or sent.csrf)
  if signed_out or lost then
    for i, key in ipairs(cookies.OF_SESSION) do
      list[i] = cookies.clear(key)
    end
  end
  if signed_out then
    list[#list + 1] = cookies.clear("guest")
  end
  return list
end

return M
