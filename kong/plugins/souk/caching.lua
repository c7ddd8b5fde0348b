--- What browsers and shared caches may keep: what everybody sees of the catalog, and nothing else. Stock is no part of
-- the catalog: it changes with each order.
-- @module souk.caching

local match = string.match

local M = {}

local CATALOG = "souk.product.v1"

--- Whether a response may be stored.
-- @tparam ?table route entry of the route table that the request matched
-- @tparam ?table verdict on the caller's token; a signed-in seller sees their drafts under the same paths
-- @tparam number status of the response
-- @treturn boolean
function M.is_storable(route, verdict, status)
  return status == 200 and route ~= nil and verdict ~= nil and route.http_method == "GET" and route.access == "public"
    and match(route.rpc, "^[%w_.]+%.") == CATALOG .. "." and verdict.state ~= "valid"
end

return M
