--- Whether a foreign page may have made a browser send a request. Such a page can send the browser's cookies along, but
-- can neither read them nor set the header `authorization`.
-- @module souk.forgery

local access = require "souk.access"
local csrf = require "souk.csrf"
local origin = require "souk.origin"

local M = {}

--- Whether the request acts for a session by nothing but a cookie, and then for which one.
local function session_by_cookie(request)
  local refresh_token = request.cookies.refresh
  if request.route.rpc == access.REFRESH and refresh_token then
    return true, csrf.session_of(refresh_token)
  elseif request.verdict.source == "cookie" and request.route.access ~= "public" then
    return true, request.verdict.identity.session_id
  end
  return false
end

local function is_allowed_origin(request, origins)
  local get_header = request.get_header
  return origin.is_allowed({
    origin = get_header("origin"),
    site = get_header("sec-fetch-site"),
    host = get_header("host"),
    scheme = request.scheme,
  }, origins)
end

--- Decides about a request that its route's access rule lets pass. Its origin counts without a session too: a foreign
-- page must not fill a guest's cart, nor sign a browser in as somebody else.
-- @tparam table request `method`, `scheme`, `get_header` (function: name -> value or nil), `route`, `verdict` (see
--   `souk.access`), `cookies` (see `souk.cookies`)
-- @tparam table origins those allowed beside the gateway's own
-- @tparam table tokens see `souk.csrf`
-- @treturn ?string the reason to refuse; nil when no foreign page can have sent the request, or it changes nothing
function M.reason(request, origins, tokens)
  if access.is_safe(request.method) or request.verdict.source == "header" then
    return nil
  elseif not is_allowed_origin(request, origins) then
    return "ORIGIN_NOT_ALLOWED"
  end
  local by_cookie, session_id = session_by_cookie(request)
  if by_cookie and not tokens:matches(request.get_header("x-csrf-token"), session_id) then
    return "CSRF_TOKEN_INVALID"
  end
  return nil
end

return M
