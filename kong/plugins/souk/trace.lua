--- W3C Trace Context (Level 1): the `traceparent` header.
-- @module souk.trace

local byte, find, format, gsub, match = string.byte, string.find, string.format, string.gsub, string.match

local M = {}

local function hex(bytes)
  return (gsub(bytes, "[%z\1-\255]", function(c)
    return format("%02x", byte(c))
  end))
end

--- @tparam ?string traceparent
-- @treturn boolean whether it is one of version 00 with a trace and a parent
function M.is_valid(traceparent)
  local trace, parent = match(traceparent or "", "^00%-(%x+)%-(%x+)%-%x%x$")
  return trace ~= nil and #trace == 32 and #parent == 16 and not find(traceparent, "%u") and find(trace, "[^0]") ~= nil
    and find(parent, "[^0]") ~= nil
end

--- Takes the query out of what a span says about its request: it holds secrets.
-- @tparam ?table span of Kong's; nothing of one is kept where `attributes` is missing
function M.cut_query(span)
  local url = span and span.attributes and span.attributes["http.url"]
  if url then
    span:set_attribute("http.url", match(url, "^[^?]*"))
  end
end

--- Starts a trace.
-- @tparam function random_bytes gives as many random bytes as it is asked for
function M.start(random_bytes)
  local bytes = random_bytes(24)
  return "00-" .. hex(bytes:sub(1, 16)) .. "-" .. hex(bytes:sub(17)) .. "-01"
end

return M
