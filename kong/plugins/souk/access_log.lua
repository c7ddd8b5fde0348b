--- What stands about a request in the access log. Headers and queries stay out of it: they hold tokens, cookies, e-mail
-- addresses and the access tokens of guests' orders.
-- @module souk.access_log

local trace = require "souk.trace"

local ipairs = ipairs

local M = {}

--- Of what Kong logs by itself. `route` is a whole entity, the same in every line; so is `service`, which here names
-- the process that logs, as in the services' logs.
local REMOVED = { "request.headers", "request.querystring", "request.url", "response.headers", "upstream_uri", "route",
  "trace_id" }

--- The services see every call as POST, and so does Kong once it is on its way.
local function method_of(request)
  if request.route and request.method == "POST" then
    return request.route.http_method
  end
  return request.method
end

--- Edits the log entry of a request.
-- @tparam function set takes the name of a field, dots leading into tables, and its value; nil removes the field
-- @tparam table request `method`, `path` without query, and where known `route` (an entry of the route table),
-- `request_id`, `traceparent`, `user_id`, `api_key_id` (of the key that the user calls with), `app_key_id`
-- (of the one that names the app)
function M.edit(set, request)
  for _, name in ipairs(REMOVED) do
    set(name, nil)
  end
  set("service", "gateway")
  set("request.method", method_of(request))
  set("request.uri", request.path)
  set("rpc", request.route and request.route.rpc)
  set("request_id", request.request_id)
  local trace_id, span_id = trace.ids(request.traceparent)
  set("traceId", trace_id)
  set("spanId", span_id)
  set("user_id", request.user_id)
  set("api_key_id", request.api_key_id)
  set("app_key_id", request.app_key_id)
end

return M
