--- Generates, for a message type, the Lua function that reads it from the wire and writes its JSON.
--
-- The function has the form `(wire, first position, last position, depth) -> JSON text`. As with `souk.encoder`, each
-- type has its own chunk with its own copies of the hot loops. Each field has a slot that starts with the JSON of its
-- default, so fields that are always written need no branch; the last step is one concatenation.
-- @module souk.decoder

local encoder = require "souk.encoder"
local json = require "souk.json"
local numbers = require "souk.numbers"
local wire = require "souk.wire"
local base64 = require "souk.base64"

local format, rep, gsub = string.format, string.rep, string.gsub
local concat, sort = table.concat, table.sort
local floor = math.floor
local error, ipairs, loadstring, pairs, setmetatable = error, ipairs, loadstring, pairs, setmetatable

local M = {}

--- What the generated code calls off its fast path.
local RUNTIME = {
  malformed = wire.malformed,
  read_varint = wire.read_varint,
  read_tag = wire.read_tag,
  skip = wire.skip,
  merged = wire.merged,
  escape = json.escape,
  base64 = base64.encode,
  quote = json.quote,
  MAX_DEPTH = json.MAX_DEPTH,
}
for _, kind in ipairs({ "int32", "int64", "uint32", "uint64", "sint32", "sint64", "fixed32", "fixed64", "sfixed32",
  "sfixed64", "double", "float", "bool" }) do
  RUNTIME["read_" .. kind] = numbers["read_" .. kind]
end

local HEADER = [[
local R, K, F = ...
local byte, sub, concat = string.byte, string.sub, table.concat
local malformed, read_tag, read_varint, skip, merged, escape, base64, quote =
  R.malformed, R.read_tag, R.read_varint, R.skip, R.merged, R.escape, R.base64, R.quote

local function text(s, from, to)
  for i = from, to do
    local c = byte(s, i)
    if c < 32 or c == 34 or c == 92 then
      return escape(sub(s, from, to))
    end
  end
  return sub(s, from, to)
end

local function span(s, pos, stop)
  local n = byte(s, pos) or malformed()
  pos = pos + 1
  if n >= 128 then
    local high
    n, high, pos = read_varint(s, pos - 1)
    if high ~= 0 then
      malformed()
    end
  end
  n = pos + n - 1
  if n > stop then
    malformed()
  end
  return pos, n
end
]]

--- Kinds whose payload is mostly one small byte that stands for itself.
local SMALL = { int32 = true, int64 = true, uint32 = true, uint64 = true }

--- Readers of scalars: `read_<kind>(wire, position, stop) -> JSON text or small number, position behind`.
local READERS = {}

for kind in pairs(numbers.BOUNDS) do
  READERS[kind] = gsub(SMALL[kind] and [[
local slow_$KIND = R.read_$KIND
local function read_$KIND(s, pos)
  local b = byte(s, pos)
  if b and b < 128 then
    return b, pos + 1
  end
  return slow_$KIND(s, pos)
end
]] or [[
local read_$KIND = R.read_$KIND
]], "%$KIND", kind)
end

for _, kind in ipairs({ "double", "float", "bool" }) do
  READERS[kind] = format("local read_%s = R.read_%s\n", kind, kind)
end

READERS.string = [[
local function read_string(s, pos, stop)
  local from, to = span(s, pos, stop)
  return text(s, from, to), to + 1
end
]]

READERS.bytes = [[
local function read_bytes(s, pos, stop)
  local from, to = span(s, pos, stop)
  return base64(sub(s, from, to)), to + 1
end
]]

READERS.enum = [[
local slow_enum = R.read_int32
local function read_enum(s, pos, names)
  local b, behind = byte(s, pos), pos + 1
  if not b or b >= 128 then
    b, behind = slow_enum(s, pos)
  end
  return names[b] or b, behind
end
]]

--- Kinds that JSON writes in quotes.
local QUOTED = { string = true, bytes = true, int64 = true, uint64 = true, sint64 = true, fixed64 = true,
  sfixed64 = true }

local DEFAULTS = { string = '""', bytes = '""', bool = "false", double = "0", float = "0" }

--- Code under construction.
local Writer = {}
Writer.__index = Writer

function Writer:add(indent, ...)
  self.lines[#self.lines + 1] = rep("  ", indent) .. format(...)
end

local function new_writer(message)
  return setmetatable({ message = message, lines = {}, readers = {}, constants = {}, links = {}, slots = {} }, Writer)
end

local function constant(self, value)
  self.constants[#self.constants + 1] = value
  return #self.constants
end

--- JSON text of the values of an enum by number.
local function enum_names(enum)
  local names = {}
  for number, name in pairs(enum.names) do
    names[number] = enum.name == "google.protobuf.NullValue" and "null" or json.quote(name)
  end
  return names
end

local function default_text(field)
  local kind = field.kind
  if kind == "enum" then
    return enum_names(field.enum)[0] or "0"
  elseif QUOTED[kind] and kind ~= "string" and kind ~= "bytes" then
    return '"0"'
  end
  return DEFAULTS[kind] or "0"
end

--- The expression that reads a scalar at `pos`.
local function read_expression(self, field)
  local kind = field.kind
  if kind == "group" then
    error(format("%s.%s: groups are not supported", self.message.name, field.name), 0)
  end
  self.readers[kind] = true
  if kind == "enum" then
    return format("read_enum(s, pos, K[%d])", constant(self, enum_names(field.enum)))
  elseif kind == "string" or kind == "bytes" then
    return format("read_%s(s, pos, stop)", kind)
  end
  return format("read_%s(s, pos)", kind)
end

local function link(self, field)
  self.links[#self.links + 1] = field.message.name
  return #self.links
end

--- `x` with the quotes its kind asks for.
local function quoted(field)
  return QUOTED[field.kind] and [['"' .. x .. '"']] or "x"
end

local function lua_string(s)
  return format("%q", s)
end

--- Reads one value into the local `x` as JSON without quotes, and moves `pos` behind it.
local function add_read(self, indent, field)
  if field.kind == "message" then
    self:add(indent, "local from, to = span(s, pos, stop)")
    self:add(indent, "local x = F[%d](s, from, to, depth + 1)", link(self, field))
    self:add(indent, "pos = to + 1")
  else
    self:add(indent, "local x")
    self:add(indent, "x, pos = %s", read_expression(self, field))
  end
end

local function tag_of(field)
  return field.number * 8 + encoder.wire_type(field.kind)
end

local function add_singular_message(self, indent, message, field, slot, prefix, suffix)
  local rivals = {}
  for _, other in ipairs(message.fields) do
    if field.oneof and other.oneof == field.oneof and other ~= field then
      rivals[tag_of(other)] = true
    end
  end
  local index = link(self, field)
  self:add(indent, "local from, to = span(s, pos, stop)")
  self:add(indent, "local x")
  self:add(indent, 'if %s ~= "" then', slot)
  self:add(indent + 1, "local all = merged(s, start, to, %d, K[%d])", tag_of(field), constant(self, rivals))
  self:add(indent + 1, "x = F[%d](all, 1, #all, depth + 1)", index)
  self:add(indent, "else")
  self:add(indent + 1, "x = F[%d](s, from, to, depth + 1)", index)
  self:add(indent, "end")
  self:add(indent, "pos = to + 1")
  self:add(indent, "%s = %s .. x%s", slot, lua_string(prefix), suffix ~= "" and " .. " .. lua_string(suffix) or "")
end

local function add_push(self, indent, slot, expression)
  self:add(indent, "local list = %s", slot)
  self:add(indent, "if not list then")
  self:add(indent + 1, "list = {}")
  self:add(indent + 1, "%s = list", slot)
  self:add(indent, "end")
  self:add(indent, "list[#list + 1] = %s", expression)
end

--- What a slot holds while its field is absent.
local function initial(field)
  if field.repeated then
    return "nil"
  elseif field.presence then
    return '""'
  end
  local text = default_text(field)
  if QUOTED[field.kind] then
    text = gsub(text, '"', "")
  end
  return lua_string(text)
end

local function add_map_entry(self, indent, field, slot)
  local key, value = field.key, field.value
  self:add(indent, "local first, last = span(s, pos, stop)")
  self:add(indent, "local key, item = %s, nil", initial(key))
  self:add(indent, "do")
  self:add(indent + 1, "local pos, stop = first, last")
  self:add(indent + 1, "while pos <= stop do")
  self:add(indent + 2, "local tag")
  self:add(indent + 2, "tag, pos = read_tag(s, pos)")
  self:add(indent + 2, "if tag == %d then", tag_of(key))
  add_read(self, indent + 3, key)
  self:add(indent + 3, "key = x")
  self:add(indent + 2, "elseif tag == %d then", tag_of(value))
  add_read(self, indent + 3, value)
  self:add(indent + 3, "item = %s", quoted(value))
  self:add(indent + 2, "else")
  self:add(indent + 3, "pos = skip(s, pos, stop, tag)")
  self:add(indent + 2, "end")
  self:add(indent + 1, "end")
  self:add(indent + 1, "if pos ~= stop + 1 then")
  self:add(indent + 2, "malformed()")
  self:add(indent + 1, "end")
  self:add(indent, "end")
  self:add(indent, "pos = last + 1")
  self:add(indent, "if not item then")
  if value.kind == "message" then
    self:add(indent + 1, 'item = F[%d]("", 1, 0, depth + 1)', link(self, value))
  else
    self:add(indent + 1, "item = %s", lua_string(default_text(value)))
  end
  self:add(indent, "end")
  self:add(indent, "local map = %s", slot)
  self:add(indent, "if not map then")
  self:add(indent + 1, "map = { keys = {} }")
  self:add(indent + 1, "%s = map", slot)
  self:add(indent, "end")
  -- The key comes first in its own text; a later entry of the same key replaces the earlier.
  self:add(indent, [[key = '"' .. key .. '":']])
  self:add(indent, "local place = map.keys[key]")
  self:add(indent, "if not place then")
  self:add(indent + 1, "place = #map + 1")
  self:add(indent + 1, "map.keys[key] = place")
  self:add(indent, "end")
  self:add(indent, "map[place] = key .. item")
end

local function add_packed(self, indent, field, slot)
  self:add(indent, "local first, last = span(s, pos, stop)")
  self:add(indent, "pos = first")
  self:add(indent, "while pos <= last do")
  add_read(self, indent + 1, field)
  add_push(self, indent + 1, slot, quoted(field))
  self:add(indent, "end")
  self:add(indent, "if pos ~= last + 1 then")
  self:add(indent + 1, "malformed()")
  self:add(indent, "end")
end

--- How a field stands in the object: what precedes and follows its value.
local function affixes(index, field, anchor)
  local name = json.quote(field.json_name) .. ":"
  if anchor and index < anchor then
    return name, ","
  elseif index == anchor then
    return name, ""
  end
  return "," .. name, ""
end

local function clear_rivals(self, indent, message, field, slots)
  for index, other in ipairs(message.fields) do
    if field.oneof and other.oneof == field.oneof and other ~= field then
      self:add(indent, '%s = ""', slots[index])
    end
  end
end

--- What happens once a tag has been found to be this field's.
local function add_field(self, indent, case)
  local message, field, slot = self.message, case.field, case.slot
  if field.map then
    add_map_entry(self, indent, field, slot)
  elseif field.repeated and case.packed then
    add_packed(self, indent, field, slot)
  elseif field.repeated then
    add_read(self, indent, field)
    add_push(self, indent, slot, quoted(field))
  else
    clear_rivals(self, indent, message, field, self.slots)
    if field.kind == "message" then
      add_singular_message(self, indent, message, field, slot, case.prefix, case.suffix)
    else
      add_read(self, indent, field)
      if field.presence then
        local suffix = (QUOTED[field.kind] and '"' or "") .. case.suffix
        self:add(indent, "%s = %s .. x%s", slot, lua_string(case.prefix .. (QUOTED[field.kind] and '"' or "")),
          suffix ~= "" and " .. " .. lua_string(suffix) or "")
      else
        self:add(indent, "%s = x", slot)
      end
    end
  end
end

--- A binary decision by tag.
local function add_dispatch(self, indent, cases, low, high)
  if low == high then
    self:add(indent, "if tag == %d then", cases[low].tag)
    add_field(self, indent + 1, cases[low])
    self:add(indent, "else")
    self:add(indent + 1, "pos = skip(s, pos, stop, tag)")
    self:add(indent, "end")
    return
  end
  local middle = floor((low + high) / 2)
  self:add(indent, "if tag <= %d then", cases[middle].tag)
  add_dispatch(self, indent + 1, cases, low, middle)
  self:add(indent, "else")
  add_dispatch(self, indent + 1, cases, middle + 1, high)
  self:add(indent, "end")
end

--- LuaJIT allows 200 locals in a function; what exceeds this lives in a table.
local MAX_SLOTS = 120

local PACKABLE = encoder.wire_type

local function cases_of(self, anchor)
  local cases = {}
  for index, field in ipairs(self.message.fields) do
    local prefix, suffix = affixes(index, field, anchor)
    local case = { tag = tag_of(field), field = field, slot = self.slots[index], prefix = prefix, suffix = suffix }
    cases[#cases + 1] = case
    if field.repeated and PACKABLE(field.kind) ~= 2 then
      cases[#cases + 1] = { tag = field.number * 8 + 2, field = field, slot = case.slot, packed = true }
    end
  end
  sort(cases, function(a, b)
    return a.tag < b.tag
  end)
  return cases
end

--- The expression that gives a field's part of the object.
local function part(index, field, slot, anchor)
  local prefix = affixes(index, field, anchor)
  if field.map then
    return format([[%s .. (%s and concat(%s, ",") or "") .. "}"]], lua_string(prefix .. "{"), slot, slot)
  elseif field.repeated then
    return format([[%s .. (%s and concat(%s, ",") or "") .. "]"]], lua_string(prefix .. "["), slot, slot)
  elseif field.presence then
    return slot
  elseif QUOTED[field.kind] then
    return format([[%s .. %s .. '"']], lua_string(prefix .. '"'), slot)
  end
  return format("%s .. %s", lua_string(prefix), slot)
end

local function joined(parts)
  local groups, group = {}, {}
  for _, text in ipairs(parts) do
    group[#group + 1] = text
    if #group == 25 then
      groups[#groups + 1] = "(" .. concat(group, " .. ") .. ")"
      group = {}
    end
  end
  if #group > 0 then
    groups[#groups + 1] = "(" .. concat(group, " .. ") .. ")"
  end
  return concat(groups, " .. ")
end

local function add_result(self, anchor)
  local parts = {}
  for index, field in ipairs(self.message.fields) do
    parts[index] = part(index, field, self.slots[index], anchor)
  end
  if #parts == 0 then
    self:add(1, 'return "{}"')
  elseif anchor then
    self:add(1, 'return "{" .. %s .. "}"', joined(parts))
  else
    self:add(1, "local all = %s", joined(parts))
    self:add(1, [[return all == "" and "{}" or "{" .. sub(all, 2) .. "}"]])
  end
end

--- The first field that is always written carries no comma: those before it end with one, later ones begin with one.
local function find_anchor(fields)
  for index, field in ipairs(fields) do
    if field.repeated or not field.presence then
      return index
    end
  end
  return nil
end

local function add_slots(self)
  local fields = self.message.fields
  if #fields > MAX_SLOTS then
    self:add(1, "local more = {}")
  end
  for index, field in ipairs(fields) do
    local slot = index <= MAX_SLOTS and "v" .. index or format("more[%d]", index)
    self.slots[index] = slot
    self:add(1, "%s%s = %s", index <= MAX_SLOTS and "local " or "", slot, initial(field))
  end
end

local function add_function(self)
  local fields = self.message.fields
  local anchor = find_anchor(fields)
  self:add(0, "return function(s, pos, stop, depth)")
  self:add(1, "if depth > R.MAX_DEPTH then")
  self:add(2, "malformed()")
  self:add(1, "end")
  self:add(1, "local start = pos")
  add_slots(self)
  self:add(1, "while pos <= stop do")
  self:add(2, "local tag = byte(s, pos) or malformed()")
  self:add(2, "if tag < 128 then")
  self:add(3, "pos = pos + 1")
  self:add(2, "else")
  self:add(3, "tag, pos = read_tag(s, pos)")
  self:add(2, "end")
  if #fields > 0 then
    local cases = cases_of(self, anchor)
    add_dispatch(self, 2, cases, 1, #cases)
  else
    self:add(2, "pos = skip(s, pos, stop, tag)")
  end
  self:add(1, "end")
  self:add(1, "if pos ~= stop + 1 then")
  self:add(2, "malformed()")
  self:add(1, "end")
  add_result(self, anchor)
  self:add(0, "end")
end

--- Compiles what was written.
local function finish(self)
  local source = { HEADER }
  for kind in pairs(self.readers) do
    source[#source + 1] = READERS[kind]
  end
  source[#source + 1] = concat(self.lines, "\n")
  local functions = {}
  local chunk = assert(loadstring(concat(source, "\n"), "=decode " .. self.message.name))
  return chunk(RUNTIME, self.constants, functions), functions, self.links
end

--- Generates the function of a message type.
-- @tparam table message from a schema
-- @treturn function see above
-- @treturn table `F`: its entries must be set to the functions of the types in the next result before use
-- @treturn table list of the names of message types it calls
function M.generate(message)
  if message.unsupported then
    error(message.name .. ": editions are not supported", 0)
  end
  local self = new_writer(message)
  add_function(self)
  return finish(self)
end

--- Generates the function of a wrapper type (google/protobuf/wrappers.proto), whose JSON is that of its field.
function M.generate_wrapper(message)
  local self, field = new_writer(message), message.fields[1]
  self:add(0, "return function(s, pos, stop)")
  self:add(1, "local value = %s", initial(field))
  self:add(1, "while pos <= stop do")
  self:add(2, "local tag")
  self:add(2, "tag, pos = read_tag(s, pos)")
  self:add(2, "if tag == %d then", tag_of(field))
  add_read(self, 3, field)
  self:add(3, "value = x")
  self:add(2, "else")
  self:add(3, "pos = skip(s, pos, stop, tag)")
  self:add(2, "end")
  self:add(1, "end")
  self:add(1, "if pos ~= stop + 1 then")
  self:add(2, "malformed()")
  self:add(1, "end")
  self:add(1, QUOTED[field.kind] and [[return '"' .. value .. '"']] or 'return "" .. value')
  self:add(0, "end")
  return finish(self)
end

return M
