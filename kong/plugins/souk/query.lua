--- Query strings (application/x-www-form-urlencoded: `+` is a space).
-- @module souk.query

local router = require "souk.router"
local utf8 = require "souk.utf8"

local find, sub, gsub, gmatch = string.find, string.sub, string.gsub, string.gmatch
local decode_segment = router.decode_segment

local M = {}

local function decode(text)
  if find(text, "+", 1, true) then
    text = gsub(text, "%+", " ")
  end
  local decoded = decode_segment(text)
  return decoded and utf8.valid(decoded) and decoded or nil
end

--- Splits a query string.
-- @tparam string raw what stands behind the `?`; may be nil
-- @treturn table list of `{ name, value }` in the order given; nil when an escape or its UTF-8 is malformed
function M.parse(raw)
  local parameters = {}
  if not raw or raw == "" then
    return parameters
  end
  for part in gmatch(raw, "[^&]+") do
    local equals = find(part, "=", 1, true)
    local name = decode(sub(part, 1, (equals or #part + 1) - 1))
    local value = decode(equals and sub(part, equals + 1) or "")
    if not name or not value then
      return nil
    end
    parameters[#parameters + 1] = { name = name, value = value }
  end
  return parameters
end

return M
