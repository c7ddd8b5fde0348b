--- JSON text as Lua values, for small documents: tokens and key sets.
--
-- Objects and lists become tables, null becomes nil. Malformed text, duplicate names and text after the value are
-- refused.
-- @module souk.json_value

local failure = require "souk.failure"
local json = require "souk.json"

local error, pcall, tonumber = error, pcall, tonumber

local M = {}

local read

local function read_object(text, at, depth)
  local object, seen = {}, {}
  local behind = json.each_member(text, at, function(key, key_at, value_at, c)
    if seen[key] then
      failure.violation(key_at, "is there twice")
    end
    seen[key] = true
    local value, next_at = read(text, value_at, c, depth + 1)
    object[key] = value
    return next_at
  end)
  return object, behind
end

local function read_list(text, at, depth)
  local list, count = {}, 0
  local behind = json.each_element(text, at, function(value_at, c)
    local value, next_at = read(text, value_at, c, depth + 1)
    count = count + 1
    list[count] = value
    return next_at
  end)
  return list, behind
end

function read(text, at, c, depth)
  if depth > json.MAX_DEPTH then
    failure.violation(at, "is nested too deeply")
  end
  if c == 34 then
    return json.read_string(text, at + 1)
  elseif c == 123 then
    return read_object(text, at, depth)
  elseif c == 91 then
    return read_list(text, at, depth)
  elseif c == 116 then
    return true, json.read_word(text, at, "true")
  elseif c == 102 then
    return false, json.read_word(text, at, "false")
  elseif c == 110 then
    return nil, json.read_word(text, at, "null")
  end
  local digits, behind = json.read_number(text, at)
  return tonumber(digits), behind
end

--- Reads an object that is the whole text.
-- @treturn ?table nil when the text is anything else
function M.object(text)
  local called, value = pcall(function()
    local at, c = json.skip_space(text, 1)
    if c ~= 123 then
      failure.malformed(at, "an object was expected")
    end
    local object, behind = read_object(text, at, 1)
    local last, rest = json.skip_space(text, behind)
    if rest then
      failure.malformed(last, "text behind the value")
    end
    return object
  end)
  if called then
    return value
  elseif failure.is(value) then
    return nil
  end
  error(value, 0)
end

return M
