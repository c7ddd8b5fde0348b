--- Numbers between JSON and the wire. 64-bit integers are exact: they are handled as two unsigned 32-bit halves.
-- @module souk.numbers

local failure = require "souk.failure"
local json = require "souk.json"
local wire = require "souk.wire"
local ffi = require "ffi"

local sub, find, match, rep, format = string.sub, string.find, string.match, string.rep,
  string.format
local gsub = string.gsub
local floor, huge = math.floor, math.huge
local tonumber = tonumber
local varint, varint64, fixed32 = wire.varint, wire.varint64, wire.fixed32
local violation = failure.violation
local uint64 = ffi.typeof("uint64_t")

local M = {}

local TWO32 = 4294967296
local MAX_FLOAT = 3.4028234663852886e38

--- Puts a value of at most 2^53 in magnitude and within the kind's range on the wire.
local PUT = {}

function PUT.int64(v)
  if v >= 0 then
    return varint(v)
  end
  return varint64(v % TWO32, floor(v / TWO32) % TWO32)
end

function PUT.uint64(v)
  return varint(v)
end

function PUT.sint64(v)
  return varint(v >= 0 and 2 * v or -2 * v - 1)
end

function PUT.fixed32(v)
  return fixed32(v % TWO32)
end

function PUT.fixed64(v)
  return fixed32(v % TWO32) .. fixed32(floor(v / TWO32) % TWO32)
end

PUT.int32, PUT.uint32, PUT.sint32 = PUT.int64, PUT.uint64, PUT.sint64
PUT.sfixed32, PUT.sfixed64 = PUT.fixed32, PUT.fixed64

M.PUT = PUT

--- Ranges: lowest and highest value as decimal digits.
local SIGNED32 = { "2147483648", "2147483647", "must be an integer from -2147483648 to 2147483647" }
local UNSIGNED32 = { "0", "4294967295", "must be an integer from 0 to 4294967295" }
local SIGNED64 = { "9223372036854775808", "9223372036854775807",
  "must be an integer from -9223372036854775808 to 9223372036854775807" }
local UNSIGNED64 = { "0", "18446744073709551615", "must be an integer from 0 to 18446744073709551615" }
local RANGE = {
  int32 = SIGNED32, sint32 = SIGNED32, sfixed32 = SIGNED32, uint32 = UNSIGNED32, fixed32 = UNSIGNED32,
  int64 = SIGNED64, sint64 = SIGNED64, sfixed64 = SIGNED64, uint64 = UNSIGNED64, fixed64 = UNSIGNED64,
}

--- What the codecs check fast: the bounds of a kind among numbers of at most 15 digits.
M.BOUNDS = {
  int32 = { -2147483648, 2147483647 }, sint32 = { -2147483648, 2147483647 }, sfixed32 = { -2147483648, 2147483647 },
  uint32 = { 0, 4294967295 }, fixed32 = { 0, 4294967295 },
  int64 = { -1e15, 1e15 }, sint64 = { -1e15, 1e15 }, sfixed64 = { -1e15, 1e15 },
  uint64 = { 0, 1e15 }, fixed64 = { 0, 1e15 },
}

--- Reads the decimal text of a whole number, exactly; `1e3` and `2.0` are whole.
-- @return digits without leading zeros ("" for zero), whether negative; nil when it is no whole number
local function whole(text)
  local sign, int, fraction, exponent = match(text, "^(-?)(%d+)%.?(%d*)[eE]?([-+]?%d*)$")
  if not int then
    return nil
  end
  local shift = (exponent == "" and 0 or tonumber(exponent)) - #fraction
  local digits = gsub(int .. fraction, "^0+", "")
  if digits == "" then
    return "", false
  end
  local kept = gsub(digits, "0+$", "")
  shift = shift + #digits - #kept
  if shift < 0 then
    return nil
  end
  if #kept + shift > 20 then
    return rep("9", 21), sign == "-"
  end
  return kept .. rep("0", shift), sign == "-"
end

local function at_most(digits, limit)
  return #digits < #limit or (#digits == #limit and digits <= limit)
end

local function halves(digits)
  local value = uint64(tonumber(sub(digits, 1, -11)) or 0) * 10000000000ULL + uint64(tonumber(sub(digits, -10)) or 0)
  return tonumber(value % 4294967296ULL), tonumber(value / 4294967296ULL)
end

local function negate(low, high)
  if low == 0 then
    return 0, (TWO32 - high) % TWO32
  end
  return TWO32 - low, TWO32 - 1 - high
end

--- Puts a magnitude and its sign on the wire.
local function put_halves(kind, low, high, negative)
  if kind == "sint32" or kind == "sint64" then
    local doubled = low * 2
    local carry = floor(doubled / TWO32)
    low, high = doubled % TWO32, high * 2 + carry
    if negative then
      high = low == 0 and high - 1 or high
      low = (low - 1) % TWO32
    end
    return varint64(low, high % TWO32)
  end
  if negative then
    low, high = negate(low, high)
  end
  if kind == "fixed32" or kind == "sfixed32" then
    return fixed32(low)
  elseif kind == "fixed64" or kind == "sfixed64" then
    return fixed32(low) .. fixed32(high)
  end
  return varint64(low, high)
end

local NUMBER = "^-?%d+%.?%d*[eE]?[-+]?%d*$"

local function is_number(text)
  if not find(text, NUMBER) then
    return false
  end
  local ok, _, behind = pcall(json.read_number, text, 1)
  return ok and behind == #text + 1
end

--- Puts the decimal text of an integer on the wire.
-- @return the payload; nil and why not
function M.put_text(kind, text)
  local range = RANGE[kind]
  local digits, negative = nil, false
  if is_number(text) then
    digits, negative = whole(text)
  end
  if not digits or not at_most(digits, negative and range[1] or range[2]) then
    return nil, range[3]
  end
  local low, high = halves(digits)
  return put_halves(kind, low, high, negative)
end

--- Reads an integer, quoted or not, in any form that the codecs' fast path leaves.
-- @return the payload, the position behind the value
function M.read_integer(s, pos, c, kind)
  local text, behind
  if c == 34 then
    text, behind = json.read_string(s, pos + 1)
  elseif c == 45 or (c and c >= 48 and c <= 57) then
    text, behind = json.read_number(s, pos)
  else
    json.skip_value(s, pos, c, 1)
    violation(pos, RANGE[kind][3])
  end
  local payload, reason = M.put_text(kind, text)
  if not payload then
    violation(pos, reason)
  end
  return payload, behind
end

local SPECIAL = { NaN = 0 / 0, Infinity = huge, ["-Infinity"] = -huge }

--- The number that a text stands for.
-- @return the number; nil and why not
function M.real(kind, text)
  local value = SPECIAL[text]
  if value then
    return value
  end
  if not is_number(text) then
    return nil, "must be a number"
  end
  value = tonumber(text)
  -- Half an ulp above the largest float still rounds to it.
  local limit = kind == "float" and MAX_FLOAT * (1 + 2 ^ -25) or huge
  if value >= limit or value <= -limit then
    return nil, kind == "float" and "is out of the range of a float" or "is out of the range of a double"
  end
  return value
end

--- Puts a float or double on the wire.
function M.put_real(kind, value)
  if kind == "float" then
    return fixed32(wire.from_float(value))
  end
  local low, high = wire.from_double(value)
  return fixed32(low) .. fixed32(high)
end

--- Reads a float or double, quoted or not.
-- @return the number, the position behind the value
function M.read_real_value(s, pos, c, kind)
  local text, behind
  if c == 34 then
    text, behind = json.read_string(s, pos + 1)
  elseif c == 45 or (c and c >= 48 and c <= 57) then
    text, behind = json.read_number(s, pos)
  else
    json.skip_value(s, pos, c, 1)
    violation(pos, "must be a number")
  end
  local value, reason = M.real(kind, text)
  if not value then
    violation(pos, reason)
  end
  return value, behind
end

--- Reads a float or double, quoted or not.
-- @return the payload, the position behind the value
function M.read_real(s, pos, c, kind)
  local value, behind = M.read_real_value(s, pos, c, kind)
  return M.put_real(kind, value), behind
end

local function unsigned_text(low, high)
  if high < 2097152 then
    return format("%.0f", high * TWO32 + low)
  end
  local value = uint64(high) * 4294967296ULL + uint64(low)
  return format("%.0f%09.0f", tonumber(value / 1000000000ULL), tonumber(value % 1000000000ULL))
end

--- The decimal digits of an unsigned 64-bit integer.
M.unsigned_text = unsigned_text

--- The decimal digits of a signed 64-bit integer.
function M.signed_text(low, high)
  if high < 2147483648 then
    return unsigned_text(low, high)
  end
  return "-" .. unsigned_text(negate(low, high))
end

local function special_text(value)
  if value ~= value then
    return '"NaN"'
  elseif value == huge then
    return '"Infinity"'
  elseif value == -huge then
    return '"-Infinity"'
  elseif value == 0 then
    return 1 / value < 0 and "-0.0" or "0"
  elseif value == floor(value) and value < 1e15 and value > -1e15 then
    return format("%.0f", value)
  end
  return nil
end

--- The shortest JSON text that reads back as the same double.
function M.double_text(value)
  local text = special_text(value)
  if text then
    return text
  end
  text = format("%.15g", value)
  if tonumber(text) ~= value then
    text = format("%.16g", value)
    if tonumber(text) ~= value then
      text = format("%.17g", value)
    end
  end
  return text
end

--- The shortest JSON text that reads back as the same float.
function M.float_text(value)
  local text = special_text(value)
  if text then
    return text
  end
  for digits = 6, 9 do
    text = format("%." .. digits .. "g", value)
    if wire.to_float(wire.from_float(tonumber(text))) == value then
      break
    end
  end
  return text
end

--- Reads a varint as a signed 32-bit integer (its higher bits are dropped).
function M.read_int32(s, pos)
  local low, _, behind = wire.read_varint(s, pos)
  return low >= 2147483648 and low - TWO32 or low, behind
end

--- Reads a varint as an unsigned 32-bit integer.
function M.read_uint32(s, pos)
  local low, _, behind = wire.read_varint(s, pos)
  return low, behind
end

local function unzigzag(low, high)
  local odd = low % 2 == 1
  low, high = floor(low / 2) + (high % 2) * 2147483648, floor(high / 2)
  if odd then
    return TWO32 - 1 - low, TWO32 - 1 - high
  end
  return low, high
end

--- Reads a zigzag varint of 32 bits.
function M.read_sint32(s, pos)
  local low, _, behind = wire.read_varint(s, pos)
  return low % 2 == 1 and -(low + 1) / 2 or low / 2, behind
end

--- Reads a varint as the digits of a signed 64-bit integer.
function M.read_int64(s, pos)
  local low, high, behind = wire.read_varint(s, pos)
  if high < 16384 then
    return high * TWO32 + low, behind
  end
  return M.signed_text(low, high), behind
end

--- Reads a varint as the digits of an unsigned 64-bit integer.
function M.read_uint64(s, pos)
  local low, high, behind = wire.read_varint(s, pos)
  if high < 16384 then
    return high * TWO32 + low, behind
  end
  return unsigned_text(low, high), behind
end

--- Reads a zigzag varint as the digits of a signed 64-bit integer.
function M.read_sint64(s, pos)
  local low, high, behind = wire.read_varint(s, pos)
  return M.signed_text(unzigzag(low, high)), behind
end

--- Reads 32 fixed bits as unsigned.
function M.read_fixed32(s, pos)
  return wire.read_fixed32(s, pos), pos + 4
end

--- Reads 32 fixed bits as signed.
function M.read_sfixed32(s, pos)
  local low = wire.read_fixed32(s, pos)
  return low >= 2147483648 and low - TWO32 or low, pos + 4
end

--- Reads 64 fixed bits as the digits of an unsigned integer.
function M.read_fixed64(s, pos)
  return unsigned_text(wire.read_fixed32(s, pos), wire.read_fixed32(s, pos + 4)), pos + 8
end

--- Reads 64 fixed bits as the digits of a signed integer.
function M.read_sfixed64(s, pos)
  return M.signed_text(wire.read_fixed32(s, pos), wire.read_fixed32(s, pos + 4)), pos + 8
end

--- Reads a double as JSON text.
function M.read_double(s, pos)
  return M.double_text(wire.to_double(wire.read_fixed32(s, pos), wire.read_fixed32(s, pos + 4))), pos + 8
end

--- Reads a float as JSON text.
function M.read_float(s, pos)
  return M.float_text(wire.to_float(wire.read_fixed32(s, pos))), pos + 4
end

--- Reads a bool as JSON text.
function M.read_bool(s, pos)
  local low, high, behind = wire.read_varint(s, pos)
  return (low ~= 0 or high ~= 0) and "true" or "false", behind
end


return M
