--- Errors of OAuth endpoints, as RFC 6749, section 5.2, has them.
-- @module souk.oauth_errors

local json = require "souk.json"

local format, gsub, lower = string.format, string.gsub, string.lower

local M = {}

--- The reasons that the RFC knows, by the same names in lower case.
local KNOWN = { INVALID_CLIENT = 401, INVALID_GRANT = 400, UNAUTHORIZED_CLIENT = 400, UNSUPPORTED_GRANT_TYPE = 400,
  INVALID_SCOPE = 400 }

--- What the RFC has no word for at this endpoint goes by those that it has at another (section 4.1.2.1).
local function code_of(http_status, reason)
  if KNOWN[reason] then
    return lower(reason)
  elseif http_status == 409 or http_status == 429 or http_status == 503 or http_status == 504 then
    return "temporarily_unavailable"
  elseif http_status >= 500 then
    return "server_error"
  end
  return "invalid_request"
end

--- Renders an error.
-- @tparam number http_status that it has elsewhere
-- @tparam string reason of the catalogue
-- @tparam string message
-- @tparam ?number retry_after seconds
-- @treturn table `{ status, headers, body }`
function M.render(http_status, reason, message, retry_after)
  local code = code_of(http_status, reason)
  -- The characters that the RFC allows in a description.
  local description = gsub(message, "[^ !#-Z%[%]^-~]", "'")
  return {
    status = KNOWN[reason] or (http_status == 415 and 400) or http_status,
    headers = {
      ["Content-Type"] = "application/json",
      ["Pragma"] = "no-cache",
      ["WWW-Authenticate"] = reason == "INVALID_CLIENT" and 'Basic realm="souk"' or nil,
      ["Retry-After"] = retry_after and format("%d", retry_after) or nil,
    },
    body = format('{"error":%s,"error_description":%s}', json.quote(code), json.quote(description)),
  }
end

return M
