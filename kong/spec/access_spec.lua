local access = require "souk.access"
local spec = require "spec.spec"
local describe, it, equal = spec.describe, spec.it, spec.equal

local identity = { user_id = "usr_1", session_id = "ses_1", roles = { "ROLE_CUSTOMER" } }

local function valid(source, revocation_unknown)
  return { state = "valid", source = source, identity = identity, revocation_unknown = revocation_unknown }
end

describe("access", function()
  it("tells a service of a user whom a header names, on every method", function()
    for _, rule in ipairs({ "public", "guest", "user", "roles" }) do
      for _, method in ipairs({ "GET", "HEAD", "POST", "PATCH", "DELETE", "PUT" }) do
        equal(true, access.is_told({ access = rule }, valid("header"), method))
      end
    end
  end)

  it("does not tell a public method that changes something of a user whom only a cookie names", function()
    equal(true, access.is_told({ access = "public" }, valid("cookie"), "GET"))
    equal(false, access.is_told({ access = "public" }, valid("cookie"), "POST"))
    equal(true, access.is_told({ access = "guest" }, valid("cookie"), "POST"))
    equal(true, access.is_told({ access = "user" }, valid("cookie"), "POST"))
  end)

  it("tells nobody of a user without a route, with a bad token, or when a write cannot be trusted", function()
    equal(false, access.is_told(nil, valid("header"), "GET"))
    equal(false, access.is_told({ access = "user" }, { state = "expired", source = "cookie" }, "GET"))
    equal(false, access.is_told({ access = "user" }, valid("cookie", true), "POST"))
    equal(true, access.is_told({ access = "user" }, valid("cookie", true), "GET"))
  end)

  it("takes a browser whose token ended for no guest", function()
    equal("TOKEN_EXPIRED", access.refusal({ access = "guest" }, { state = "expired", source = "cookie" }, "GET"))
    equal(nil, access.refusal({ access = "guest" }, { state = "none" }, "GET"))
    equal(nil, access.refusal({ access = "public" }, { state = "expired", source = "cookie" }, "GET"))
  end)

  local function machine(...)
    local scopes = {}
    for _, scope in ipairs({ ... }) do
      scopes[scope] = true
    end
    return { state = "valid", source = "header", identity = { user_id = "usr_1", session_id = "ses_1",
      roles = { "ROLE_SELLER" }, scopes = scopes } }
  end

  it("lets a machine do what both its user's roles and its scopes allow", function()
    for _, rule in ipairs({ "guest", "user", "roles" }) do
      local route = { access = rule, roles = { "ROLE_SELLER" }, scope = "catalog.write" }
      equal(nil, access.refusal(route, machine("orders.read", "catalog.write"), "POST"))
      equal("SCOPE_REQUIRED", access.refusal(route, machine("catalog.read"), "POST"))
      equal("SCOPE_REQUIRED", access.refusal(route, machine(), "POST"))
    end
  end)

  it("leaves roles to the service, which writes down who tries what is not theirs", function()
    local route = { access = "roles", roles = { "ROLE_ADMIN" }, scope = "users.read" }
    equal(nil, access.refusal(route, valid("header"), "GET"))
    equal(nil, access.refusal(route, machine("users.read"), "GET"))
    equal("SCOPE_REQUIRED", access.refusal(route, machine(), "GET"))
    equal("TOKEN_EXPIRED", access.refusal(route, { state = "expired", source = "header" }, "GET"))
    equal("DEPENDENCY_UNAVAILABLE", access.refusal(route, valid("header", true), "POST"))
  end)

  it("opens a method without a scope to no machine", function()
    equal("SCOPE_REQUIRED", access.refusal({ access = "user", scope = "" }, machine("profile.read"), "GET"))
  end)

  it("answers a machine without the scope of a public method as nobody", function()
    local route = { access = "public", scope = "catalog.read" }
    equal(nil, access.refusal(route, machine(), "GET"))
    equal(false, access.is_told(route, machine("orders.read"), "GET"))
    equal(true, access.is_told(route, machine("catalog.read"), "GET"))
    equal(false, access.is_told({ access = "public", scope = "" }, machine("catalog.read"), "POST"))
  end)

  it("tells who lacks every role that a route asks for", function()
    local route = { access = "roles", roles = { "ROLE_SELLER", "ROLE_ADMIN" }, scope = "catalog.write" }
    equal(false, access.lacks_role(route, { state = "valid", identity = { roles = { "ROLE_ADMIN" } } }))
    equal(true, access.lacks_role(route, { state = "valid", identity = { roles = { "ROLE_CUSTOMER" } } }))
    equal(true, access.lacks_role(route, { state = "valid", identity = { roles = {} } }))
    equal(false, access.lacks_role({ access = "guest" }, { state = "none" }))
  end)

  it("takes tokens to keep from auth-service alone", function()
    equal(true, access.opens_session("souk.auth.v1.AuthService/Login"))
    equal(true, access.opens_session("souk.auth.v1.TotpService/VerifyTotp"))
    equal(false, access.opens_session("souk.cart.v1.CartService/GetCart"))
    equal(false, access.opens_session("souk.auth.v1.AuthServiceX/Login"))
  end)
end)
