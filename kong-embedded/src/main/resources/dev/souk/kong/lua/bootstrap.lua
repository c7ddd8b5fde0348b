--- First code of every Lua state: makes modules and files that Java holds in memory loadable.
-- Called with (address, length) of a message: number of modules, then name, chunk name and text of each,
-- then path and content of each file.
local ffi = require "ffi"
local buffer = require "string.buffer"

local cast, to_string = ffi.cast, ffi.string
local byte_pointer, int_pointer, address_type = ffi.typeof("const uint8_t *"), ffi.typeof("const int32_t *"), ffi.typeof("uintptr_t")
local loadstring, tonumber, tostring, error = loadstring, tonumber, tostring, error

--- Messages between Java and Lua: a list of byte strings, each preceded by its length (-1: nil) as an int32.
local wire = {}

function wire.decode(address, length)
  local start = cast(byte_pointer, cast(address_type, address))
  local values, count, at = {}, 0, 0
  while at < length do
    local size = cast(int_pointer, start + at)[0]
    at = at + 4
    count = count + 1
    if size >= 0 then
      values[count] = to_string(start + at, size)
      at = at + size
    end
  end
  return values, count
end

local size_cell = ffi.new("int32_t[1]")
local out = buffer.new(4096)

function wire.encode(values, count)
  out:reset()
  for i = 1, count do
    local value = values[i]
    if value == nil then
      size_cell[0] = -1
      out:putcdata(size_cell, 4)
    else
      value = tostring(value)
      size_cell[0] = #value
      out:putcdata(size_cell, 4)
      out:put(value)
    end
  end
  return out:tostring()
end

package.preload["kong_embedded.wire"] = function()
  return wire
end

local function define_module(name, chunk_name, text)
  package.preload[name] = function(...)
    local chunk, reason = loadstring(text, "@" .. chunk_name)
    if not chunk then
      error(reason, 0)
    end
    return chunk(...)
  end
end

--- Files that exist in memory only: what `io.open` gives for them.
local File = {}
File.__index = File

function File:read(what)
  if what ~= "*a" and what ~= "a" then
    error("a file of the gateway can only be read whole", 2)
  end
  return self.content
end

function File.close()
  return true
end

local function define_files(files)
  local open, load_file = io.open, loadfile
  io.open = function(path, mode) -- luacheck: ignore
    local content = files[path]
    if content then
      return setmetatable({ content = content }, File)
    end
    return open(path, mode)
  end
  loadfile = function(path) -- luacheck: ignore
    local content = files[path]
    if content then
      return loadstring(content, "@" .. path)
    end
    return load_file(path)
  end
end

return function(address, length)
  local values, count = wire.decode(address, length)
  local modules = tonumber(values[1])
  local at = 2
  for _ = 1, modules do
    define_module(values[at], values[at + 1], values[at + 2])
    at = at + 3
  end
  local files = {}
  while at < count do
    files[values[at]] = values[at + 1]
    at = at + 2
  end
  package.path, package.cpath = "", ""
  define_files(files)
  kong, ngx = require "kong_embedded.pdk", require "kong_embedded.openresty" -- luacheck: ignore
  return require("kong_embedded.runtime").step
end
