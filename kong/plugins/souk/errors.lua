--- Errors as the API has them: `{"error": {"code", "status", "message", "details", "requestId"}}` with exactly one
-- `ErrorInfo` among the details, whether a service answered them or the gateway itself.
-- @module souk.errors

local base64 = require "souk.base64"
local json = require "souk.json"
local oauth_errors = require "souk.oauth_errors"
local utf8 = require "souk.utf8"
local wire = require "souk.wire"

local format, gsub, match, sub, char = string.format, string.gsub, string.match, string.sub, string.char
local concat, sort = table.concat, table.sort
local ceil = math.ceil
local ipairs, pairs, pcall, tonumber, tostring = ipairs, pairs, pcall, tonumber, tostring

local M = {}

M.DOMAIN = "souk.dev"

local ERROR_INFO = "google.rpc.ErrorInfo"
local RETRY_INFO = "google.rpc.RetryInfo"

--- google.rpc.Code: name, HTTP status, reason and message when the service gave no details.
local CODES = {
  [1] = { "CANCELLED", 499, "CALL_CANCELLED", "The call was cancelled." },
  [2] = { "UNKNOWN", 500, "INTERNAL_ERROR", "Something went wrong; the request id leads to the cause." },
  [3] = { "INVALID_ARGUMENT", 400, "INVALID_FIELD" },
  [4] = { "DEADLINE_EXCEEDED", 504, "DEADLINE_PASSED", "The deadline passed before the answer was known." },
  [5] = { "NOT_FOUND", 404, "RESOURCE_NOT_FOUND" },
  [6] = { "ALREADY_EXISTS", 409, "ALREADY_EXISTS" },
  [7] = { "PERMISSION_DENIED", 403, "PERMISSION_DENIED" },
  [8] = { "RESOURCE_EXHAUSTED", 429, "OVERLOADED", "Too much at once; try again later." },
  [9] = { "FAILED_PRECONDITION", 400, "ILLEGAL_STATE" },
  [10] = { "ABORTED", 409, "CONTENTION" },
  [11] = { "OUT_OF_RANGE", 400, "INVALID_FIELD" },
  [12] = { "UNIMPLEMENTED", 501, "METHOD_NOT_FOUND", "The service has no such method." },
  [13] = { "INTERNAL", 500, "INTERNAL_ERROR", "Something went wrong; the request id leads to the cause." },
  [14] = { "UNAVAILABLE", 503, "UPSTREAM_UNAVAILABLE", "The service is not available; try again later." },
  [15] = { "DATA_LOSS", 500, "INTERNAL_ERROR", "Something went wrong; the request id leads to the cause." },
  [16] = { "UNAUTHENTICATED", 401, "TOKEN_INVALID" },
}

--- What the gateway itself answers, by reason: HTTP status, google.rpc.Code, message.
local OWN = {
  ROUTE_NOT_FOUND = { 404, "NOT_FOUND", "There is nothing at this path." },
  METHOD_NOT_ALLOWED = { 405, "UNIMPLEMENTED", "This path does not take the method." },
  MALFORMED_REQUEST = { 400, "INVALID_ARGUMENT", "The request is malformed." },
  MALFORMED_JSON = { 400, "INVALID_ARGUMENT", "The body is not valid JSON." },
  INVALID_FIELD = { 400, "INVALID_ARGUMENT", "A field has a value that the API does not take." },
  UNSUPPORTED_MEDIA_TYPE = { 415, "INVALID_ARGUMENT", "The body must be application/json." },
  PAYLOAD_TOO_LARGE = { 413, "INVALID_ARGUMENT", "The body is too large." },
  URI_TOO_LONG = { 414, "INVALID_ARGUMENT", "The URI is too long." },
  TOKEN_MISSING = { 401, "UNAUTHENTICATED", "Sign in to call this method." },
  TOKEN_INVALID = { 401, "UNAUTHENTICATED", "The token is not valid." },
  TOKEN_EXPIRED = { 401, "UNAUTHENTICATED", "The token has expired." },
  TOKEN_REVOKED = { 401, "UNAUTHENTICATED", "The session of the token has ended." },
  SCOPE_REQUIRED = { 403, "PERMISSION_DENIED", "The token lacks the scope that this method needs." },
  API_KEY_INVALID = { 401, "UNAUTHENTICATED", "The header x-api-key has no publishable key that can be used." },
  PERMISSION_DENIED = { 403, "PERMISSION_DENIED", "The caller may not do this." },
  CSRF_TOKEN_INVALID = { 403, "PERMISSION_DENIED",
    "With the session in a cookie, x-csrf-token must have the value of the cookie __Host-souk_csrf." },
  ORIGIN_NOT_ALLOWED = { 403, "PERMISSION_DENIED", "Pages of this origin may not do this." },
  RATE_LIMITED = { 429, "RESOURCE_EXHAUSTED", "Too many requests; try again later." },
  UPSTREAM_UNAVAILABLE = { 503, "UNAVAILABLE", "The service is not available; try again later." },
  DEPENDENCY_UNAVAILABLE = { 503, "UNAVAILABLE", "Something that is needed does not answer; try again later." },
  DEADLINE_PASSED = { 504, "DEADLINE_EXCEEDED", "The deadline passed before the answer was known." },
  INTERNAL_ERROR = { 500, "INTERNAL", "Something went wrong; the request id leads to the cause." },
}

--- The reason behind a status that Kong or nginx answered by itself; 501 is a transfer coding, 505 an HTTP version.
local BY_STATUS = {
  [400] = "MALFORMED_REQUEST", [401] = "TOKEN_INVALID", [403] = "PERMISSION_DENIED", [404] = "ROUTE_NOT_FOUND",
  [405] = "METHOD_NOT_ALLOWED", [411] = "MALFORMED_REQUEST", [412] = "MALFORMED_REQUEST", [413] = "PAYLOAD_TOO_LARGE",
  [414] = "URI_TOO_LONG", [415] = "UNSUPPORTED_MEDIA_TYPE", [417] = "MALFORMED_REQUEST", [429] = "RATE_LIMITED",
  [501] = "MALFORMED_REQUEST", [502] = "UPSTREAM_UNAVAILABLE", [503] = "UPSTREAM_UNAVAILABLE",
  [504] = "DEADLINE_PASSED", [505] = "MALFORMED_REQUEST",
}

--- The reasons that the gateway answers by itself.
function M.own_reasons()
  local reasons = {}
  for reason in pairs(OWN) do
    reasons[#reasons + 1] = reason
  end
  sort(reasons)
  return reasons
end

local function sorted_object(map)
  local members = {}
  for key, value in pairs(map) do
    members[#members + 1] = json.quote(key) .. ":" .. json.quote(tostring(value))
  end
  sort(members)
  return "{" .. concat(members, ",") .. "}"
end

--- Writes an ErrorInfo.
local function error_info(reason, metadata)
  return format('{"@type":"type.googleapis.com/%s","reason":%s,"domain":"%s","metadata":%s}', ERROR_INFO,
    json.quote(reason), M.DOMAIN, sorted_object(metadata or {}))
end

local function bad_request(violations)
  local items = {}
  for i, violation in ipairs(violations) do
    items[i] = format('{"field":%s,"description":%s}', json.quote(violation.field), json.quote(violation.description))
  end
  return '{"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[' .. concat(items, ",") .. "]}"
end

local function retry_info(seconds)
  return format('{"@type":"type.googleapis.com/%s","retryDelay":"%ds"}', RETRY_INFO, seconds)
end

--- Text that is certain to be valid in JSON.
local function clean(text)
  return utf8.valid(text) and text or gsub(text, "[\128-\255]", "?")
end

local function body_of(http_status, status, message, details, request_id)
  return format('{"error":{"code":%d,"status":%s,"message":%s,"details":[%s],"requestId":%s}}', http_status,
    json.quote(status), json.quote(clean(message)), concat(details, ","), json.quote(clean(request_id or "")))
end

local function rendered(http_status, body)
  return { status = http_status, headers = { ["Content-Type"] = "application/json" }, body = body }
end

--- Renders an error of the gateway itself.
-- @tparam string reason one of `own_reasons()`
-- @tparam ?table options `message`; `metadata` (map, every variable of the message); `violations` (list of
--   `{ field, description }`); `retry_after` (seconds); `allow` (list of methods); `request_id`; `oauth` (whether the
--   route is an endpoint of OAuth, whose errors have another form)
-- @treturn table `{ status, headers, body }`
function M.own(reason, options)
  options = options or {}
  local http_status, status, message = OWN[reason][1], OWN[reason][2], options.message or OWN[reason][3]
  local details = { error_info(reason, options.metadata) }
  if options.violations then
    details[#details + 1] = bad_request(options.violations)
  end
  local retry_after = options.retry_after or (http_status == 429 and 1) or nil
  if options.oauth then
    return oauth_errors.render(http_status, reason, message, retry_after)
  end
  if retry_after then
    details[#details + 1] = retry_info(retry_after)
  end
  local result = rendered(http_status, body_of(http_status, status, message, details, options.request_id))
  result.headers["Retry-After"] = retry_after and format("%d", retry_after) or nil
  if options.allow then
    result.headers["Allow"] = concat(options.allow, ", ")
  end
  return result
end

--- Renders what a router answers instead of a match.
-- @tparam table failure second result of `Router:match`
-- @tparam string method of the request
-- @tparam string path of the request
-- @tparam ?string request_id
function M.no_route(failure, method, path, request_id)
  if failure.status == 405 then
    return M.own("METHOD_NOT_ALLOWED", {
      metadata = { method = clean(method), allow = concat(failure.allow, ", ") },
      allow = failure.allow,
      request_id = request_id,
    })
  elseif failure.status == 400 then
    return M.own("MALFORMED_REQUEST", {
      message = "The path is not percent-encoded as RFC 3986 asks.",
      request_id = request_id,
    })
  end
  return M.own("ROUTE_NOT_FOUND", { metadata = { path = clean(path) }, request_id = request_id })
end

--- Renders a message that does not fit, as `Binding:encode` reports it.
function M.bad_message(failure, request_id, oauth)
  local first = failure.violations[1]
  local where = first.field ~= "" and first.field .. ": " or ""
  if failure.malformed then
    return M.own("MALFORMED_JSON", {
      message = format("The body is not valid JSON, at byte %d: %s.", failure.position or 1, first.description),
      metadata = { position = format("%d", failure.position or 1), description = first.description },
      request_id = request_id,
      oauth = oauth,
    })
  end
  return M.own("INVALID_FIELD", {
    message = where .. first.description,
    metadata = { field = first.field, description = first.description },
    violations = failure.violations,
    request_id = request_id,
    oauth = oauth,
  })
end

--- Renders a status that Kong or nginx answered by itself.
-- @tparam number http_status
-- @tparam ?string request_id
-- @tparam ?number retry_after seconds, when the response had a Retry-After
-- @tparam ?boolean oauth as for `own`
function M.of_status(http_status, request_id, retry_after, oauth)
  local reason = BY_STATUS[http_status] or (http_status >= 500 and "INTERNAL_ERROR" or "MALFORMED_REQUEST")
  return M.own(reason, { request_id = request_id, retry_after = retry_after, oauth = oauth })
end

--- Decodes the percent-encoding of `grpc-message`; what is malformed stays as it is.
function M.grpc_message(text)
  return (gsub(text or "", "%%(%x%x)", function(hex)
    return char(tonumber(hex, 16))
  end))
end

--- Collects the details of a serialized google.rpc.Status.
local function details_of(codec, bytes)
  local details, retry_after, reason = {}, nil, nil
  local decode = codec:decoder("google.protobuf.Any")
  for tag, first, last in wire.fields(bytes) do
    local text = tag == 26 and decode(sub(bytes, first, last))
    local name = text and match(text, '^{"@type":"[^"]*/([%w_.]+)"')
    if name == ERROR_INFO then
      if not reason then
        reason = match(text, '"reason":"([%w_]*)"') or ""
        details[#details + 1] = text
      end
    elseif name then
      if name == RETRY_INFO then
        retry_after = ceil(tonumber(match(text, '"retryDelay":"([%d.]+)s"')) or 1)
      end
      details[#details + 1] = text
    end
  end
  return details, retry_after, reason
end

--- Renders the error that a service answered.
-- @tparam table codec a `souk.codec` whose schema has google.rpc and the types of the details
-- @tparam number code of google.rpc.Code
-- @tparam ?string message as in `grpc-message`
-- @tparam ?string details_bin as in `grpc-status-details-bin` (base64, padded or not)
-- @tparam ?string request_id
-- @tparam ?boolean oauth as for `own`
-- @treturn table `{ status, headers, body }`
function M.of_grpc(codec, code, message, details_bin, request_id, oauth)
  local known = CODES[code] or CODES[2]
  local details, retry_after, reason = {}, nil, nil
  local bytes = details_bin and base64.decode(details_bin)
  if bytes then
    local ok, list, delay, named = pcall(details_of, codec, bytes)
    if ok then
      details, retry_after, reason = list, delay, named
    end
  end
  message = M.grpc_message(message)
  if not reason then
    -- Not written by a service for a client: a library's text may tell of internals.
    message = known[4] or message
    reason = known[3]
    details = { error_info(reason) }
  end
  if known[2] == 429 and not retry_after then
    retry_after = 1
  end
  if oauth then
    return oauth_errors.render(known[2], reason, message, retry_after)
  end
  local result = rendered(known[2], body_of(known[2], known[1], message, details, request_id))
  result.headers["Retry-After"] = retry_after and format("%d", retry_after) or nil
  return result
end

return M
