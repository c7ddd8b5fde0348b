--- Whether the page that sent a request may, by what the browser says of it (Fetch Metadata; RFC 6454). Clients that
-- are no browsers say nothing and cannot be made to send requests by foreign pages.
-- @module souk.origin

local ipairs = ipairs

local M = {}

local function contains(list, value)
  for _, one in ipairs(list) do
    if one == value then
      return true
    end
  end
  return false
end

local function is_own(request)
  return request.host ~= nil
    and (request.origin == "https://" .. request.host or request.origin == request.scheme .. "://" .. request.host)
end

--- @tparam table request `origin` and `site` (the headers `Origin` and `Sec-Fetch-Site`), `host` (the header `Host`),
--   `scheme` in which the request came; TLS may have ended before the gateway
-- @tparam table allowed list of origins beside the gateway's own
-- @treturn boolean
function M.is_allowed(request, allowed)
  local origin, site = request.origin, request.site
  if origin and contains(allowed, origin) then
    return true
  end
  return (not origin or is_own(request)) and (not site or site == "same-origin" or site == "none")
end

return M
