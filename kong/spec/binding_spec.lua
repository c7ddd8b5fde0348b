local schema = require("spec.schemas").everything()
local codec = require("souk.codec").new(schema)
local binding = require "souk.binding"
local spec = require "spec.spec"
local describe, it, equal, raises = spec.describe, spec.it, spec.equal, spec.raises

local function route(rpc, http_method, template, body)
  return { rpc = "souk.test.v1.ThingService/" .. rpc, http_method = http_method, template = template, body = body }
end

local FIND = binding.new(codec, route("Find", "GET", "/v1/things/{thing_id}", ""))
local UPDATE = binding.new(codec, route("Update", "PATCH", "/v1/things/{thing.thing_id}", "thing"))
local PUT = binding.new(codec, route("Put", "PUT", "/v1/things/{thing_id}", "*"))
local NESTED = binding.new(codec, route("Put", "PUT", "/v1/nested/{nested.name}/{quantity}", "*"))
local TAGS = binding.new(codec, route("Put", "PUT", "/v1/things/{thing_id}/tags", "tags"))
local UPLOAD = binding.new(codec, route("Upload", "POST", "/v1/files/{name}", "file"))

local function sent(bound, values, query, body, content_type)
  local wire, failure = bound:encode(values, query, body or "", content_type)
  if wire then
    return codec:decoder(bound.input.name)(wire)
  elseif failure.malformed then
    return "malformed"
  end
  local parts = {}
  for i, violation in ipairs(failure.violations) do
    parts[i] = violation.field .. ": " .. violation.description
  end
  return table.concat(parts, "; ")
end

local ID = { thing_id = "t1" }

local function found(query)
  local text = sent(FIND, ID, query)
  return (text:gsub('"thingId":"t1","tags":%[%],"number":"0",', ""))
end

local function has(part, query)
  local text = sent(FIND, ID, query)
  equal(part, text:find(part, 1, true) and part or text)
end

describe("binding", function()
  it("puts path variables into the message", function()
    has('"thingId":"t1"', nil)
    equal('{"thingId":"","name":"","quantity":7,"nested":{"name":"a/b","quantity":0,"children":[]},"tags":[]}',
      sent(NESTED, { ["nested.name"] = "a/b", quantity = "7" }, nil, ""))
    equal("quantity: must be an integer from -2147483648 to 2147483647",
      sent(NESTED, { ["nested.name"] = "a", quantity = "x" }, nil, ""))
    equal("nested.name: must be UTF-8", sent(NESTED, { ["nested.name"] = "\255", quantity = "1" }, nil, ""))
  end)

  it("puts query parameters of every kind into the message", function()
    has('"tags":["a b","c&d","e+f"]', "tags=a+b&tags=c%26d&tags=e%2Bf")
    has('"number":"9223372036854775807"', "number=9223372036854775807")
    has('"flag":false', "flag=false")
    has('"colour":"COLOUR_RED"', "colour=COLOUR_RED")
    has('"colour":"COLOUR_RED"', "colour=1")
    has('"since":"2026-01-31T12:00:00Z"', "since=2026-01-31T12%3A00:00Z")
    has('"most":5', "most=5")
    has('"nested":{"name":"n","quantity":3,"children":[]}', "nested.name=n&nested.quantity=3")
    has('"byName":"é"', "by_name=%C3%A9")
    has('"data":"/+8="', "data=_-8")
    has('"ratio":1.5', "ratio=1.5")
    has('"readMask":"name,thingId"', "readMask=name,thing_id")
  end)

  it("names what is wrong with query parameters, all of it", function()
    equal("nothing: is not a known parameter; number: must be an integer from -9223372036854775808 to "
      .. "9223372036854775807; flag: must be true or false", sent(FIND, ID, "nothing=1&number=x&flag=1"))
    equal("number: is given twice", found("number=1&number=1"))
    equal("number: must not be empty", found("number="))
    equal("colour: is not a value of the enum", found("colour=RED"))
    equal("nested: cannot be given as a parameter", found("nested=x"))
    equal("labels: cannot be given as a parameter", found("labels=x"))
    equal("many: cannot be given as a parameter", found("many=x"))
    equal("many.name: is not a known parameter", found("many.name=x"))
    equal("since.seconds: is not a known parameter", found("since.seconds=1"))
    equal("by_number: cannot be given together with by_name", found("by_name=a&by_number=1"))
    equal(": the query string is not percent-encoded UTF-8", found("by_name=%zz"))
    equal(": the query string is not percent-encoded UTF-8", found("by_name=%ff"))
  end)

  it("lets no query and no body say otherwise than the path", function()
    equal("thing_id: differs from the one in the path", found("thing_id=t2"))
    has('"thingId":"t1"', "thing_id=t1")
    equal("thingId: differs from the one in the path", sent(PUT, ID, nil, '{"thingId": "t2"}'))
    equal('{"thingId":"t1","name":"","quantity":2,"tags":[]}', sent(PUT, ID, nil, '{"thing_id":"t1","quantity":2}'))
    equal('{"thingId":"t1","name":"","quantity":2,"tags":[]}', sent(PUT, ID, nil, '{"thing_id":"","quantity":2}'))
    equal("nested.name: differs from the one in the path",
      sent(NESTED, { ["nested.name"] = "a", quantity = "1" }, nil, '{"nested": {"name": "b"}}'))
  end)

  it("takes no body where none belongs, and no query beside a whole body", function()
    equal(": this method takes no body", sent(FIND, ID, nil, "{}"))
    equal("name: is not a known parameter", sent(PUT, ID, "name=x", "{}"))
    equal("thing.name: belongs in the body", sent(UPDATE, { ["thing.thing_id"] = "t1" }, "thing.name=x", "{}"))
  end)

  it("reads an absent body as an empty message", function()
    equal('{"thingId":"t1","name":"","quantity":0,"tags":[]}', sent(PUT, ID, nil, ""))
    equal("malformed", sent(PUT, ID, nil, " "))
  end)

  it("names fields of the body from the request message on", function()
    equal("thing.nested.children[0].quantity: must be an integer from -2147483648 to 2147483647",
      sent(UPDATE, { ["thing.thing_id"] = "t1" }, nil, '{"nested": {"children": [{"quantity": "x"}]}}'))
    equal("thing: must be an object", sent(UPDATE, { ["thing.thing_id"] = "t1" }, nil, "[]"))
    equal("malformed", sent(UPDATE, { ["thing.thing_id"] = "t1" }, nil, "{} {}"))
  end)

  it("fills the update mask from the body's members", function()
    local values = { ["thing.thing_id"] = "t1" }
    equal('{"thing":{"thingId":"t1","name":"n","quantity":0,"tags":[]},"updateMask":"name,nested,tags","force":true}',
      sent(UPDATE, values, "force=true", '{"name": "n", "nested": null, "thingId": "t1", "tags": []}'))
    equal('{"thing":{"thingId":"t1","name":"n","quantity":0,"tags":[]},"updateMask":"quantity","force":false}',
      sent(UPDATE, values, "updateMask=quantity", '{"name": "n"}'))
  end)

  it("takes a list for a body", function()
    equal('{"thingId":"t1","name":"","quantity":0,"tags":["a","b"]}', sent(TAGS, ID, nil, '["a", "b"]'))
    equal("tags[1]: must be a string", sent(TAGS, ID, nil, '["a", 1]'))
    equal("malformed", sent(TAGS, ID, nil, '["a"], "name": "x"'))
  end)

  it("passes an HttpBody on as it is", function()
    equal('{"name":"f","file":{"contentType":"image/png","data":"AP8=","extensions":[]}}',
      sent(UPLOAD, { name = "f" }, nil, "\0\255", "image/png"))
  end)

  it("refuses routes that do not fit their message", function()
    for _, bad in ipairs({
      route("Find", "GET", "/v1/{nothing}", ""), route("Find", "GET", "/v1/{tags}", ""),
      route("Find", "GET", "/v1/{nested}", ""), route("Find", "POST", "/v1/x", "nothing"),
      route("Lose", "GET", "/v1/x", ""),
    }) do
      raises("ThingService/", function()
        binding.new(codec, bad)
      end)
    end
  end)
end)
