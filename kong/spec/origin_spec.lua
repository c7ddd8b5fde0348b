local origin = require "souk.origin"
local spec = require "spec.spec"
local describe, it, equal = spec.describe, spec.it, spec.equal

local ALLOWED = { "https://shop.example", "http://localhost:3000" }

local function allowed(page, site)
  return origin.is_allowed({ origin = page, site = site, host = "api.example", scheme = "http" }, ALLOWED)
end

describe("origin", function()
  it("does not matter to clients that are no browsers", function()
    equal(true, allowed(nil, nil))
  end)

  it("may be the gateway's own or one of the list", function()
    equal(true, allowed("https://api.example", nil))
    equal(true, allowed("http://api.example", "same-origin"))
    equal(true, allowed(nil, "same-origin"))
    equal(true, allowed(nil, "none"))
    equal(true, allowed("https://shop.example", "same-site"))
    equal(true, allowed("http://localhost:3000", "cross-site"))
  end)

  it("may be no other, a sibling domain neither", function()
    for _, page in ipairs({ "https://evil.example", "null", "", "https://shop.example.evil.net", "http://shop.example",
      "https://api.example:8443", "https://sub.api.example", "https://shop.example,https://evil.example" }) do
      equal(false, allowed(page, nil))
      equal(false, allowed(page, "same-origin"))
    end
    for _, site in ipairs({ "cross-site", "same-site", "", "something new" }) do
      equal(false, allowed(nil, site))
      equal(false, allowed("https://api.example", site))
    end
  end)

  it("is not the gateway's own when nobody knows the host", function()
    equal(false, origin.is_allowed({ origin = "https://", scheme = "https" }, ALLOWED))
  end)
end)
