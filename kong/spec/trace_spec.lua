local trace = require "souk.trace"
local spec = require "spec.spec"
local describe, it, equal = spec.describe, spec.it, spec.equal

local function cut(url)
  local span = { attributes = { ["http.url"] = url, ["http.method"] = "GET" } }
  function span:set_attribute(name, value)
    self.attributes[name] = value
  end
  trace.cut_query(span)
  return span.attributes
end

describe("trace", function()
  it("cuts the query, which may hold a guest's token, out of a span", function()
    equal({ ["http.url"] = "http://shop/v1/orders/ord_1", ["http.method"] = "GET" },
      cut("http://shop/v1/orders/ord_1?accessToken=secret?x"))
    equal("http://shop/", cut("http://shop/")["http.url"])
  end)

  it("leaves alone what records nothing", function()
    trace.cut_query(nil)
    trace.cut_query({})
    equal(nil, cut(nil)["http.url"])
  end)
end)
