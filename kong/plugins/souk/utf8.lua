--- UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
-- @module souk.utf8

local byte, char = string.byte, string.char
local floor = math.floor

local M = {}

--- The position behind the multi-byte character that starts at `pos`, or nil when there is no valid one.
function M.next(s, pos)
  local a, b, c, d = byte(s, pos, pos + 3)
  if not b or b < 0x80 or b > 0xBF then
    return nil
  end
  if a >= 0xC2 and a <= 0xDF then
    return pos + 2
  end
  if not c or c < 0x80 or c > 0xBF then
    return nil
  end
  if a >= 0xE0 and a <= 0xEF then
    if (a == 0xE0 and b < 0xA0) or (a == 0xED and b > 0x9F) then
      return nil
    end
    return pos + 3
  end
  if not d or d < 0x80 or d > 0xBF then
    return nil
  end
  if a < 0xF0 or a > 0xF4 or (a == 0xF0 and b < 0x90) or (a == 0xF4 and b > 0x8F) then
    return nil
  end
  return pos + 4
end

--- Whether a whole string is valid.
function M.valid(s)
  local pos, last = 1, #s
  while pos <= last do
    if byte(s, pos) < 0x80 then
      pos = pos + 1
    else
      pos = M.next(s, pos)
      if not pos then
        return false
      end
    end
  end
  return true
end

--- Encodes a code point.
function M.char(code)
  if code < 0x80 then
    return char(code)
  end
  if code < 0x800 then
    return char(0xC0 + floor(code / 64), 0x80 + code % 64)
  end
  if code < 0x10000 then
    return char(0xE0 + floor(code / 4096), 0x80 + floor(code / 64) % 64, 0x80 + code % 64)
  end
  return char(0xF0 + floor(code / 262144), 0x80 + floor(code / 4096) % 64, 0x80 + floor(code / 64) % 64,
    0x80 + code % 64)
end

return M
