local codec = require("souk.codec").new(require("spec.schemas").everything())
local spec = require "spec.spec"
local describe, it, equal = spec.describe, spec.it, spec.equal

local EVERYTHING, SPARSE = "souk.test.v1.Everything", "souk.test.v1.Sparse"
local NESTED = "souk.test.v1.Everything.Nested"

--- Reads and writes again; only the members that are asked for.
local function member(text, name)
  local wire, failure = codec:encoder(EVERYTHING)(text)
  if not wire then
    return failure.field .. ": " .. failure.message
  end
  local json = codec:decoder(EVERYTHING)(wire)
  local from = select(2, json:find('"' .. name .. '":', 1, true))
  if not from then
    return nil
  end
  local c = json:byte(from + 1)
  return json:sub(from + 1, require("souk.json").skip_value(json, from + 1, c, 1) - 1)
end

local function refused(text, name)
  local wire, failure = codec:encoder(name or EVERYTHING)(text)
  if wire then
    return "accepted"
  end
  return failure.malformed and "malformed" or failure.field
end

describe("codec", function()
  it("takes both forms of a name", function()
    equal("7", member('{"oneInt32": 7}', "oneInt32"))
    equal("7", member('{"one_int32": 7}', "oneInt32"))
    equal('"x"', member('{"@odd name": "x"}', "@odd name"))
    equal('"x"', member('{"named_otherwise": "x"}', "@odd name"))
  end)

  it("keeps 64-bit integers exact", function()
    for _, text in ipairs({ "9223372036854775807", "-9223372036854775808", "9007199254740993", "0", "-1" }) do
      equal('"' .. text .. '"', member('{"oneInt64": "' .. text .. '"}', "oneInt64"))
      equal('"' .. text .. '"', member('{"oneInt64": ' .. text .. "}", "oneInt64"))
      equal('"' .. text .. '"', member('{"oneSint64": "' .. text .. '"}', "oneSint64"))
      equal('"' .. text .. '"', member('{"oneSfixed64": "' .. text .. '"}', "oneSfixed64"))
    end
    equal('"18446744073709551615"', member('{"oneUint64": "18446744073709551615"}', "oneUint64"))
    equal('"18446744073709551615"', member('{"oneFixed64": 18446744073709551615}', "oneFixed64"))
  end)

  it("takes whole numbers in any form", function()
    for _, text in ipairs({ "100", "1e2", "1.0e+2", "100.00", "1000e-1", '"100"', '"1e2"' }) do
      equal("100", member('{"oneInt32": ' .. text .. "}", "oneInt32"))
      equal('"100"', member('{"oneUint64": ' .. text .. "}", "oneUint64"))
    end
  end)

  it("refuses integers that are out of range or no integers", function()
    for _, text in ipairs({ "2147483648", "-2147483649", "1.5", "1e10", "1e400", '"x"', '""', '" 1"', '"01"', '"0x1"',
      "true", "{}", "[]", '"1.5"', "1e99999999999" }) do
      equal("oneInt32", refused('{"oneInt32": ' .. text .. "}"))
    end
    equal("oneUint32", refused('{"oneUint32": -1}'))
    equal("oneInt64", refused('{"oneInt64": "9223372036854775808"}'))
    equal("oneUint64", refused('{"oneUint64": "18446744073709551616"}'))
  end)

  it("takes no number for a string, no text for a bool, no string for an object", function()
    equal("oneString", refused('{"oneString": 1}'))
    equal("oneString", refused('{"oneString": true}'))
    equal("oneBool", refused('{"oneBool": "true"}'))
    equal("oneBool", refused('{"oneBool": 1}'))
    equal("oneMessage", refused('{"oneMessage": "x"}'))
    equal("manyInt32", refused('{"manyInt32": 1}'))
    equal("toInt32", refused('{"toInt32": []}'))
    equal("", refused("[]"))
    equal("", refused('"x"'))
  end)

  it("reads a NaN of any bits as NaN", function()
    for _, eighth in ipairs({ 127, 255 }) do
      local double = "\9" .. ("\255"):rep(7) .. string.char(eighth)
      local float = "\21" .. ("\255"):rep(3) .. string.char(eighth)
      local json = codec:decoder(EVERYTHING)(double .. float)
      equal(true, json:find('"oneDouble":"NaN"', 1, true) ~= nil)
      equal(true, json:find('"oneFloat":"NaN"', 1, true) ~= nil)
    end
  end)

  it("reads and writes floats with their special values", function()
    for _, text in ipairs({ '"NaN"', '"Infinity"', '"-Infinity"', "1.5", "-0.0", "0.1" }) do
      equal(text, member('{"oneDouble": ' .. text .. "}", "oneDouble"))
      equal(text, member('{"oneFloat": ' .. text .. "}", "oneFloat"))
    end
    equal("oneDouble", refused('{"oneDouble": 1e400}'))
    equal("oneFloat", refused('{"oneFloat": 1e39}'))
    equal("oneDouble", refused('{"oneDouble": "nan"}'))
    equal("malformed", refused('{"oneDouble": NaN}'))
  end)

  it("writes enums by name and takes names and numbers", function()
    equal('"COLOUR_RED"', member('{"oneEnum": "COLOUR_RED"}', "oneEnum"))
    equal('"COLOUR_RED"', member('{"oneEnum": 1}', "oneEnum"))
    equal('"COLOUR_NEGATIVE"', member('{"oneEnum": -1}', "oneEnum"))
    equal('"COLOUR_GREEN"', member('{"oneEnum": "COLOUR_VERT"}', "oneEnum"))
    equal("12345", member('{"oneEnum": 12345}', "oneEnum"))
    equal("oneEnum", refused('{"oneEnum": "RED"}'))
    equal("oneEnum", refused('{"oneEnum": "1"}'))
    equal("oneEnum", refused('{"oneEnum": true}'))
  end)

  it("takes bytes in both alphabets, padded or not", function()
    for _, text in ipairs({ "+/8=", "+/8", "-_8=", "-_8" }) do
      equal('"+/8="', member('{"oneBytes": "' .. text .. '"}', "oneBytes"))
    end
    for _, text in ipairs({ "a", "a===", "ab=c", "a b=", "ab=", "é" }) do
      equal("oneBytes", refused('{"oneBytes": "' .. text .. '"}'))
    end
  end)

  it("takes null for unset, except where it is a value", function()
    equal("0", member('{"oneInt32": null}', "oneInt32"))
    equal(nil, member('{"maybeInt32": null, "oneMessage": null}', "maybeInt32"))
    equal("[]", member('{"manyInt32": null}', "manyInt32"))
    equal("null", member('{"wkValue": null}', "wkValue"))
    equal("null", member('{"chooseNull": null}', "chooseNull"))
    equal("manyInt32[1]", refused('{"manyInt32": [1, null]}'))
    equal("toInt32.a", refused('{"toInt32": {"a": null}}'))
    equal("[null,1]", member('{"manyWkValue": [null, 1]}', "manyWkValue"))
  end)

  it("keeps presence: optional zero is written, unset is left out", function()
    equal("0", member('{"maybeInt32": 0}', "maybeInt32"))
    equal('""', member('{"maybeString": ""}', "maybeString"))
    equal("{}", codec:decoder(SPARSE)(""))
    equal('{"number":"1"}', codec:decoder(SPARSE)(codec:encoder(SPARSE)('{"number": 1}')))
  end)

  it("takes one member of a oneof, beside nulls", function()
    equal("1", member('{"chooseString": null, "chooseInt32": 1}', "chooseInt32"))
    equal("chooseInt32", refused('{"chooseString": "a", "chooseInt32": 1}'))
  end)

  it("names what is unknown or given twice", function()
    equal("nothing", refused('{"nothing": 1}'))
    equal("oneMessage.children[1].quantty", refused('{"oneMessage": {"children": [{}, {"quantty": 1}]}}'))
    equal("oneInt32", refused('{"oneInt32": 1, "oneInt32": 1}'))
    equal("one_int32", refused('{"oneInt32": null, "one_int32": 1}'))
    equal("toInt32.a", refused('{"toInt32": {"a": 1, "a": 1}}'))
    equal('byInt32["1.0"]', refused('{"byInt32": {"1": "a", "1.0": "b"}}'))
    equal("wkStruct.a", refused('{"wkStruct": {"a": 1, "a": 1}}'))
  end)

  it("names the path of a bad value", function()
    equal("oneMessage.children[2].quantity",
      refused('{"oneMessage": {"children": [{}, {"name": "]}"}, {"name": "a", "quantity": "x"}]}}'))
    equal("manyMessage[0].inner.quantity", refused('{"manyMessage": [{"inner": {"quantity": 1.5}}]}'))
    equal('toMessage["a b"].quantity', refused('{"toMessage": {"a b": {"quantity": []}}}'))
  end)

  it("refuses text that is no JSON", function()
    for _, text in ipairs({ "", " ", "{", "}", '{"oneInt32"', '{"oneInt32":', '{"oneInt32": 1', '{"oneInt32": 1,}',
      '{"oneInt32": 1 "x": 2}', "{'oneInt32': 1}", '{"oneInt32": 01}', '{"oneInt32": +1}', '{"oneInt32": 1.}',
      '{"oneInt32": .5}', '{"oneInt32": 1e}', '{"oneInt32": -}', '{"oneBool": tru}', '{"oneBool": trueish}',
      '{"oneMessage": nul}', '{"oneString": "a}', '{"oneString": "\n"}', '{"oneString": "\\x"}',
      '{"oneString": "\\u12"}', '{"oneString": "\\ud800"}',
      '{"oneString": "\\udc00"}', '{"oneString": "\\ud800\\u0041"}',
      '{"oneString": "\255"}', '{"oneString": "\192\128"}', '{"oneString": "\237\160\128"}',
      '{"oneInt32": 1} x', "{}{}",
      '{"manyInt32": [1,]}', '{"manyInt32": [1 2]}', '{"manyInt32": [}', "\239\187\191{}", '{"oneInt32": 1 //\n}',
      '{oneInt32: 1}' }) do
      equal(text .. " malformed", text .. " " .. refused(text))
    end
  end)

  it("reads escapes and keeps text", function()
    equal('"é漢🛒\\n\\"/\\\\"', member('{"oneString": "\\u00e9\\u6f22\\ud83d\\uDED2\\n\\"\\/\\\\"}', "oneString"))
    equal('"\\u0000\\u001f"', member('{"oneString": "\\u0000\\u001F"}', "oneString"))
    equal('"x"', member('{"one\\u0053tring": "x"}', "oneString"))
  end)

  it("limits nesting", function()
    local function nested(depth)
      return ('{"inner":'):rep(depth) .. "{}" .. ("}"):rep(depth)
    end
    equal("accepted", refused(nested(99), NESTED))
    equal(("inner."):rep(99) .. "inner", refused(nested(100), NESTED))
    equal(false, refused(nested(100000), NESTED) == "accepted")
    equal(false, refused('{"wkValue": ' .. ("["):rep(100000)) == "accepted")
    equal(false, refused('{"oneInt32": ' .. ("["):rep(100000)) == "accepted")
    local wire = ("\34\0"):rep(1)
    for _ = 1, 200 do
      wire = "\34" .. require("souk.wire").varint(#wire) .. wire
    end
    equal(nil, (codec:decoder(NESTED)(wire)))
  end)

  it("reads times strictly and writes them in UTC", function()
    local times = {
      ["2026-01-31T12:00:00Z"] = "2026-01-31T12:00:00Z",
      ["2026-01-31T12:00:00.5+02:30"] = "2026-01-31T09:30:00.500Z",
      ["0001-01-01T00:00:00Z"] = "0001-01-01T00:00:00Z",
      ["9999-12-31T23:59:59.999999999Z"] = "9999-12-31T23:59:59.999999999Z",
      ["2024-02-29T00:00:00.000001Z"] = "2024-02-29T00:00:00.000001Z",
    }
    for text, expected in pairs(times) do
      equal('"' .. expected .. '"', member('{"wkTimestamp": "' .. text .. '"}', "wkTimestamp"))
    end
    for _, text in ipairs({ "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01T24:00:00Z",
      "2026-01-01T00:00:60Z", "2026-01-01T00:00:00", "2026-01-01 00:00:00Z", "2026-01-01T00:00:00.1234567890Z",
      "0000-01-01T00:00:00Z", "10000-01-01T00:00:00Z", "0001-01-01T00:00:00+00:01", "2026-01-01T00:00:00.Z", "" }) do
      equal("wkTimestamp", refused('{"wkTimestamp": "' .. text .. '"}'))
    end
    equal("wkTimestamp", refused('{"wkTimestamp": 1}'))
  end)

  it("reads durations strictly", function()
    for _, text in ipairs({ "3.500s", "-3.500s", "-0.000000001s", "0s", "315576000000s" }) do
      equal('"' .. text .. '"', member('{"wkDuration": "' .. text .. '"}', "wkDuration"))
    end
    for _, text in ipairs({ "3.5", "3.s", ".5s", "315576000001s", "1.0000000001s", "1 s", "+1s", "" }) do
      equal("wkDuration", refused('{"wkDuration": "' .. text .. '"}'))
    end
  end)

  it("reads masks in both name forms", function()
    equal('"name,displayName,a.bC"', member('{"wkFieldMask": "name,display_name,a.bC"}', "wkFieldMask"))
    equal('""', member('{"wkFieldMask": ""}', "wkFieldMask"))
    equal("wkFieldMask", refused('{"wkFieldMask": "a,,b"}'))
    equal("wkFieldMask", refused('{"wkFieldMask": ["a"]}'))
  end)

  it("reads Any with its type anywhere among the members", function()
    local url = "type.googleapis.com/souk.test.v1.Sparse"
    local expected = '{"@type":"' .. url .. '","text":"a","number":"5"}'
    equal(expected, member('{"wkAny": {"@type": "' .. url .. '", "text": "a", "number": 5}}', "wkAny"))
    equal(expected, member('{"wkAny": {"text": "a", "@type": "' .. url .. '", "number": 5}}', "wkAny"))
    equal(expected, member('{"wkAny": {"text": "a", "number": 5, "@type": "' .. url .. '"}}', "wkAny"))
    equal('{"@type":"x/google.protobuf.Duration","value":"1s"}',
      member('{"wkAny": {"@type": "x/google.protobuf.Duration", "value": "1s"}}', "wkAny"))
    equal("{}", member('{"wkAny": {}}', "wkAny"))
    equal("wkAny.txt", refused('{"wkAny": {"@type": "' .. url .. '", "txt": "a"}}'))
    equal("wkAny.@type", refused('{"wkAny": {"@type": "x/no.Such"}}'))
    equal("wkAny", refused('{"wkAny": {"text": "a"}}'))
  end)

  it("lets the last value win and merges submessages on the wire", function()
    local encode, decode = codec:encoder(NESTED), codec:decoder(NESTED)
    local first = encode('{"name": "a", "inner": {"name": "b", "children": [{"quantity": 1}]}}')
    local second = encode('{"quantity": 2, "inner": {"quantity": 3, "children": [{"quantity": 2}]}}')
    equal('{"name":"a","quantity":2,"inner":{"name":"b","quantity":3,"children":['
      .. '{"name":"","quantity":1,"children":[]},'
      .. '{"name":"","quantity":2,"children":[]}]},"children":[]}', decode(first .. second))
  end)

  it("skips unknown fields of the wire and refuses what is cut off", function()
    local decode = codec:decoder(SPARSE)
    equal('{"number":"1"}', decode("\24\1\160\6\5\170\6\2ab\173\6abcd\169\6abcdefgh\163\6\8\1\164\6"))
    for _, wire in ipairs({ "\10", "\10\5ab", "\24", "\24\255", "\0", "\7", "\163\6\8\1",
      "\24\255\255\255\255\255\255\255\255\255\255\1" }) do
      local text, reason = decode(wire)
      equal({ nil, "malformed souk.test.v1.Sparse" }, { text, reason })
    end
  end)
end)
