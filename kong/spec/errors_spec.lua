local codec = require("souk.codec").new(require("spec.schemas").everything())
local base64 = require "souk.base64"
local errors = require "souk.errors"
local spec = require "spec.spec"
local describe, it, equal = spec.describe, spec.it, spec.equal

local INFO = '{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"PRICE_CHANGED","domain":"souk.dev",'
  .. '"metadata":{"sku":"A"}}'

local function details(...)
  local encoded = codec:encoder("google.rpc.Status")('{"code": 9, "message": "m", "details": [' .. table.concat({ ... },
    ",") .. "]}")
  return (base64.encode(encoded):gsub("=", ""))
end

describe("errors", function()
  it("renders a service's status with its details", function()
    local rendered = errors.of_grpc(codec, 9, "caf%C3%A9 %25 \"x\"", details(INFO), "req-1")
    equal(400, rendered.status)
    equal('{"error":{"code":400,"status":"FAILED_PRECONDITION","message":"café % \\"x\\"","details":[' .. INFO
      .. '],"requestId":"req-1"}}', rendered.body)
    equal("application/json", rendered.headers["Content-Type"])
  end)

  it("sends Retry-After for RetryInfo, rounded up", function()
    local retry = '{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"1.500s"}'
    local rendered = errors.of_grpc(codec, 14, "m", details(INFO, retry), "r")
    equal({ 503, "2" }, { rendered.status, rendered.headers["Retry-After"] })
    equal("1", errors.of_grpc(codec, 8, "m", details(INFO), "r").headers["Retry-After"])
  end)

  it("tells nothing of what a service did not write for clients", function()
    for _, code in ipairs({ 2, 13, 14, 15, 99 }) do
      local body = errors.of_grpc(codec, code, "NullPointerException at Foo", nil, "r").body
      equal(nil, body:find("Foo", 1, true))
      equal(true, body:find("google.rpc.ErrorInfo", 1, true) ~= nil)
    end
  end)

  it("keeps one ErrorInfo and leaves out details it does not know", function()
    local unknown = "\26" .. string.char(12) .. "\10\10x/no.Thing1"
    local bytes = base64.decode(details(INFO, INFO)) .. unknown
    local body = errors.of_grpc(codec, 9, "m", base64.encode(bytes), "r").body
    equal(1, select(2, body:gsub("google.rpc.ErrorInfo", "")))
    equal(nil, body:find("no.Thing", 1, true))
  end)

  it("survives malformed details", function()
    for _, text in ipairs({ "%%%", "AAAA", base64.encode("\26\5ab"), "" }) do
      equal(404, errors.of_grpc(codec, 5, "gone", text, "r").status)
    end
  end)

  it("maps every code of google.rpc.Code to its HTTP status", function()
    local expected = { 499, 500, 400, 504, 404, 409, 403, 429, 400, 409, 400, 501, 500, 503, 500, 401 }
    for code, status in ipairs(expected) do
      local rendered = errors.of_grpc(codec, code, "m", nil, "r")
      equal(status, rendered.status)
      equal(true, rendered.body:find('"code":' .. status .. ",", 1, true) ~= nil)
    end
  end)

  it("answers a wrong method with what is allowed", function()
    local rendered = errors.no_route({ status = 405, allow = { "GET", "HEAD" } }, "PUT", "/v1/x", "r")
    equal({ 405, "GET, HEAD" }, { rendered.status, rendered.headers.Allow })
    equal(404, errors.no_route({ status = 404 }, "GET", "/\255", "r").status)
    equal(400, errors.no_route({ status = 400 }, "GET", "/%", "r").status)
  end)

  it("has one ErrorInfo in each of the gateway's own errors", function()
    for _, reason in ipairs(errors.own_reasons()) do
      local rendered = errors.own(reason, { request_id = "r" })
      equal(1, select(2, rendered.body:gsub('ErrorInfo","reason":"' .. reason .. '","domain":"souk.dev"', "")))
    end
  end)

  it("renders what Kong and nginx refuse, 502 as 503", function()
    equal(503, errors.of_status(502, "r").status)
    equal(504, errors.of_status(504, "r").status)
    equal(413, errors.of_status(413, "r").status)
    equal({ 400, 400 }, { errors.of_status(501, "r").status, errors.of_status(505, "r").status })
    equal(500, errors.of_status(599, "r").status)
    equal(400, errors.of_status(418, "r").status)
    local limited = errors.of_status(429, "r", 37)
    equal({ 429, "37" }, { limited.status, limited.headers["Retry-After"] })
  end)

  it("names each violation", function()
    local rendered = errors.bad_message({ malformed = false, violations = {
      { field = "a", description = "is bad" }, { field = 'b"', description = "is worse" } } }, "r")
    equal(true, rendered.body:find('"fieldViolations":[{"field":"a","description":"is bad"},'
      .. '{"field":"b\\"","description":"is worse"}]', 1, true) ~= nil)
  end)
end)
