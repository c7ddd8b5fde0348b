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

--- Takes out of a span what is nobody's business: the query, which holds secrets, and who the client is.
-- @tparam ?table span of Kong's; nothing of one is kept where `attributes` is missing
function M.clean(span)
  local attributes = span and span.attributes
  if not attributes then
    return
  end
  if attributes["http.url"] then
    span:set_attribute("http.url", match(attributes["http.url"], "^[^?]*"))
  end
  span:set_attribute("http.client_ip", nil)
  span:set_attribute("net.peer.ip", nil)
end

--- Names a span of Kong's.
-- @tparam table span
function M.of(span)
  return "00-" .. hex(span.trace_id) .. "-" .. hex(span.span_id) .. (span.should_sample and "-01" or "-00")
end

--- The ids of trace and span.
-- @tparam ?string traceparent
-- @treturn ?string of the trace
-- @treturn ?string of the span
function M.ids(traceparent)
  return match(traceparent or "", "^00%-(%x+)%-(%x+)%-")
end

--- Starts a trace of which no span is kept.
-- @tparam function random_bytes gives as many random bytes as it is asked for
function M.start(random_bytes)
  local bytes = random_bytes(24)
  return "00-" .. hex(bytes:sub(1, 16)) .. "-" .. hex(bytes:sub(17)) .. "-00"
end

return M
