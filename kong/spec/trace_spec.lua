local trace = require "souk.trace"
local spec = require "spec.spec"
local describe, it, equal = spec.describe, spec.it, spec.equal

local function cleaned(url)
  local span = { attributes = { ["http.url"] = url, ["http.method"] = "GET", ["http.client_ip"] = "10.1.2.3",
    ["net.peer.ip"] = "10.1.2.4" } }
  function span:set_attribute(name, value)
    self.attributes[name] = value
  end
  trace.clean(span)
  return span.attributes
end

describe("trace", function()
  it("cuts the query, which may hold a guest's token, and the client's address out of a span", function()
    equal({ ["http.url"] = "http://shop/v1/orders/ord_1", ["http.method"] = "GET" },
      cleaned("http://shop/v1/orders/ord_1?accessToken=secret?x"))
    equal("http://shop/", cleaned("http://shop/")["http.url"])
  end)

  it("leaves alone what records nothing", function()
    trace.clean(nil)
    trace.clean({})
    equal(nil, cleaned(nil)["http.url"])
  end)

  it("names a span of Kong's, and whether it is kept", function()
    local span = { trace_id = ("\1\255"):rep(8), span_id = ("\0\16"):rep(4), should_sample = true }
    equal("00-" .. ("01ff"):rep(8) .. "-" .. ("0010"):rep(4) .. "-01", trace.of(span))
    span.should_sample = false
    equal("-00", trace.of(span):sub(-3))
  end)

  it("reads the ids out of a line", function()
    local trace_id, span_id = trace.ids("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00")
    equal("0af7651916cd43dd8448eb211c80319c", trace_id)
    equal("b7ad6b7169203331", span_id)
    equal(nil, (trace.ids("junk")))
    equal(nil, (trace.ids(nil)))
  end)

  it("starts a trace of which no span is kept", function()
    local line = trace.start(function(count) return ("\7"):rep(count) end)
    equal("00-" .. ("07"):rep(16) .. "-" .. ("07"):rep(8) .. "-00", line)
    equal(true, trace.is_valid(line))
  end)
end)
