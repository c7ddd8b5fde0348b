--- The descriptor sets that specs use.
-- @module spec.schemas

local descriptor = require "souk.descriptor"

local M = {}

local function first_readable(paths)
  for _, path in ipairs(paths) do
    local file = io.open(path, "rb")
    if file then
      file:close()
      return path
    end
  end
  error("none of these files is there; build kong-embedded first: " .. table.concat(paths, ", "))
end

--- The types of kong-embedded/src/test/proto, which have fields of every kind.
function M.everything()
  return descriptor.load_file(first_readable({
    os.getenv("SOUK_TEST_DESCRIPTORS") or "target/test-classes/everything.binpb",
    "../kong-embedded/target/test-classes/everything.binpb",
  }))
end

return M
