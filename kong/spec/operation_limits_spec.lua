local limits = require "souk.operation_limits"
local spec = require "spec.spec"
local describe, it, equal = spec.describe, spec.it, spec.equal

local CONFIG = { scope = "orders", by_user = 3, by_address = 9 }

describe("operation_limits", function()
  it("counts the RPCs that are named, or all", function()
    local place = { rpc = "souk.order.v1.OrderService/PlaceOrder" }
    equal(true, limits.counts({ "x", "souk.order.v1.OrderService/PlaceOrder" }, place))
    equal(false, limits.counts({ "souk.order.v1.OrderService/GetOrder" }, place))
    equal(false, limits.counts({ "x" }, nil))
    equal(true, limits.counts(nil, nil))
  end)

  it("counts a user wherever they are, and an address whoever calls", function()
    local ada = { state = "valid", identity = { user_id = "usr_ada" } }
    equal({
      { key = "operations:orders:caller:user:usr_ada:2", limit = 3 },
      { key = "operations:orders:address:10.0.0.1:2", limit = 9 },
    }, limits.counters(CONFIG, ada, "10.0.0.1", 179.9))
  end)

  it("takes who is not signed in for their address", function()
    for _, state in ipairs({ "none", "invalid", "expired" }) do
      equal("operations:orders:caller:ip:10.0.0.1:3",
        limits.counters(CONFIG, { state = state }, "10.0.0.1", 180)[1].key)
    end
  end)

  it("says when the next minute begins", function()
    equal(60, limits.retry_after(120))
    equal(1, limits.retry_after(179.9))
  end)
end)
