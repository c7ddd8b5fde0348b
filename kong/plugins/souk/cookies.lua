--- The cookies that a browser keeps for Souk. Their prefixes bind them (RFC 6265bis, 4.1.3): no sibling domain can set
-- a `__Host-` cookie; the one with the refresh token cannot have that prefix, since it goes to one path only.
-- @module souk.cookies

local format, gmatch, match = string.format, string.gmatch, string.match
local ipairs, pairs, type = ipairs, pairs, type

local M = {}

local COOKIES = {
  access = { name = "__Host-souk_access", attributes = "; Path=/; HttpOnly; Secure; SameSite=Lax" },
  refresh = { name = "__Secure-souk_refresh", attributes = "; Path=/v1/auth; HttpOnly; Secure; SameSite=Lax" },
  csrf = { name = "__Host-souk_csrf", attributes = "; Path=/; Secure; SameSite=Lax" },
  guest = { name = "__Host-souk_guest", attributes = "; Path=/; HttpOnly; Secure; SameSite=Lax" },
}

--- Those that make up a session.
M.OF_SESSION = { "access", "refresh", "csrf" }

local KEYS = {}
for key, cookie in pairs(COOKIES) do
  KEYS[cookie.name] = key
end

local function read_into(found, header)
  for pair in gmatch(header, "[^;]+") do
    local key = KEYS[match(pair, "^[ \t]*([%w_-]+)=")]
    if key and not found[key] then
      found[key] = match(pair, "^[ \t]*[%w_-]+=([%w_.-]+)[ \t]*$") or ""
    end
  end
end

--- Reads a request's cookies. The first of a name counts. A value with characters that none of Souk's values has counts
-- as empty, which is no valid value of any of them; whatever else is malformed is passed over.
-- @tparam ?string|table header the header `cookie`, or the list of them
-- @treturn table of those that are there: `access`, `refresh`, `csrf`, `guest`
function M.read(header)
  local found = {}
  if type(header) == "table" then
    for _, one in ipairs(header) do
      read_into(found, one)
    end
  elseif header then
    read_into(found, header)
  end
  return found
end

--- @treturn string what `Set-Cookie` says to keep a value
-- @tparam string key `access`, `refresh`, `csrf` or `guest`
-- @tparam string value
-- @tparam number max_age seconds
function M.set(key, value, max_age)
  local cookie = COOKIES[key]
  return format("%s=%s; Max-Age=%d%s", cookie.name, value, max_age, cookie.attributes)
end

--- @treturn string what `Set-Cookie` says to forget a cookie
function M.clear(key)
  return M.set(key, "", 0)
end

return M
