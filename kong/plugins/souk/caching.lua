--- What browsers and shared caches may keep: what everybody sees of the catalog, pictures of people and
-- of products (whose service says itself which of them are for their seller alone), and public keys.
-- Stock is no part of the catalog: it changes with each order.
-- @module souk.caching

local match = string.match

local M = {}

local CATALOG = "souk.product.v1."
local SAME_FOR_ALL = { ["souk.auth.v1.KeyService/"] = true, ["souk.user.v1.AvatarService/"] = true,
  ["souk.product.v1.ImageService/"] = true }

--- Whether a response may be stored.
-- @tparam ?table route entry of the route table that the request matched
-- @tparam ?table verdict on the caller's token; a signed-in seller sees their drafts under the same paths
-- @tparam number status of the response
-- @treturn boolean
function M.is_storable(route, verdict, status)
  if status ~= 200 and status ~= 304 then
    return false
  elseif not route or not verdict or route.http_method ~= "GET" or route.access ~= "public" then
    return false
  end
  return SAME_FOR_ALL[match(route.rpc, "^[%w_.]+/")] == true
    or match(route.rpc, "^[%w_.]+%.") == CATALOG and verdict.state ~= "valid"
end

return M
