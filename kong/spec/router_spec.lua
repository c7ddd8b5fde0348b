local router = require "souk.router"
local spec = require "spec.spec"
local describe, it, equal, raises = spec.describe, spec.it, spec.equal, spec.raises

local function route(method, template)
  return { rpc = method .. " " .. template, http_method = method, template = template, body = "", response_body = "" }
end

local shop = router.new({
  route("GET", "/v1/users/me"),
  route("PATCH", "/v1/users/me"),
  route("POST", "/v1/users/me:export"),
  route("GET", "/v1/users"),
  route("GET", "/v1/users/{user_id}"),
  route("DELETE", "/v1/users/{user_id}"),
  route("POST", "/v1/users/{user_id}:endSessions"),
  route("GET", "/v1/products"),
  route("POST", "/v1/products"),
  route("GET", "/v1/products:search"),
  route("GET", "/v1/products/{product_id}"),
  route("GET", "/v1/products/{product_id}:related"),
  route("PATCH", "/v1/products/{product.product_id}"),
  route("GET", "/v1/products/{product_id}/reviews"),
  route("POST", "/v1/orders/{order_id}:cancel"),
  route("GET", "/v1/orders/{order_id}"),
  route("GET", "/v1/{name=shelves/*/books/*}"),
  route("GET", "/v1/files/{path=**}"),
  route("POST", "/v1/files/{path=**}:touch"),
  route("GET", "/.well-known/jwks.json"),
})

local function matched(method, path)
  local match, failure = shop:match(method, path)
  if not match then
    return failure
  end
  return { match.route.rpc, match.variables }
end

describe("router", function()
  it("finds a literal path", function()
    equal({ "GET /v1/users", {} }, matched("GET", "/v1/users"))
    equal({ "GET /.well-known/jwks.json", {} }, matched("GET", "/.well-known/jwks.json"))
  end)

  it("prefers a literal to a variable", function()
    equal({ "GET /v1/users/me", {} }, matched("GET", "/v1/users/me"))
    equal({ "GET /v1/users/{user_id}", { user_id = "usr_1" } }, matched("GET", "/v1/users/usr_1"))
  end)

  it("falls back to a variable when the literal leads nowhere", function()
    equal({ "POST /v1/users/{user_id}:endSessions", { user_id = "me" } }, matched("POST", "/v1/users/me:endSessions"))
  end)

  it("lets the most specific template decide about the method", function()
    equal({ status = 405, allow = { "GET", "HEAD", "PATCH" } }, matched("DELETE", "/v1/users/me"))
  end)

  it("reads a verb after a variable and after a literal", function()
    equal({ "POST /v1/orders/{order_id}:cancel", { order_id = "ord_1" } }, matched("POST", "/v1/orders/ord_1:cancel"))
    equal({ "GET /v1/products:search", {} }, matched("GET", "/v1/products:search"))
    equal({ "POST /v1/users/me:export", {} }, matched("POST", "/v1/users/me:export"))
  end)

  it("does not take a verb for a part of the variable", function()
    equal({ status = 405, allow = { "POST" } }, matched("GET", "/v1/orders/ord_1:cancel"))
  end)

  it("takes an unknown verb for a part of the variable", function()
    equal({ "GET /v1/orders/{order_id}", { order_id = "a:b" } }, matched("GET", "/v1/orders/a:b"))
    equal({ status = 404 }, matched("GET", "/v1/products:unknown"))
  end)

  it("does not take an encoded colon for a verb", function()
    equal({ "GET /v1/orders/{order_id}", { order_id = "a:cancel" } }, matched("GET", "/v1/orders/a%3Acancel"))
  end)

  it("tells an unknown path from a wrong method", function()
    equal({ status = 404 }, matched("GET", "/v1/nothing"))
    equal({ status = 404 }, matched("GET", "/"))
    equal({ status = 404 }, matched("GET", ""))
    equal({ status = 404 }, matched("GET", "/v1"))
    equal({ status = 404 }, matched("GET", "/v1/products/a/b"))
    equal({ status = 405, allow = { "GET", "HEAD", "POST" } }, matched("PUT", "/v1/products"))
  end)

  it("serves HEAD where GET is", function()
    equal({ "GET /v1/products", {} }, matched("HEAD", "/v1/products"))
    equal({ status = 405, allow = { "POST" } }, matched("HEAD", "/v1/orders/ord_1:cancel"))
  end)

  it("names the field path of a nested variable", function()
    equal({ "PATCH /v1/products/{product.product_id}", { ["product.product_id"] = "p" } },
      matched("PATCH", "/v1/products/p"))
  end)

  it("captures several segments", function()
    equal({ "GET /v1/{name=shelves/*/books/*}", { name = "shelves/1/books/2" } },
      matched("GET", "/v1/shelves/1/books/2"))
    equal({ "GET /v1/files/{path=**}", { path = "a/b/c" } }, matched("GET", "/v1/files/a/b/c"))
    equal({ "GET /v1/files/{path=**}", { path = "" } }, matched("GET", "/v1/files"))
    equal({ "POST /v1/files/{path=**}:touch", { path = "a/b" } }, matched("POST", "/v1/files/a/b:touch"))
  end)

  it("decodes each segment, and leaves plus and an encoded slash of several segments alone", function()
    equal({ "GET /v1/users/{user_id}", { user_id = "a/b c+d\195\169" } }, matched("GET", "/v1/users/a%2Fb%20c+d%c3%A9"))
    equal({ "GET /v1/files/{path=**}", { path = "a%2Fb/c d" } }, matched("GET", "/v1/files/a%2Fb/c%20d"))
    equal({ "GET /v1/users", {} }, matched("GET", "/v1/%75sers"))
  end)

  it("refuses a malformed escape", function()
    equal({ status = 400 }, matched("GET", "/v1/users/%"))
    equal({ status = 400 }, matched("GET", "/v1/users/%4"))
    equal({ status = 400 }, matched("GET", "/v1/users/%zz"))
    equal({ status = 400 }, matched("GET", "/v1/users/%00"))
  end)

  it("matches no empty and no dot segment", function()
    equal({ status = 404 }, matched("GET", "/v1/users/"))
    equal({ status = 404 }, matched("GET", "/v1//users"))
    equal({ status = 404 }, matched("GET", "/v1/users/.."))
    equal({ status = 404 }, matched("GET", "/v1/users/%2e%2E"))
    equal({ status = 404 }, matched("GET", "/v1/files/a/../b"))
    equal({ status = 404 }, matched("GET", "/v1/products/:related/reviews/"))
  end)

  it("refuses bad templates and ambiguous routes", function()
    raises("both match", function()
      router.new({ route("GET", "/v1/{a}"), route("GET", "/v1/{b}") })
    end)
    for _, template in ipairs({ "v1", "/v1/{", "/v1/{a", "/v1/{a={b}}", "/v1/**/x", "/v1/a*", "/v1/x:", "/v1//x" }) do
      raises("route template", function()
        router.new({ route("GET", template) })
      end)
    end
  end)
end)
