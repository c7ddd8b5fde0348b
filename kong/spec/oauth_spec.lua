local base64 = require "souk.base64"
local errors = require "souk.errors"
local oauth_errors = require "souk.oauth_errors"
local router = require "souk.router"
local transcoder = require "souk.transcoder"
local spec = require "spec.spec"
local describe, it, equal = spec.describe, spec.it, spec.equal

local schema = require("spec.schemas").everything()
local SHOP = transcoder.new(schema, router.new({
  { rpc = "souk.test.v1.ThingService/Put", http_method = "POST", template = "/v1/oauth2/token", body = "*",
    response_body = "", access = "public", oauth = true },
}))
local FORM = "application/x-www-form-urlencoded"

local function request(body, content_type, raw_query)
  local match = SHOP.router:match("POST", "/v1/oauth2/token")
  return SHOP:request(match, { body = body, content_type = content_type or FORM, raw_query = raw_query })
end

local function message(json)
  return transcoder.frame(SHOP.codec:encoder("souk.test.v1.Thing")(json))
end

describe("an OAuth endpoint", function()
  it("reads a form", function()
    local call, sent = request("thing_id=t%201&quantity=7", FORM .. "; charset=UTF-8")
    equal("/souk.test.v1.ThingService/Put", call.upstream_path)
    equal(message('{"thingId": "t 1", "quantity": 7}'), sent)
  end)

  it("passes over unknown parameters and those without a value", function()
    local _, sent = request("thing_id=t1&quantity=&resource=x&a.b=c&resource=y")
    equal(message('{"thingId": "t1"}'), sent)
  end)

  it("refuses what the RFC calls an invalid request", function()
    for body, part in pairs({
      ["thing_id=a&thing_id=b"] = "given twice",
      ["quantity=x"] = "quantity",
      ["thing_id=%zz"] = "percent-encoded",
      ["thing_id=%ff"] = "UTF-8",
    }) do
      local call, refused = request(body)
      equal(nil, call)
      equal(400, refused.status)
      equal(1, refused.body:find('{"error":"invalid_request","error_description":"', 1, true))
      equal(true, refused.body:find(part, 1, true) ~= nil)
    end
  end)

  it("takes neither JSON nor parameters in the address", function()
    for _, refused in ipairs({
      select(2, request('{"thingId": "t1"}', "application/json")),
      select(2, request("thing_id=t1", FORM .. "x")),
      select(2, request("thing_id=t1", FORM, "thing_id=t1")),
    }) do
      equal(400, refused.status)
      equal(1, refused.body:find('{"error":"invalid_request"', 1, true))
    end
  end)

  it("has the RFC's errors for those of a service", function()
    local function rendered(code, reason, text)
      local status = SHOP.codec:encoder("google.rpc.Status")('{"details": [{"@type": "x/google.rpc.ErrorInfo", '
        .. '"reason": "' .. reason .. '", "domain": "souk.dev"}]}')
      return errors.of_grpc(SHOP.codec, code, text, base64.encode(status), "r", true)
    end
    for _, case in ipairs({
      { 16, "INVALID_CLIENT", 401, "invalid_client" },
      { 3, "INVALID_GRANT", 400, "invalid_grant" },
      { 7, "UNAUTHORIZED_CLIENT", 400, "unauthorized_client" },
      { 3, "UNSUPPORTED_GRANT_TYPE", 400, "unsupported_grant_type" },
      { 3, "INVALID_SCOPE", 400, "invalid_scope" },
      { 3, "INVALID_FIELD", 400, "invalid_request" },
      { 10, "CONTENTION", 409, "temporarily_unavailable" },
      { 8, "OVERLOADED", 429, "temporarily_unavailable" },
      { 14, "DEPENDENCY_UNAVAILABLE", 503, "temporarily_unavailable" },
      { 13, "INTERNAL_ERROR", 500, "server_error" },
    }) do
      local error = rendered(case[1], case[2], "why")
      equal(case[3], error.status)
      equal('{"error":"' .. case[4] .. '","error_description":"why"}', error.body)
      equal("no-cache", error.headers.Pragma)
      equal(case[3] == 401 and 'Basic realm="souk"' or nil, error.headers["WWW-Authenticate"])
      equal(case[3] == 429 and "1" or nil, error.headers["Retry-After"])
    end
  end)

  it("has them for the gateway's own refusals, in the characters that the RFC allows", function()
    equal({ 429, "1" }, { errors.own("RATE_LIMITED", { oauth = true }).status,
      errors.of_status(429, "r", nil, true).headers["Retry-After"] })
    equal('{"error":"invalid_request","error_description":"a \'b\' [x] \' ~!#"}',
      oauth_errors.render(400, "X", 'a "b" [x] \\ ~!#').body)
  end)
end)
