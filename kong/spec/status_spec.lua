local spec = require "spec.spec"
local status = require "souk.status"
local describe, it, equal = spec.describe, spec.it, spec.equal

local READY = { status = 200, body = "ready\nmongodb up\nredis up\n" }
local UNREADY = { status = 503, body = "not ready\nmongodb down\nredis up\n" }

describe("status.observed", function()
  it("tells of a service and its stores", function()
    equal("7.000 UP mongodb=UP redis=UP", status.observed(7, { "ready" }, { READY }))
    equal("7.000 DEGRADED mongodb=DOWN redis=UP", status.observed(7, { "unready" }, { UNREADY }))
  end)

  it("is as good as the best instance", function()
    equal("7.000 UP mongodb=UP redis=UP", status.observed(7, { "unready", "ready" }, { UNREADY, READY }))
    equal("7.000 UP mongodb=UP redis=UP", status.observed(7, { "ready", "away" }, { READY }))
    equal("7.000 DEGRADED mongodb=DOWN redis=UP", status.observed(7, { "unready", "away" }, { UNREADY }))
  end)

  it("remembers the stores of a service that is away, of which nothing is known", function()
    equal("9.000 DOWN mongodb=UNKNOWN redis=UNKNOWN",
      status.observed(9, { "away" }, {}, "7.000 UP mongodb=UP redis=DOWN"))
    equal("9.000 DOWN", status.observed(9, { "away" }, {}))
  end)

  it("says nothing new while misses do not count yet", function()
    equal(nil, status.observed(9, { "ready" }, {}, "7.000 UP mongodb=UP"))
  end)

  it("says nothing while there is nobody to ask", function()
    equal(nil, status.observed(9, {}, {}))
  end)

  it("takes no names or states that it does not know", function()
    equal("7.000 UP", status.observed(7, { "ready" },
      { { status = 200, body = 'ready\n"x\\" up\nDB up\nredis sideways\n' } }))
    equal("7.000 UP", status.observed(7, { "ready" }, { { status = 200 } }))
  end)
end)

describe("status.render", function()
  local function render(lines, now)
    return status.render({ "auth-service.upstream", "cart-service.upstream" }, function(key)
      return lines[key]
    end, now, 15)
  end

  local AUTH, CART = status.key("auth-service.upstream"), status.key("cart-service.upstream")

  it("lists services in order, with their stores", function()
    equal('{"status":"UP","services":['
      .. '{"service":"auth-service","status":"UP","stores":['
      .. '{"store":"mongodb","status":"UP"},{"store":"redis","status":"UP"}]},'
      .. '{"service":"cart-service","status":"UP","stores":[{"store":"redis","status":"UP"}]}]}',
      render({ [AUTH] = "7.000 UP mongodb=UP redis=UP", [CART] = "7.000 UP redis=UP" }, 8))
  end)

  it("is degraded when one is not up, and down when all are down", function()
    equal('{"status":"DEGRADED","services":[{"service":"auth-service","status":"DOWN","stores":[]},'
      .. '{"service":"cart-service","status":"UP","stores":[]}]}',
      render({ [AUTH] = "7.000 DOWN", [CART] = "7.000 UP" }, 8))
    equal('{"status":"DOWN","services":[{"service":"auth-service","status":"DOWN","stores":[]},'
      .. '{"service":"cart-service","status":"DOWN","stores":[]}]}',
      render({ [AUTH] = "7.000 DOWN", [CART] = "7.000 DOWN" }, 8))
  end)

  it("does not know what nobody has told, or not for long", function()
    equal('{"status":"DEGRADED","services":[{"service":"auth-service","status":"UNKNOWN","stores":[]},'
      .. '{"service":"cart-service","status":"UNKNOWN","stores":[]}]}',
      render({ [AUTH] = "7.000 UP mongodb=UP" }, 22.001))
  end)
end)

describe("status.match", function()
  it("takes its own path alone", function()
    equal(false, (status.match("GET", "/v1/status/")))
    equal(false, (status.match("GET", "/v1/statuses")))
    equal(true, (status.match("HEAD", "/v1/status")))
  end)

  it("takes no other method", function()
    local matches, failure = status.match("POST", "/v1/status")
    equal(true, matches)
    equal({ status = 405, allow = { "GET", "HEAD" } }, failure)
  end)
end)
