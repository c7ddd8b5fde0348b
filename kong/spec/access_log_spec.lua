local access_log = require "souk.access_log"
local spec = require "spec.spec"
local describe, it, equal = spec.describe, spec.it, spec.equal

--- The fields that are set, and the names of those that are removed.
local function edited(request)
  local fields, removed = {}, {}
  access_log.edit(function(name, value)
    fields[name] = value
    removed[name] = value == nil or nil
  end, request)
  return fields, removed
end

describe("access_log", function()
  it("removes whatever can hold a secret", function()
    local _, removed = edited({ method = "GET", path = "/" })
    local secret = { "request.headers", "request.querystring", "request.url", "response.headers", "upstream_uri" }
    for _, name in ipairs(secret) do
      equal(true, removed[name])
    end
  end)

  it("names the method that the client used", function()
    local route = { http_method = "GET", rpc = "souk.order.v1.OrderService/GetOrder" }
    equal("GET", edited({ method = "POST", path = "/", route = route })["request.method"])
    equal("HEAD", edited({ method = "HEAD", path = "/", route = route })["request.method"])
    equal("POST", edited({ method = "POST", path = "/" })["request.method"])
  end)

  it("keeps the path, the RPC, the user, its key, the app's key, the request's id and its trace", function()
    local fields = edited({
      method = "POST",
      path = "/v1/orders",
      route = { http_method = "POST", rpc = "souk.order.v1.OrderService/PlaceOrder" },
      request_id = "r-1",
      traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
      user_id = "usr_1",
      api_key_id = "key_1",
      app_key_id = "key_2",
    })
    equal({
      ["request.method"] = "POST",
      ["request.uri"] = "/v1/orders",
      rpc = "souk.order.v1.OrderService/PlaceOrder",
      request_id = "r-1",
      traceId = "0af7651916cd43dd8448eb211c80319c",
      spanId = "b7ad6b7169203331",
      service = "gateway",
      user_id = "usr_1",
      api_key_id = "key_1",
      app_key_id = "key_2",
    }, fields)
  end)
end)
