-- Costs of the gateway's Lua in one LuaJIT state: microseconds of this thread's CPU for each piece of work, while
-- requests and responses of every route run in between, as they do behind a real client.
-- Arguments: folder of the plugins, descriptor set, route table, order in which types are first used ("forward" or
-- "backward"), file with tokens, functions of the host. Answers lines of a name and a figure.
local plugins, descriptor_set, route_table, order, token_file, host = ...
package.path = plugins .. "/?.lua;" .. package.path

local ffi = require "ffi"
local json = require "souk.json"
local router = require "souk.router"
local token = require "souk.token"
local warming = require "souk.warming"

ffi.cdef [[
  struct souk_bench_time { long seconds; long nanos; };
  int clock_gettime(int clock, struct souk_bench_time *time);
]]
local THREAD_CPU = 3
local clock = ffi.new("struct souk_bench_time")

local function micros()
  ffi.C.clock_gettime(THREAD_CPU, clock)
  return tonumber(clock.seconds) * 1e6 + tonumber(clock.nanos) / 1e3
end

local transcoder = warming.load(descriptor_set, route_table, 100)
local messages = transcoder.schema.messages

local function output_of(route)
  return transcoder.schema.methods[route.rpc].output
end

--- A request that fits a route, with a made-up message.
local function request_for(route, body)
  local path = route.template:gsub("{[^}]*}", "Some%%20text%%20of%%20an%%20ordinary%%20length")
  local method = transcoder.schema.methods[route.rpc]
  if not body and route.body == "*" then
    body = warming.sample(messages[method.input], 1)
  elseif not body and route.body ~= "" then
    for _, field in ipairs(messages[method.input].fields) do
      if field.name == route.body then
        body = warming.sample(field.message, 2)
      end
    end
  end
  local request = { raw_query = "", body = body or "", content_type = "application/json", request_id = "bench" }
  return function()
    local match = assert(transcoder.router:match(route.http_method, path))
    return transcoder:request(match, request)
  end
end

local function response_for(route, message)
  local call = transcoder.calls[route]
  local framed = require("souk.transcoder").frame(message)
  return function()
    return assert(transcoder:response(call, framed))
  end
end

local function route_of(rpc)
  for _, route in ipairs(transcoder.router.routes) do
    if route.rpc == rpc then
      return route
    end
  end
  error("no route for " .. rpc)
end

--- All routes' traffic, each once.
local function mixed_traffic()
  local work = {}
  for _, route in ipairs(transcoder.router.routes) do
    work[#work + 1] = request_for(route)
    if output_of(route) ~= "google.api.HttpBody" then
      work[#work + 1] = response_for(route, transcoder.codec:encoder(output_of(route))(
        warming.sample(messages[output_of(route)], 1)))
    end
  end
  return work
end

local function kilobyte_request()
  local body = '{"name":"Hat","status":"PRODUCT_STATUS_ACTIVE","tags":["felt","winter"],"variants":[{"sku":"HAT-1",'
    .. '"options":{"size":"L","colour":"blue"},"price":{"currencyCode":"GBP","minorUnits":"1999"}}],"description":"'
  body = body .. ("A hat of good felt. "):rep(60):sub(1, 1024 - #body - 2) .. '"}'
  local prepared = request_for(route_of("souk.product.v1.ProductService/CreateProduct"), body)
  assert(prepared(), "the request of 1 KB is refused")
  return prepared
end

local function long_response()
  local route = route_of("souk.product.v1.ProductService/ListProducts")
  local product = warming.sample(messages["souk.product.v1.Product"], 2)
  local products, encode = { product }, transcoder.codec:encoder(output_of(route))
  local text = '{"products":[' .. product .. "]}"
  while #text < 20480 do
    products[#products + 1] = product
    text = '{"products":[' .. table.concat(products, ",") .. "]}"
  end
  return response_for(route, encode(text))
end

--- Five paths spread over the table, whatever its size: more paths would measure the cache of the processor.
local function matching(count)
  local routes = {}
  for i = 1, count / 2 do
    routes[#routes + 1] = { rpc = "a/" .. i, http_method = "GET", template = "/v1/kind" .. i .. "/{id}" }
    routes[#routes + 1] = { rpc = "b/" .. i, http_method = "POST", template = "/v1/kind" .. i .. "/{id}:act" }
  end
  local table_of, at = router.new(routes), 0
  local paths = {}
  for i = 1, 5 do
    paths[i] = "/v1/kind" .. i * count / 10 .. "/prd_01jd3v0000e0008000000000zz"
  end
  return function()
    at = at % #paths + 1
    return assert(table_of:match("GET", paths[at]))
  end
end

local tokens = {}
for line in io.lines(token_file) do
  tokens[#tokens + 1] = line
end

local function verifier()
  return token.verifier({
    keys = { find = function() return {} end },
    issuer = "https://souk.local",
    audience = "souk",
    host = host,
  })
end

local function new_tokens()
  local at, own = 0, verifier()
  return function()
    at = at + 1
    return assert(own:verify(tokens[at]))
  end
end

local function known_token()
  local own = verifier()
  return function()
    return assert(own:verify(tokens[1]))
  end
end

local mixed = mixed_traffic()
if order == "backward" then
  for i = 1, #mixed / 2 do
    mixed[i], mixed[#mixed - i + 1] = mixed[#mixed - i + 1], mixed[i]
  end
end

local ROUNDS, BATCH = 400, 10

--- Runs a batch of the work after each round of mixed traffic.
local function measure(name, work)
  local spent = 0
  for round = 1, ROUNDS do
    for i = 1, #mixed do
      mixed[i]()
    end
    local start = micros()
    for _ = 1, BATCH do
      work()
    end
    if round > ROUNDS / 4 then -- before, it is still being compiled
      spent = spent + micros() - start
    end
  end
  return ("%s %.2f\n"):format(json.quote(name), spent / (ROUNDS * 3 / 4 * BATCH))
end

return measure("a request of 1 KB", kilobyte_request())
  .. measure("a response of 20 KB", long_response())
  .. measure("matching among 10 routes", matching(10))
  .. measure("matching among 500 routes", matching(500))
  .. measure("matching among 1000 routes", matching(1000))
  .. measure("a token seen before", known_token())
  .. measure("a new token", new_tokens())
