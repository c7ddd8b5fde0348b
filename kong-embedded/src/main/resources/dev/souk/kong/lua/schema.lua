--- Checks a plugin's configuration against its `schema.lua` and fills in the defaults, as Kong does.
local type, pairs, ipairs, tostring, error, floor = type, pairs, ipairs, tostring, error, math.floor
local format, find, match = string.format, string.find, string.match

local M = {}

local known_attributes = {
  type = true, description = true, required = true, default = true, one_of = true, between = true, gt = true,
  len_min = true, len_max = true, match = true, referenceable = true, elements = true, keys = true, values = true,
  fields = true,
}

local function fail(path, message)
  error({ configuration = path .. ": " .. message }, 0)
end

local function copy(value)
  if type(value) ~= "table" then
    return value
  end
  local result = {}
  for key, item in pairs(value) do
    result[key] = copy(item)
  end
  return result
end

local check

local function check_string(field, value, path, secrets)
  if type(value) ~= "string" then
    fail(path, "expected a string")
  end
  if find(value, "^{vault://") then
    if not field.referenceable then
      fail(path, "cannot be a vault reference")
    end
    return secrets[value]
  end
  if #value < (field.len_min or 1) then
    fail(path, "length must be at least " .. (field.len_min or 1))
  elseif field.len_max and #value > field.len_max then
    fail(path, "length must be at most " .. field.len_max)
  elseif field.match and not match(value, field.match) then
    fail(path, "invalid value: " .. value)
  end
  return value
end

local function check_number(field, value, path)
  if type(value) ~= "number" then
    fail(path, "expected " .. (field.type == "integer" and "an integer" or "a number"))
  end
  if field.type == "integer" and value ~= floor(value) then
    fail(path, "expected an integer")
  end
  local between = field.between
  if between and (value < between[1] or value > between[2]) then
    fail(path, format("value should be between %s and %s", between[1], between[2]))
  elseif field.gt and value <= field.gt then
    fail(path, "value must be greater than " .. field.gt)
  end
  return value
end

local function check_list(field, value, path, secrets)
  if type(value) ~= "table" then
    fail(path, "expected " .. field.type)
  end
  local result = {}
  for i, item in ipairs(value) do
    result[i] = check(field.elements, item, path .. "[" .. i .. "]", secrets)
  end
  return result
end

local function check_map(field, value, path, secrets)
  if type(value) ~= "table" then
    fail(path, "expected a map")
  end
  local result = {}
  for key, item in pairs(value) do
    result[check(field.keys, key, path, secrets)] = check(field.values, item, path .. "." .. tostring(key), secrets)
  end
  return result
end

local function check_record(field, value, path, secrets)
  if type(value) ~= "table" then
    fail(path, "expected a record")
  end
  local result, seen = {}, {}
  for _, entry in ipairs(field.fields) do
    local name, inner = next(entry)
    seen[name] = true
    result[name] = check(inner, value[name], path .. "." .. name, secrets)
  end
  for name in pairs(value) do
    if not seen[name] then
      fail(path .. "." .. tostring(name), "unknown field")
    end
  end
  return result
end

local function check_boolean(_, value, path)
  if type(value) ~= "boolean" then
    fail(path, "expected a boolean")
  end
  return value
end

local checks = {
  string = check_string,
  number = check_number,
  integer = check_number,
  boolean = check_boolean,
  array = check_list,
  set = check_list,
  map = check_map,
  record = check_record,
}

local function require_one_of(field, value, path)
  if not field.one_of then
    return
  end
  for _, allowed in ipairs(field.one_of) do
    if value == allowed then
      return
    end
  end
  fail(path, "expected one of: " .. table.concat(field.one_of, ", "))
end

function check(field, value, path, secrets)
  for attribute in pairs(field) do
    if not known_attributes[attribute] then
      fail(path, "the embedded host does not know the schema attribute '" .. tostring(attribute) .. "'")
    end
  end
  local checker = checks[field.type] or fail(path, "the embedded host does not know the type " .. tostring(field.type))
  if value == nil then
    value = copy(field.default)
    if value == nil and field.type == "record" and field.required then
      value = {}
    end
    if value == nil then
      if field.required then
        fail(path, "required field missing")
      end
      return nil
    end
  end
  value = checker(field, value, path, secrets)
  require_one_of(field, value, path)
  return value
end

--- @tparam table schema what `schema.lua` returns
-- @tparam table config the plugin's `config` in kong.yml
-- @tparam table secrets values of the vault references that occur in it
-- @treturn table the complete configuration
function M.complete(schema, config, secrets)
  for _, entry in ipairs(schema.fields) do
    if entry.config then
      return check_record(entry.config, config, "config", secrets)
    end
  end
  fail("config", "the plugin's schema has no config record")
end

return M
