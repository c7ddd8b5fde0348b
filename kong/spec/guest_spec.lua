local guest = require "souk.guest"
local spec = require "spec.spec"
local describe, it, equal = spec.describe, spec.it, spec.equal

describe("guest", function()
  it("makes ids of 128 bits that it takes itself", function()
    for _, bytes in ipairs({ string.rep("\0", 16), string.rep("\255", 16), "0123456789abcdef" }) do
      local asked
      local id = guest.new_id(function(count)
        asked = count
        return bytes
      end)
      equal(16, asked)
      equal(22, #id)
      equal(true, guest.is_id(id))
    end
  end)

  it("takes nothing else", function()
    for _, wrong in ipairs({ "", "x", string.rep("A", 21), string.rep("A", 23), string.rep("A", 21) .. "+",
      string.rep("A", 21) .. ".", string.rep("A", 20) .. "\r\n", string.rep("A", 21) .. "\0" }) do
      equal(false, guest.is_id(wrong))
    end
    equal(false, guest.is_id(nil))
  end)

  local function random(count)
    return string.rep("\7", count)
  end

  it("is whom the cookie names, on every route and beside a user", function()
    local id = guest.new_id(random)
    for _, route in ipairs({ { access = "guest" }, { access = "user" }, { access = "public" }, false }) do
      for _, state in ipairs({ "none", "valid", "expired" }) do
        equal({ id, false }, { guest.of(id, route or nil, { state = state }, random) })
      end
    end
  end)

  it("is new where guests may be and nobody is signed in, or was", function()
    for _, sent in ipairs({ false, "", "forged" }) do
      equal({ guest.new_id(random), true },
        { guest.of(sent or nil, { access = "guest" }, { state = "none" }, random) })
      for _, state in ipairs({ "valid", "expired", "revoked", "invalid", "unavailable" }) do
        equal({ nil, false }, { guest.of(sent or nil, { access = "guest" }, { state = state }, random) })
      end
      for _, route in ipairs({ { access = "user" }, { access = "public" }, { access = "roles" }, false }) do
        equal({ nil, false }, { guest.of(sent or nil, route or nil, { state = "none" }, random) })
      end
    end
  end)
end)
