local base64 = require "souk.base64"
local router = require "souk.router"
local transcoder = require "souk.transcoder"
local spec = require "spec.spec"
local describe, it, equal, raises = spec.describe, spec.it, spec.equal, spec.raises

local schema = require("spec.schemas").everything()

local function route(rpc, http_method, template, body, response_body)
  return { rpc = "souk.test.v1.ThingService/" .. rpc, http_method = http_method, template = template, body = body,
    response_body = response_body or "" }
end

local ROUTES = {
  route("Find", "GET", "/v1/things/{thing_id}", ""),
  route("List", "GET", "/v1/things", "", "things"),
  route("Put", "PUT", "/v1/things/{thing_id}", "*"),
  route("Upload", "POST", "/v1/files/{name}", "file"),
}
local SHOP = transcoder.new(schema, router.new(ROUTES))

local THING = SHOP.codec:encoder("souk.test.v1.Thing")('{"thingId": "t1", "name": "n"}')
local THING_JSON = '{"thingId":"t1","name":"n","quantity":0,"tags":[]}'

describe("transcoder", function()
  it("frames one message", function()
    equal("\0\0\0\0\3abc", transcoder.frame("abc"))
    equal("\0\0\1\0\0", transcoder.frame(("x"):rep(65536)):sub(1, 5))
    equal("abc", transcoder.unframe("\0\0\0\0\3abc"))
    equal("", transcoder.unframe("\0\0\0\0\0"))
    for _, bytes in ipairs({ "", "\0\0\0\0", "\0\0\0\0\4abc", "\0\0\0\0\2abc", "\1\0\0\0\3abc" }) do
      equal(nil, (transcoder.unframe(bytes)))
    end
  end)

  it("writes one member for a response body", function()
    local call = SHOP:request(SHOP.router:match("GET", "/v1/things"), { body = "" })
    local things = "\10" .. string.char(#THING) .. THING
    equal("[" .. THING_JSON .. "," .. THING_JSON .. "]", SHOP:response(call, transcoder.frame(things .. things)))
    equal("[]", SHOP:response(call, transcoder.frame("")))
  end)

  it("passes the data of an HttpBody on", function()
    local call = SHOP:request(SHOP.router:match("POST", "/v1/files/f"), { body = "\0\255", content_type = "image/png" })
    equal("\0\255x", SHOP:response(call, transcoder.frame("\10\9image/png\18\3\0\255x")))
  end)

  it("says of raw data what its service says, and of messages that they are JSON", function()
    local raw = SHOP:request(SHOP.router:match("POST", "/v1/files/f"), { body = "x", content_type = "image/png" })
    equal("image/png", transcoder.content_type(raw, "image/png"))
    equal("application/jwk-set+json", transcoder.content_type(raw, "application/jwk-set+json"))
    for _, none in ipairs({ false, "", "png", "image/", "text/html; charset=utf-8", "a/b\r\nx: y", "a/b/c" }) do
      equal("application/octet-stream", transcoder.content_type(raw, none or nil))
    end
    local message = SHOP:request(SHOP.router:match("GET", "/v1/things/t1"), { body = "" })
    equal("application/json", transcoder.content_type(message, "text/html"))
  end)

  it("knows the file that a client has by its entity tag", function()
    local file = { raw_response = true, route = { http_method = "GET" } }
    for _, same in ipairs({ '"a"', 'W/"a"', '"b", "a"', '"b",W/"a"', "*", " * " }) do
      equal(true, transcoder.is_unchanged(file, same, '"a"'))
      equal(true, transcoder.is_unchanged(file, same, 'W/"a"'))
    end
    for _, other in ipairs({ '"b"', "a", '"aa"', '"A"', "", '"a', "**" }) do
      equal(false, transcoder.is_unchanged(file, other, '"a"'))
    end
    equal(false, transcoder.is_unchanged(file, nil, '"a"'))
    equal(false, transcoder.is_unchanged(file, "*", nil))
    equal(false, transcoder.is_unchanged({ route = file.route }, '"a"', '"a"'))
    equal(false, transcoder.is_unchanged({ raw_response = true, route = { http_method = "POST" } }, '"a"', '"a"'))
  end)

  it("takes JSON alone for a body", function()
    local match = SHOP.router:match("PUT", "/v1/things/t1")
    for content_type, accepted in pairs({
      ["application/json"] = true, ["Application/JSON; charset=utf-8"] = true, ["application/json ;x"] = true,
      ["application/jsonp"] = false, ["text/plain"] = false, ["application/x-www-form-urlencoded"] = false,
    }) do
      local call, result = SHOP:request(match, { body = "{}", content_type = content_type })
      equal(accepted, call ~= nil)
      equal(accepted or 415, accepted or result.status)
    end
    equal(415, select(2, SHOP:request(match, { body = "{}" })).status)
    equal("/souk.test.v1.ThingService/Put", SHOP:request(match, { body = "" }).upstream_path)
  end)

  it("refuses streaming methods", function()
    raises("streaming", function()
      transcoder.new(schema, router.new({ route("Watch", "GET", "/v1/things:watch", "") }))
    end)
  end)
end)

-- The handler, with as much of Kong as it uses.

local function fake(request)
  local sent = { headers = {}, cleared = {}, request_headers = request.headers or {} }
  local response = { status = request.status or 200, headers = request.response_headers or {} }
  local state = { sent = sent, response = response, now = 1000 }
  _G.ngx = {
    HTTP_HEAD = 2,
    now = function() return state.now end,
    arg = {},
    var = request.var or {},
    req = {
      set_uri = function(uri) sent.uri = uri end,
      set_uri_args = function(args) sent.args = args end,
      set_method = function(method) sent.final_method = method end,
    },
  }
  _G.kong = {
    ctx = { shared = request.shared or {}, plugin = {} },
    log = { err = function() state.logged = true end },
    request = {
      get_method = function() return request.method end,
      get_raw_path = function() return request.path end,
      get_raw_query = function() return request.query or "" end,
      get_raw_body = function() return request.body end,
      get_header = function(name) return sent.request_headers[name] end,
      get_headers = function() return sent.request_headers end,
    },
    service = { request = {
      set_method = function(method) sent.method = method end,
      set_raw_body = function(body) sent.body = body end,
      set_header = function(name, value) sent.headers[name] = value end,
      clear_header = function(name) sent.cleared[name] = true end,
    } },
    response = {
      exit = function(status, body, headers) state.exit = { status = status, body = body, headers = headers } end,
      get_source = function() return request.source or "service" end,
      get_status = function() return response.status end,
      set_status = function(status) response.status = status end,
      get_header = function(name) return response.headers[name:lower()] end,
      set_header = function(name, value) response.headers[name:lower()] = value end,
      clear_header = function(name) response.headers[name:lower()] = nil end,
    },
  }
  return state
end

local function with_handler(request, body)
  local state = fake(request)
  local load = transcoder.load
  transcoder.load = function()
    return SHOP
  end
  local handler = dofile(spec.root .. "plugins/kong/plugins/grpc-transcoder/handler.lua")
  local ok, reason = pcall(body, handler, state, { timeout = 10000, max_body_size = 1000,
    max_raw_body_size = 2000 })
  transcoder.load = load
  _G.kong, _G.ngx = nil, nil
  if not ok then
    error(reason, 0)
  end
end

local function feed(handler, config, chunks)
  local out = {}
  for i, chunk in ipairs(chunks) do
    _G.ngx.arg = { chunk, i == #chunks }
    handler:body_filter(config)
    out[#out + 1] = _G.ngx.arg[1] or ""
  end
  return table.concat(out)
end

local GET = { method = "GET", path = "/v1/things/t1", body = "",
  response_headers = { ["content-type"] = "application/grpc", ["grpc-encoding"] = "identity" } }

local function but(changes)
  local copy = {}
  for key, value in pairs(GET) do
    copy[key] = value
  end
  copy.response_headers = { ["content-type"] = "application/grpc", ["grpc-encoding"] = "identity" }
  for key, value in pairs(changes) do
    copy[key] = value
  end
  return copy
end

describe("grpc-transcoder", function()
  it("steers a request to its method, without what the client says of gRPC", function()
    local headers = { ["grpc-timeout"] = "1n", ["x-internal-token"] = "t", ["grpc-foo"] = "1", ["x-internal-bar"] = "1",
      ["any-bin"] = "no base64", ["proxy-authorization"] = "p", accept = "*/*" }
    with_handler(but({ headers = headers }), function(handler, state, config)
      handler:access(config)
      equal("/souk.test.v1.ThingService/Find", state.sent.uri)
      equal({ "POST", "", "\0\0\0\0\4\10\2t1" }, { state.sent.method, state.sent.args, state.sent.body })
      equal({ ["content-type"] = "application/grpc", ["grpc-timeout"] = "10000m" }, state.sent.headers)
      equal("trailers", _G.ngx.var.upstream_te)
      for _, name in ipairs({ "grpc-timeout", "x-internal-token", "grpc-foo", "x-internal-bar", "te", "any-bin",
        "proxy-authorization" }) do
        equal(true, state.sent.cleared[name])
      end
      equal(nil, state.sent.cleared.accept)
    end)
  end)

  it("answers the message as JSON, however it is cut into chunks", function()
    with_handler(but({}), function(handler, state, config)
      handler:access(config)
      handler:header_filter(config)
      equal({ ["content-type"] = "application/json" }, state.response.headers)
      local bytes = transcoder.frame(THING)
      equal(THING_JSON, feed(handler, config, { bytes:sub(1, 3), bytes:sub(4, 8), bytes:sub(9), "" }))
    end)
  end)

  it("turns an error without a message into its HTTP status", function()
    local details = SHOP.codec:encoder("google.rpc.Status")('{"details": [{"@type": "x/google.rpc.ErrorInfo", '
      .. '"reason": "R", "domain": "souk.dev"}]}')
    with_handler(but({ response_headers = { ["content-type"] = "application/grpc", ["grpc-status"] = "5",
      ["grpc-message"] = "no%20such", ["grpc-status-details-bin"] = base64.encode(details) },
      headers = { ["x-request-id"] = "q" } }), function(handler, state, config)
      handler:access(config)
      handler:header_filter(config)
      local body = '{"error":{"code":404,"status":"NOT_FOUND","message":"no such","details":[{"@type":'
        .. '"x/google.rpc.ErrorInfo","reason":"R","domain":"souk.dev","metadata":{}}],"requestId":"q"}}'
      equal(404, state.response.status)
      equal({ ["content-type"] = "application/json", ["content-length"] = #body }, state.response.headers)
      equal(body, feed(handler, config, { "ignored", "" }))
    end)
  end)

  it("cuts off what fails behind its message, or is no message", function()
    for _, case in ipairs({
      { var = { upstream_trailer_grpc_status = "13" }, chunk = transcoder.frame(THING) },
      { chunk = "" },
      { chunk = "\0\0\0\0\1\255" },
    }) do
      with_handler(but({ var = case.var }), function(handler, _, config)
        handler:access(config)
        handler:header_filter(config)
        raises("failed after its head was sent", function()
          feed(handler, config, { case.chunk, "" })
        end)
      end)
    end
  end)

  it("answers 503 when the upstream speaks no gRPC", function()
    with_handler(but({ response_headers = { ["content-type"] = "text/html" } }), function(handler, state, config)
      handler:access(config)
      handler:header_filter(config)
      equal({ 503, true }, { state.response.status, state.logged })
    end)
  end)

  it("renders Kong's own refusals, whether or not access ran", function()
    for status, expected in pairs({ [404] = 404, [413] = 413, [429] = 429, [502] = 503, [503] = 503, [504] = 504 }) do
      with_handler(but({ source = "error", status = status, response_headers = { ["retry-after"] = "7" } }),
        function(handler, state, config)
          handler:header_filter(config)
          equal(expected, state.response.status)
          local body = feed(handler, config, { '{"message":"kong"}', "" })
          equal(1, select(2, body:gsub('"code":' .. expected, "")))
          equal(#body, state.response.headers["content-length"])
          equal("7", state.response.headers["retry-after"])
        end)
    end
  end)

  it("tells a deadline that passed from a service that is away", function()
    for seconds, expected in pairs({ [0] = 503, [9.99] = 503, [9.999] = 504, [10.2] = 504 }) do
      with_handler(but({ source = "error", status = 502 }), function(handler, state, config)
        handler:access(config)
        state.now = state.now + seconds
        handler:header_filter(config)
        equal(expected, state.response.status)
      end)
    end
  end)

  it("says what is allowed where nginx refuses the method, and 404 where there is nothing", function()
    for path, expected in pairs({ ["/v1/things/t1"] = 405, ["/nothing"] = 404 }) do
      with_handler(but({ source = "error", status = 405, path = path, var = { request = "TRACE / HTTP/1.1" } }),
        function(handler, state, config)
          handler:header_filter(config)
          equal(expected, state.response.status)
          equal(expected == 405, state.response.headers.allow ~= nil)
        end)
    end
  end)

  it("does not look at the response before there is one", function()
    with_handler(but({ path = "/nothing" }), function(handler, state, config)
      _G.kong.response.get_header = function()
        error("function cannot be called in access phase", 0)
      end
      handler:access(config)
      equal(404, state.exit.status)
    end)
  end)

  it("takes the request id from the response when access did not run", function()
    with_handler(but({ source = "error", status = 400, response_headers = { ["x-request-id"] = "late" } }),
      function(handler, _, config)
        handler:header_filter(config)
        equal(1, select(2, feed(handler, config, { "" }):gsub('"requestId":"late"', "")))
      end)
  end)

  it("leaves alone what another plugin answered in the API's form, and preflights", function()
    for _, case in ipairs({ { shared = { souk_rendered = true }, status = 401 }, { status = 200 } }) do
      case.source = "exit"
      with_handler(but(case), function(handler, state, config)
        handler:header_filter(config)
        equal("body", feed(handler, config, { "body" }))
        equal(case.status, state.response.status)
      end)
    end
  end)

  it("refuses unknown paths, wrong methods and bodies that are too large by itself", function()
    for _, case in ipairs({ { "GET", "/nothing", "", 404 }, { "DELETE", "/v1/things", "", 405 },
      { "PUT", "/v1/things/t1", ("x"):rep(1001), 413 }, { "PUT", "/v1/things/t1", nil, 413 } }) do
      local request = but({ method = case[1], path = case[2] })
      request.body = case[3]
      with_handler(request, function(handler, state, config)
        handler:access(config)
        equal({ case[4], true }, { state.exit.status, _G.kong.ctx.shared.souk_rendered })
        equal(nil, state.sent.uri)
      end)
    end
  end)

  it("takes larger bodies where they are files", function()
    for _, case in ipairs({ { ("x"):rep(2000), nil, nil }, { ("x"):rep(2001), nil, 413 }, { "x", "2001", 413 } }) do
      local request = but({ method = "POST", path = "/v1/files/f", headers = { ["content-length"] = case[2] } })
      request.body = case[1]
      with_handler(request, function(handler, state, config)
        handler:access(config)
        equal(case[3], state.exit and state.exit.status)
      end)
    end
  end)

  it("answers a file that the client has with 304 and nothing in it", function()
    local has = but({ headers = { ["if-none-match"] = '"e"' } })
    has.response_headers.etag = '"e"'
    with_handler(has, function(handler, state, config)
      handler:access(config)
      _G.kong.ctx.plugin.call = { raw_response = true, route = { http_method = "GET" } }
      handler:header_filter(config)
      equal({ 304, '"e"', nil }, { state.response.status, state.response.headers.etag,
        state.response.headers["content-type"] })
      equal("", feed(handler, config, { "ignored", "" }))
    end)
  end)

  it("uses the match of an earlier plugin", function()
    local match = SHOP.router:match("GET", "/v1/things/other")
    with_handler(but({ shared = { souk_match = match } }), function(handler, state, config)
      handler:access(config)
      equal("\0\0\0\0\7\10\5other", state.sent.body)
    end)
  end)

  it("answers HEAD as nginx does, without a body", function()
    with_handler(but({ method = "HEAD" }), function(handler, state, config)
      handler:access(config)
      equal("POST", state.sent.method)
      handler:header_filter(config)
      equal(_G.ngx.HTTP_HEAD, state.sent.final_method)
    end)
  end)
end)
