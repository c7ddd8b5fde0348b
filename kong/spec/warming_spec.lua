local codec = require("souk.codec").new(require("spec.schemas").everything())
local spec = require "spec.spec"
local warming = require "souk.warming"

spec.describe("warming", function()
  spec.it("makes samples that every type takes", function()
    for name, message in pairs(codec.schema.messages) do
      if name:find("^souk%.") and not message.map_entry then
        local wire, failure = codec:encoder(name)(warming.sample(message, 1))
        spec.equal({ name, nil }, { name, failure and failure.field .. ": " .. failure.message })
        spec.equal("string", type(codec:decoder(name)(wire)))
      end
    end
  end)
end)
