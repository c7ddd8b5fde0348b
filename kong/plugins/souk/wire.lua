--- The Protobuf wire format on Lua strings, as far as it is needed outside the generated codecs.
--
-- Positions are 1-based and inclusive, as in `string.sub`. Malformed input raises `wire.MALFORMED`, which the
-- codec's entry points catch and turn into a value.
-- @module souk.wire

local byte, char, sub = string.byte, string.char, string.sub
local floor = math.floor
local concat = table.concat
local error = error
local ffi = require "ffi"
local band = require("bit").band

local M = {}

--- What malformed wire data raises.
M.MALFORMED = setmetatable({}, {
  __tostring = function()
    return "malformed Protobuf message"
  end,
})

local MALFORMED = M.MALFORMED

--- Raises `MALFORMED`.
function M.malformed()
  error(MALFORMED, 0)
end

--- The single-byte strings by their code.
local CHARS = {}
for i = 0, 255 do
  CHARS[i] = char(i)
end
M.CHARS = CHARS

--- Encodes a non-negative integer below 2^53.
function M.varint(value)
  if value < 128 then
    return CHARS[value]
  end
  local text = ""
  while value >= 128 do
    local rest = floor(value / 128)
    text = text .. CHARS[value - rest * 128 + 128]
    value = rest
  end
  return text .. CHARS[value]
end

--- Encodes a 64-bit integer given as two unsigned halves.
function M.varint64(low, high)
  local parts, n = {}, 0
  -- The low seven bits go out; the rest moves down, taking bits over from the high half.
  while high > 0 or low >= 128 do
    local low_rest = floor(low / 128)
    local high_rest = floor(high / 128)
    n = n + 1
    parts[n] = CHARS[low - low_rest * 128 + 128]
    low = low_rest + (high - high_rest * 128) * 33554432
    high = high_rest
  end
  n = n + 1
  parts[n] = CHARS[low]
  return concat(parts)
end

--- Encodes 32 bits in little-endian order.
function M.fixed32(value)
  local b = floor(value / 256)
  local c = floor(b / 256)
  local d = floor(c / 256)
  return CHARS[value - b * 256] .. CHARS[b - c * 256] .. CHARS[c - d * 256] .. CHARS[d]
end

--- Reads a varint of up to 64 bits.
-- @return the value's low and high half, the position behind it
function M.read_varint(s, pos)
  local low, high, scale = 0, 0, 1
  for i = 1, 10 do
    local b = byte(s, pos)
    if not b then
      error(MALFORMED, 0)
    end
    pos = pos + 1
    local bits = b % 128
    if i <= 4 then
      low = low + bits * scale
      scale = scale * 128
    elseif i == 5 then
      low = low + (bits % 16) * 268435456
      high = floor(bits / 16)
      scale = 8
    else
      high = high + bits * scale
      scale = scale * 128
    end
    if b < 128 then
      return low, high % 4294967296, pos
    end
  end
  return error(MALFORMED, 0)
end

local read_varint = M.read_varint

--- Reads a tag.
-- @return the tag (field number * 8 + wire type), the position behind it
function M.read_tag(s, pos)
  local low, high, after = read_varint(s, pos)
  if high ~= 0 or low < 8 then
    error(MALFORMED, 0)
  end
  return low, after
end

local read_tag = M.read_tag

--- Reads a length prefix.
-- @return first and last position of what it announces, which ends at `stop` at most
function M.read_span(s, pos, stop)
  local low, high, first = read_varint(s, pos)
  local last = first + low - 1
  if high ~= 0 or last > stop then
    error(MALFORMED, 0)
  end
  return first, last
end

local read_span = M.read_span

--- Skips the value of an unknown field.
-- @return the position behind it
function M.skip(s, pos, stop, tag, depth)
  local kind = tag % 8
  if tag < 8 then
    error(MALFORMED, 0)
  elseif kind == 0 then
    local _, _, after = read_varint(s, pos)
    pos = after
  elseif kind == 1 then
    pos = pos + 8
  elseif kind == 2 then
    local _, last = read_span(s, pos, stop)
    pos = last + 1
  elseif kind == 5 then
    pos = pos + 4
  elseif kind == 3 and (depth or 0) < 100 then
    local inner
    inner, pos = read_tag(s, pos)
    while inner ~= tag + 1 do
      pos = M.skip(s, pos, stop, inner, (depth or 0) + 1)
      inner, pos = read_tag(s, pos)
    end
  else
    error(MALFORMED, 0)
  end
  if pos > stop + 1 then
    error(MALFORMED, 0)
  end
  return pos
end

--- Joins all occurrences of a singular submessage, which merges them (encoding spec, "Last One Wins").
-- @tparam string s wire data
-- @tparam number pos first position of the message that holds the field
-- @tparam number stop last position to look at
-- @tparam number tag the field's tag
-- @tparam table rivals set of the tags of other members of its oneof: each of them discards what was before
-- @treturn string the joined payloads
function M.merged(s, pos, stop, tag, rivals)
  local parts = {}
  while pos <= stop do
    local current, at = read_tag(s, pos)
    pos = M.skip(s, at, stop, current)
    if current == tag then
      local first, last = read_span(s, at, stop)
      parts[#parts + 1] = sub(s, first, last)
    elseif rivals[current] then
      parts = {}
    end
  end
  return concat(parts)
end

--- Iterates over the fields of a message: `for tag, first, last in wire.fields(s)`; the span of a
-- length-delimited field excludes its prefix.
function M.fields(s, from, to)
  local pos, stop = from or 1, to or #s
  return function()
    if pos > stop then
      return nil
    end
    local tag, at = read_tag(s, pos)
    pos = M.skip(s, at, stop, tag)
    if tag % 8 == 2 then
      return tag, read_span(s, at, stop)
    end
    return tag, at, pos - 1
  end
end

local bits = ffi.new("union { double d; float f[2]; uint32_t u[2]; }")

--- LuaJIT keeps its other types in the bits of NaNs: one that comes from outside with a payload would be taken for a
-- value of such a type, and must not be read as it is.
local NAN = 0 / 0

--- The double whose bits are given in two halves.
function M.to_double(low, high)
  if band(high, 0x7ff00000) == 0x7ff00000 and (low ~= 0 or band(high, 0xfffff) ~= 0) then
    return NAN
  end
  bits.u[0], bits.u[1] = low, high
  return bits.d
end

--- The two halves of a double's bits.
function M.from_double(value)
  bits.d = value
  return bits.u[0], bits.u[1]
end

--- The float whose bits are given.
function M.to_float(low)
  if band(low, 0x7f800000) == 0x7f800000 and band(low, 0x7fffff) ~= 0 then
    return NAN
  end
  bits.u[0] = low
  return bits.f[0]
end

--- The bits of a number rounded to a float.
function M.from_float(value)
  bits.f[0] = value
  return bits.u[0]
end

--- Reads 32 bits in little-endian order.
function M.read_fixed32(s, pos)
  local a, b, c, d = byte(s, pos, pos + 3)
  if not d then
    error(MALFORMED, 0)
  end
  return a + b * 256 + c * 65536 + d * 16777216
end

return M
