--- Base64 (RFC 4648): writes and reads the standard and the URL-safe alphabet, reads padded and not.
-- @module souk.base64

local byte, char, find, gsub, sub = string.byte, string.char, string.find, string.gsub, string.sub
local floor = math.floor
local concat = table.concat

local M = {}

local ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
local DIGITS, VALUES = {}, {}
for i = 0, 63 do
  local c = byte(ALPHABET, i + 1)
  DIGITS[i] = char(c)
  VALUES[c] = i
end
VALUES[45], VALUES[95] = 62, 63

--- Encodes, with padding.
function M.encode(s)
  local parts, n = {}, 0
  for i = 1, #s, 3 do
    local a, b, c = byte(s, i, i + 2)
    local bits = a * 65536 + (b or 0) * 256 + (c or 0)
    n = n + 1
    parts[n] = DIGITS[floor(bits / 262144)] .. DIGITS[floor(bits / 4096) % 64]
      .. (b and DIGITS[floor(bits / 64) % 64] or "=") .. (c and DIGITS[bits % 64] or "=")
  end
  return concat(parts)
end

local URL_SAFE = { ["+"] = "-", ["/"] = "_", ["="] = "" }

--- Encodes with the URL-safe alphabet, without padding.
function M.encode_url(s)
  return (gsub(M.encode(s), "[+/=]", URL_SAFE))
end

--- Decodes.
-- @return the bytes, or nil when the text is not base64
function M.decode(s)
  local text = s
  local padding = find(s, "=", 1, true)
  if padding then
    if #s % 4 ~= 0 or not find(s, "^==?$", padding) then
      return nil
    end
    text = sub(s, 1, padding - 1)
  end
  local rest = #text % 4
  if rest == 1 then
    return nil
  end
  local parts, n = {}, 0
  for i = 1, #text, 4 do
    local a, b, c, d = byte(text, i, i + 3)
    local bits = 0
    local first, second = VALUES[a], VALUES[b]
    local third, fourth = c and VALUES[c] or (not c and 0), d and VALUES[d] or (not d and 0)
    if not (first and second and third and fourth) then
      return nil
    end
    bits = bits + first * 262144 + second * 4096 + third * 64 + fourth
    n = n + 1
    if not c then
      parts[n] = char(floor(bits / 65536))
    elseif not d then
      parts[n] = char(floor(bits / 65536), floor(bits / 256) % 256)
    else
      parts[n] = char(floor(bits / 65536), floor(bits / 256) % 256, bits % 256)
    end
  end
  return concat(parts)
end

return M
