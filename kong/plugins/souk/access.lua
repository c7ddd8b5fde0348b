--- Who may call what: a route's access rule against the verdict on the caller's token.
--
-- A verdict is `{ state, identity, revocation_unknown }`; state is `none` (no token), `valid`, `invalid`, `expired`,
-- `revoked` or `unavailable` (the keys could not be read). `identity` is there when it is valid.
-- @module souk.access

local ipairs = ipairs

local M = {}

local REASONS = {
  none = "TOKEN_MISSING",
  invalid = "TOKEN_INVALID",
  expired = "TOKEN_EXPIRED",
  revoked = "TOKEN_REVOKED",
  unavailable = "DEPENDENCY_UNAVAILABLE",
}

local SAFE_METHODS = { GET = true, HEAD = true }

--- Whether the verdict may be relied on: where revocation is not known, reads go on and writes do not.
-- @tparam table verdict
-- @tparam string method of the HTTP request
-- @treturn boolean
function M.is_trusted(verdict, method)
  return verdict.state == "valid" and (not verdict.revocation_unknown or SAFE_METHODS[method] == true)
end

local function has_role(identity, roles)
  for _, held in ipairs(identity.roles) do
    for _, wanted in ipairs(roles) do
      if held == wanted then
        return true
      end
    end
  end
  return false
end

--- Decides about a request.
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
  elseif access == "roles" and not has_role(verdict.identity, route.roles) then
    return "ROLE_REQUIRED"
  end
  return nil
end

return M
