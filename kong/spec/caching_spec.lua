local caching = require "souk.caching"
local spec = require "spec.spec"
local describe, it, equal = spec.describe, spec.it, spec.equal

local function route(changes)
  local made = { rpc = "souk.product.v1.ProductService/GetProduct", http_method = "GET", access = "public" }
  for name, value in pairs(changes or {}) do
    made[name] = value
  end
  return made
end

local NOBODY = { state = "none" }

describe("caching", function()
  it("lets caches keep what everybody sees of the catalog", function()
    equal(true, caching.is_storable(route(), NOBODY, 200))
    equal(true, caching.is_storable(route(), { state = "expired" }, 200))
  end)

  it("keeps back what a signed-in caller sees", function()
    equal(false, caching.is_storable(route(), { state = "valid", identity = {} }, 200))
  end)

  it("lets caches keep the public keys, which are the same for all", function()
    local keys = route({ rpc = "souk.auth.v1.KeyService/GetKeySet" })
    equal(true, caching.is_storable(keys, NOBODY, 200))
    equal(true, caching.is_storable(keys, { state = "valid", identity = {} }, 200))
    equal(false, caching.is_storable(keys, NOBODY, 503))
  end)

  it("lets caches keep people's pictures, and not the changes of them", function()
    local picture = route({ rpc = "souk.user.v1.AvatarService/GetAvatar" })
    equal(true, caching.is_storable(picture, { state = "valid", identity = {} }, 200))
    local change = { rpc = "souk.user.v1.AvatarService/SetAvatar", http_method = "POST", access = "user" }
    equal(false, caching.is_storable(route(change), NOBODY, 200))
  end)

  it("lets caches keep pictures of products, and what has not changed", function()
    local picture = route({ rpc = "souk.product.v1.ImageService/GetProductImage" })
    equal(true, caching.is_storable(picture, { state = "valid", identity = {} }, 200))
    equal(true, caching.is_storable(picture, NOBODY, 304))
    local upload = { rpc = "souk.product.v1.ImageService/UploadProductImage", http_method = "POST", access = "roles" }
    equal(false, caching.is_storable(route(upload), NOBODY, 200))
  end)

  it("keeps back errors, and refusals that no route or verdict belongs to", function()
    equal(false, caching.is_storable(route(), NOBODY, 404))
    equal(false, caching.is_storable(nil, NOBODY, 200))
    equal(false, caching.is_storable(route(), nil, 200))
  end)

  it("keeps back changes, methods that are not public, stock and everything else", function()
    equal(false, caching.is_storable(route({ http_method = "POST" }), NOBODY, 200))
    equal(false, caching.is_storable(route({ access = "user" }), NOBODY, 200))
    equal(false, caching.is_storable(route({ access = "guest" }), NOBODY, 200))
    equal(false, caching.is_storable(route({ rpc = "souk.inventory.v1.InventoryService/GetStockLevel" }), NOBODY, 200))
    equal(false, caching.is_storable(route({ rpc = "souk.product.v1beta.Drafts/Get" }), NOBODY, 200))
    equal(false, caching.is_storable(route({ rpc = "souk.auth.v1.AuthService/GetKeys" }), NOBODY, 200))
  end)
end)
