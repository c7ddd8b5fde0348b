--- Who may call what: a route's access rule against the verdict on the caller's token.
--
-- A verdict is `{ state, source, token, identity, revocation_unknown }`; state is `none` (no token), `valid`,
-- `invalid`, `expired`, `revoked`, `unavailable` (it cannot be told) or `limited` (too many bad API keys came from
-- there); source is `header` or `cookie` when there is a token. `token` and `identity` are there when it is valid.
-- @module souk.access

local match = string.match
local ipairs = ipairs

local M = {}

--- RPCs with which the gateway has more to do than to pass them on.
M.REFRESH = "souk.auth.v1.AuthService/Refresh"
M.LOGOUT = "souk.auth.v1.AuthService/Logout"
M.DELETE_SESSION = "souk.auth.v1.AuthService/DeleteSession"

--- Whose word on tokens is taken.
local OPENS_SESSIONS = { ["souk.auth.v1.AuthService"] = true, ["souk.auth.v1.TotpService"] = true }

local REASONS = {
  none = "TOKEN_MISSING",
  invalid = "TOKEN_INVALID",
  expired = "TOKEN_EXPIRED",
  revoked = "TOKEN_REVOKED",
  unavailable = "DEPENDENCY_UNAVAILABLE",
  limited = "RATE_LIMITED",
}

local SAFE_METHODS = { GET = true, HEAD = true }

--- @treturn boolean whether requests with the method change nothing (RFC 9110, 9.2.1)
function M.is_safe(method)
  return SAFE_METHODS[method] == true
end

--- @treturn boolean whether tokens in the answer of the RPC become cookies
function M.opens_session(rpc)
  return OPENS_SESSIONS[match(rpc, "^[^/]+")] == true
end

--- Whether the verdict may be relied on: where revocation is not known, reads go on and writes do not.
-- @tparam table verdict
-- @tparam string method of the HTTP request
-- @treturn boolean
function M.is_trusted(verdict, method)
  return verdict.state == "valid" and (not verdict.revocation_unknown or M.is_safe(method))
end

--- Whether the caller is no machine, or one that may call the route.
local function has_scope(identity, route)
  return identity.scopes == nil or identity.scopes[route.scope] == true
end

--- Whether the service is told who calls. A public method that changes something is not told by a cookie: it would have
-- to be protected from forgery, and so could refuse the sign-in of a user whose other cookies are gone. A machine
-- without the method's scope counts as nobody.
-- @tparam ?table route an entry of the route table
-- @tparam table verdict
-- @tparam string method of the HTTP request
-- @treturn boolean
function M.is_told(route, verdict, method)
  if route == nil or not M.is_trusted(verdict, method) then
    return false
  end
  local by_cookie_alone = verdict.source == "cookie" and not M.is_safe(method)
  return route.access ~= "public" or not by_cookie_alone and has_scope(verdict.identity, route)
end

--- Decides about the app that a publishable key names. To be refused is all that a bad one is good for: it is refused
-- on every route.
-- @tparam ?table app `{ state }` as of a verdict; nil when the request has no such key
-- @treturn ?string the reason to refuse
function M.app_refusal(app)
  if not app or app.state == "valid" then
    return nil
  end
  return (app.state == "unavailable" or app.state == "limited") and REASONS[app.state] or "API_KEY_INVALID"
end

--- Whether the caller has none of the roles that the route asks for. The service is the one to refuse that: it checks
-- roles in any case, and writes who tries what is not theirs into the audit trail.
-- @tparam table route an entry of the route table
-- @tparam table verdict of a request that may pass
-- @treturn boolean
function M.lacks_role(route, verdict)
  if route.access ~= "roles" then
    return false
  end
  for _, held in ipairs(verdict.identity.roles) do
    for _, wanted in ipairs(route.roles) do
      if held == wanted then
        return false
      end
    end
  end
  return true
end

--- Decides about a request, all but the roles.
-- @tparam table route an entry of the route table
-- @tparam table verdict
-- @tparam string method of the HTTP request
-- @treturn ?string the reason to refuse; nil when the request may pass
function M.refusal(route, verdict, method)
  local access = route.access
  if access == "public" then
    return nil
  elseif access == "guest" and verdict.state == "none" then
    return nil
  elseif access ~= "guest" and access ~= "user" and access ~= "roles" then
    return "PERMISSION_DENIED"
  elseif verdict.state ~= "valid" then
    return REASONS[verdict.state]
  elseif not M.is_trusted(verdict, method) then
    return "DEPENDENCY_UNAVAILABLE"
  elseif not has_scope(verdict.identity, route) then
    return "SCOPE_REQUIRED"
  end
  return nil
end

return M
