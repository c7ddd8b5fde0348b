--- A test runner small enough to run on any LuaJIT: alone (`spec/run.lua`) or inside the JVM.
-- @module spec.spec

local M = {
  --- Where the folder `kong` is, for specs that load a file of it.
  root = "",
}

local cases = {}
local prefix = ""

--- Groups cases under a name.
function M.describe(name, body)
  local outer = prefix
  prefix = prefix .. name .. " "
  body()
  prefix = outer
end

--- Registers a case.
function M.it(name, body)
  cases[#cases + 1] = { name = prefix .. name, body = body }
end

local function show(value, depth)
  if type(value) == "string" then
    return string.format("%q", value)
  end
  if type(value) ~= "table" or depth > 6 then
    return tostring(value)
  end
  local keys, parts = {}, {}
  for key in pairs(value) do
    keys[#keys + 1] = key
  end
  table.sort(keys, function(a, b)
    return tostring(a) < tostring(b)
  end)
  for _, key in ipairs(keys) do
    parts[#parts + 1] = tostring(key) .. " = " .. show(value[key], depth + 1)
  end
  return "{ " .. table.concat(parts, ", ") .. " }"
end

local function same(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then
    return a == b
  end
  for key, value in pairs(a) do
    if not same(value, b[key]) then
      return false
    end
  end
  for key in pairs(b) do
    if a[key] == nil then
      return false
    end
  end
  return true
end

--- Fails unless both values are equal, tables by content.
function M.equal(expected, actual)
  if not same(expected, actual) then
    error("expected " .. show(expected, 0) .. "\n     got " .. show(actual, 0), 2)
  end
end

--- Fails unless `body` raises an error whose text contains `part`.
function M.raises(part, body)
  local ok, reason = pcall(body)
  if ok then
    error("expected an error with '" .. part .. "'", 2)
  end
  if not tostring(reason):find(part, 1, true) then
    error("expected an error with '" .. part .. "'\n     got " .. tostring(reason), 2)
  end
end

--- Runs what was registered.
-- @treturn table list of `{ name, failure }`; `failure` is absent when the case passed
function M.run()
  local results = {}
  for _, case in ipairs(cases) do
    local ok, reason = xpcall(case.body, debug.traceback)
    results[#results + 1] = { name = case.name, failure = not ok and tostring(reason) or nil }
  end
  cases = {}
  return results
end

return M
