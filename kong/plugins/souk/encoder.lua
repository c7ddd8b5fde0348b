--- Generates, for a message type, the Lua function that reads its JSON and writes it to the wire.
--
-- The function has the form `(text, position, byte there, depth) -> wire, position behind`. Each type gets its own
-- chunk, with its own copies of the hot loops: traces of one type then do not fight with those of another (LuaJIT
-- attaches them to bytecode, and gives up on a loop with too many exits). Each field has a slot, a string that holds
-- its wire form and is empty while the field is unset; the last step is one concatenation of all slots.
-- @module souk.encoder

local failure = require "souk.failure"
local json = require "souk.json"
local numbers = require "souk.numbers"
local utf8 = require "souk.utf8"
local wellknown = require "souk.wellknown"
local wire = require "souk.wire"
local base64 = require "souk.base64"

local format, rep, gsub, byte = string.format, string.rep, string.gsub, string.byte
local concat, sort = table.concat, table.sort
local floor = math.floor
local error, ipairs, loadstring, pairs = error, ipairs, loadstring, pairs
local violation, malformed = failure.violation, failure.malformed

local M = {}

--- What the generated code calls off its fast path.
local RUNTIME = {
  unescape = json.unescape,
  utf8_next = utf8.next,
  varint = wire.varint,
  read_integer = numbers.read_integer,
  read_real = numbers.read_real,
  put_text = numbers.put_text,
  PUT = numbers.PUT,
  CHARS = wire.CHARS,
  malformed = malformed,
  violation = violation,
  read_word = json.read_word,
}

--- Refuses a value of the wrong type; one that is no JSON at all is malformed instead.
function RUNTIME.wrong(s, pos, c, expected)
  json.skip_value(s, pos, c, 1)
  violation(pos, "must be " .. expected)
end

function RUNTIME.bytes(text, pos)
  return base64.decode(text) or violation(pos, "must be base64")
end

function RUNTIME.unknown(pos)
  violation(pos, "is not a known field")
end

function RUNTIME.duplicate(pos)
  violation(pos, "is given twice")
end

function RUNTIME.rival(pos, other)
  violation(pos, "cannot be given together with " .. other)
end

function RUNTIME.too_deep(pos)
  violation(pos, "is nested too deeply")
end

--- The bytes of a string as a Lua literal.
local function literal(s)
  return '"' .. gsub(s, ".", function(c)
    return format("\\%03d", byte(c))
  end) .. '"'
end

local HEADER = [[
local R, K, F = ...
local byte, sub, concat = string.byte, string.sub, table.concat
local band, bor = bit.band, bit.bor
local unescape, utf8_next, varint, wrong, malformed, violation =
  R.unescape, R.utf8_next, R.varint, R.wrong, R.malformed, R.violation
local read_integer, read_real, read_word = R.read_integer, R.read_real, R.read_word
local CHARS, PUT = R.CHARS, R.PUT

local function space(s, pos)
  local c = byte(s, pos)
  while c == 32 or c == 10 or c == 13 or c == 9 do
    pos = pos + 1
    c = byte(s, pos)
  end
  return pos, c
end

local function str(s, pos)
  local at = pos
  while true do
    local c = byte(s, at)
    if c == 34 then
      return sub(s, pos, at - 1), at + 1
    elseif not c or c < 32 then
      malformed(at, "unterminated string or unescaped control character")
    elseif c == 92 then
      return unescape(s, pos, at)
    elseif c >= 128 then
      at = utf8_next(s, at) or malformed(at, "invalid UTF-8 in a string")
    else
      at = at + 1
    end
  end
end

local function length(x)
  local n = #x
  if n < 128 then
    return CHARS[n]
  end
  return varint(n)
end
]]

--- Readers of scalars: `read_<kind>(text, position, byte) -> payload, position behind`. The payloads of strings and
-- bytes come without their length, so that it is written together with the tag.
local READERS = {}

READERS.string = [[
local function read_string(s, pos, c)
  if c ~= 34 then
    wrong(s, pos, c, "a string")
  end
  return str(s, pos + 1)
end
]]

READERS.bytes = [[
local bytes_of = R.bytes
local function read_bytes(s, pos, c)
  if c ~= 34 then
    wrong(s, pos, c, "a base64 string")
  end
  local text, behind = str(s, pos + 1)
  return bytes_of(text, pos), behind
end
]]

READERS.bool = [[
local function read_bool(s, pos, c)
  if c == 116 then
    return "\1", read_word(s, pos, "true")
  elseif c == 102 then
    return "\0", read_word(s, pos, "false")
  end
  wrong(s, pos, c, "true or false")
end
]]

READERS.enum = [[
local put_enum = PUT.int32
local function read_enum(s, pos, c, values)
  if c == 34 then
    local name, behind = str(s, pos + 1)
    local number = values[name]
    if not number then
      violation(pos, "is not a value of the enum")
    end
    return put_enum(number), behind
  elseif c == 45 or (c and c >= 48 and c <= 57) then
    return read_integer(s, pos, c, "int32")
  end
  wrong(s, pos, c, "the name of an enum value")
end
]]

local INTEGER = [[
local put_$KIND = PUT.$KIND
local function read_$KIND(s, pos, c)
  local at, d, negative = pos, c, false
  if c == 34 then
    at = pos + 1
    d = byte(s, at)
  end
  if d == 45 then
    negative = true
    at = at + 1
    d = byte(s, at)
  end
  local first, value = at, 0
  while d and d >= 48 and d <= 57 do
    value = value * 10 + (d - 48)
    at = at + 1
    d = byte(s, at)
  end
  local digits = at - first
  if negative then
    value = -value
  end
  -- What is not plain, short and in range is judged by the exact reader.
  if digits == 0 or digits > 15 or (digits > 1 and byte(s, first) == 48) or value < $LOW or value > $HIGH then
    return read_integer(s, pos, c, "$KIND")
  elseif c == 34 then
    if d ~= 34 then
      return read_integer(s, pos, c, "$KIND")
    end
    return put_$KIND(value + 0), at + 1
  elseif d ~= 44 and d ~= 125 and d ~= 93 and d ~= 32 and d ~= 10 and d ~= 13 and d ~= 9 then
    return read_integer(s, pos, c, "$KIND")
  end
  return put_$KIND(value + 0), at
end
]]

for kind, bounds in pairs(numbers.BOUNDS) do
  READERS[kind] = gsub(INTEGER, "%$(%u+)", {
    KIND = kind,
    LOW = format("%.0f", bounds[1]),
    HIGH = format("%.0f", bounds[2]),
  })
end

for _, kind in ipairs({ "float", "double" }) do
  READERS[kind] = gsub([[
local function read_$KIND(s, pos, c)
  return read_real(s, pos, c, "$KIND")
end
]], "%$KIND", kind)
end

--- Makes the payload of a map key out of the member's name.
local KEYS = {}

KEYS.string = [[
local function key_string(key)
  return length(key) .. key
end
]]

KEYS.bool = [[
local function key_bool(key, pos)
  return key == "true" and "\1" or key == "false" and "\0" or violation(pos, "must have true or false for a key")
end
]]

for kind in pairs(numbers.BOUNDS) do
  KEYS[kind] = gsub([[
local put_text = R.put_text
local function key_$KIND(key, pos)
  local payload, reason = put_text("$KIND", key)
  return payload or violation(pos, "has a bad key: it " .. reason)
end
]], "%$KIND", kind)
end

local WIRE_TYPES = { double = 1, fixed64 = 1, sfixed64 = 1, string = 2, bytes = 2, message = 2, float = 5, fixed32 = 5,
  sfixed32 = 5 }

--- The wire type of a field of a kind.
function M.wire_type(kind)
  return WIRE_TYPES[kind] or 0
end

--- Whether a type's JSON is no plain object with its fields.
function M.is_special(name)
  return wellknown.ENCODE[name] ~= nil or wellknown.WRAPPERS[name] ~= nil or name == "google.protobuf.Any"
end

local function tag_of(field)
  return wire.varint(field.number * 8 + M.wire_type(field.kind))
end

--- Code under construction.
local Writer = {}
Writer.__index = Writer

local function new_writer(message)
  return setmetatable({ message = message, lines = {}, readers = {}, keys = {}, constants = {}, links = {} }, Writer)
end

function Writer:add(indent, ...)
  self.lines[#self.lines + 1] = rep("  ", indent) .. format(...)
end

local function constant(self, value)
  self.constants[#self.constants + 1] = value
  return #self.constants
end

--- The expression that reads a value of a field at `pos`, `c`.
local function read_expression(self, field)
  local kind = field.kind
  if kind == "message" then
    local links = self.links
    links[#links + 1] = field.message.name
    return format("F[%d](s, pos, c, depth + 1)", #links)
  elseif kind == "group" then
    error(format("%s.%s: groups are not supported", self.message.name, field.name), 0)
  end
  self.readers[kind] = true
  if kind == "enum" then
    return format("read_enum(s, pos, c, K[%d])", constant(self, field.enum.values))
  end
  return format("read_%s(s, pos, c)", kind)
end

--- JSON's null is a value of these, for all others it means unset.
local function takes_null(field)
  local type_name = field.type_name
  return not field.repeated and (type_name == "google.protobuf.Value" or type_name == "google.protobuf.NullValue")
end

local function element_takes_null(field)
  local type_name = field.type_name
  return type_name == "google.protobuf.Value" or type_name == "google.protobuf.NullValue"
end

local NULL_ENUM = "google.protobuf.NullValue"

--- Reads one value into the local `x`; what `payload_of` says of it goes behind the tag.
local function add_read(self, indent, field)
  if field.type_name == NULL_ENUM then
    self:add(indent, "if c == 110 then")
    self:add(indent + 1, 'x, pos = "\\0", read_word(s, pos, "null")')
    self:add(indent, "else")
    self:add(indent + 1, "x, pos = %s", read_expression(self, field))
    self:add(indent, "end")
    return
  end
  self:add(indent, "x, pos = %s", read_expression(self, field))
end

--- The expression of the payload in `x`, with its length where the kind has one.
local function payload_of(field)
  return M.wire_type(field.kind) == 2 and "length(x) .. x" or "x"
end

local function refuse_null(self, indent, field, what)
  if not element_takes_null(field) then
    self:add(indent, "if c == 110 then")
    self:add(indent + 1, "violation(pos, %q)", what)
    self:add(indent, "end")
  end
end

local function is_packed(field)
  local kind = field.kind
  return kind ~= "string" and kind ~= "bytes" and kind ~= "message"
end

local function add_list(self, indent, field, slot)
  self:add(indent, "if c ~= 91 then")
  self:add(indent + 1, 'wrong(s, pos, c, "a list")')
  self:add(indent, "end")
  self:add(indent, "local items, n, x = {}, 0, nil")
  self:add(indent, "pos, c = space(s, pos + 1)")
  self:add(indent, "if c ~= 93 then")
  self:add(indent + 1, "while true do")
  refuse_null(self, indent + 2, field, "must not be null")
  add_read(self, indent + 2, field)
  self:add(indent + 2, "n = n + 1")
  if is_packed(field) then
    self:add(indent + 2, "items[n] = x")
  else
    self:add(indent + 2, "items[n] = %s .. %s", literal(tag_of(field)), payload_of(field))
  end
  self:add(indent + 2, "pos, c = space(s, pos)")
  self:add(indent + 2, "if c == 93 then")
  self:add(indent + 3, "break")
  self:add(indent + 2, "elseif c ~= 44 then")
  self:add(indent + 3, [[malformed(pos, "',' or ']' was expected")]])
  self:add(indent + 2, "end")
  self:add(indent + 2, "pos, c = space(s, pos + 1)")
  self:add(indent + 1, "end")
  if is_packed(field) then
    self:add(indent + 1, "x = concat(items)")
    self:add(indent + 1, "%s = %s .. length(x) .. x", slot, literal(wire.varint(field.number * 8 + 2)))
  else
    self:add(indent + 1, "%s = concat(items)", slot)
  end
  self:add(indent, "end")
  self:add(indent, "pos = pos + 1")
end

local function add_map(self, indent, field, slot)
  local key, value = field.key, field.value
  self.keys[key.kind] = true
  self:add(indent, "if c ~= 123 then")
  self:add(indent + 1, 'wrong(s, pos, c, "an object")')
  self:add(indent, "end")
  self:add(indent, "local items, n, known, x = {}, 0, {}, nil")
  self:add(indent, "pos, c = space(s, pos + 1)")
  self:add(indent, "if c ~= 125 then")
  self:add(indent + 1, "while true do")
  self:add(indent + 2, "if c ~= 34 then")
  self:add(indent + 3, 'malformed(pos, "a member name was expected")')
  self:add(indent + 2, "end")
  self:add(indent + 2, "local key_at, name = pos, nil")
  self:add(indent + 2, "name, pos = str(s, pos + 1)")
  self:add(indent + 2, "local key = key_%s(name, key_at)", key.kind)
  self:add(indent + 2, "if known[key] then")
  self:add(indent + 3, "R.duplicate(key_at)")
  self:add(indent + 2, "end")
  self:add(indent + 2, "known[key] = true")
  self:add(indent + 2, "pos, c = space(s, pos)")
  self:add(indent + 2, "if c ~= 58 then")
  self:add(indent + 3, [[malformed(pos, "':' was expected")]])
  self:add(indent + 2, "end")
  self:add(indent + 2, "pos, c = space(s, pos + 1)")
  refuse_null(self, indent + 2, value, "must not be null")
  add_read(self, indent + 2, value)
  self:add(indent + 2, "n = n + 1")
  self:add(indent + 2, "x = %s .. key .. %s .. %s", literal(tag_of(key)), literal(tag_of(value)), payload_of(value))
  self:add(indent + 2, "items[n] = %s .. length(x) .. x", literal(tag_of(field)))
  self:add(indent + 2, "pos, c = space(s, pos)")
  self:add(indent + 2, "if c == 125 then")
  self:add(indent + 3, "break")
  self:add(indent + 2, "elseif c ~= 44 then")
  self:add(indent + 3, [[malformed(pos, "',' or '}' was expected")]])
  self:add(indent + 2, "end")
  self:add(indent + 2, "pos, c = space(s, pos + 1)")
  self:add(indent + 1, "end")
  self:add(indent + 1, "%s = concat(items)", slot)
  self:add(indent, "end")
  self:add(indent, "pos = pos + 1")
end

local function add_singular(self, indent, field, slot)
  self:add(indent, "local x")
  add_read(self, indent, field)
  self:add(indent, "%s = %s .. %s", slot, literal(tag_of(field)), payload_of(field))
end

local function add_value(self, indent, field, slot)
  if field.map then
    add_map(self, indent, field, slot)
  elseif field.repeated then
    add_list(self, indent, field, slot)
  else
    add_singular(self, indent, field, slot)
  end
end

--- What happens once a member's name has been found to be this field's.
local function add_field(self, indent, field, index, names)
  local mask, bit = floor((index - 1) / 30) + 1, 2 ^ ((index - 1) % 30)
  self:add(indent, "if band(seen%d, %d) ~= 0 then", mask, bit)
  self:add(indent + 1, "R.duplicate(key_at)")
  self:add(indent, "end")
  self:add(indent, "seen%d = bor(seen%d, %d)", mask, mask, bit)
  local inner = indent
  if not takes_null(field) then
    self:add(indent, "if c == 110 then")
    self:add(indent + 1, 'pos = read_word(s, pos, "null")')
    self:add(indent, "else")
    inner = indent + 1
  end
  local oneof = field.oneof and names.oneofs[field.oneof]
  if oneof then
    self:add(inner, "if %s then", oneof)
    self:add(inner + 1, "R.rival(key_at, %s)", oneof)
    self:add(inner, "end")
    self:add(inner, "%s = %q", oneof, field.json_name)
  end
  add_value(self, inner, field, names.slots[index])
  if inner > indent then
    self:add(indent, "end")
  end
end

--- A binary decision by the field's index, so that no name costs more than a few comparisons.
local function add_dispatch(self, indent, fields, names, low, high)
  if low == high then
    add_field(self, indent, fields[low], low, names)
    return
  end
  local middle = floor((low + high) / 2)
  self:add(indent, "if id <= %d then", middle)
  add_dispatch(self, indent + 1, fields, names, low, middle)
  self:add(indent, "else")
  add_dispatch(self, indent + 1, fields, names, middle + 1, high)
  self:add(indent, "end")
end

--- LuaJIT allows 200 locals in a function; what exceeds this lives in a table.
local MAX_SLOTS = 100

local function name_slots(fields)
  local names = { slots = {}, oneofs = {}, oneof_list = {} }
  for index, field in ipairs(fields) do
    names.slots[index] = index <= MAX_SLOTS and "v" .. index or format("more[%d]", index)
    if field.oneof and not names.oneofs[field.oneof] then
      local count = #names.oneof_list + 1
      names.oneofs[field.oneof] = count <= 20 and "o" .. count or format("more.o%d", count)
      names.oneof_list[count] = names.oneofs[field.oneof]
    end
  end
  return names
end

local function add_slots(self, fields, names)
  if #fields > MAX_SLOTS or #names.oneof_list > 20 then
    self:add(1, "local more = {}")
  end
  for mask = 1, floor((#fields - 1) / 30) + 1 do
    self:add(1, "local seen%d = 0", mask)
  end
  for index in ipairs(fields) do
    self:add(1, index <= MAX_SLOTS and 'local v%d = ""' or 'more[%d] = ""', index)
  end
  for index in ipairs(names.oneof_list) do
    if index <= 20 then
      self:add(1, "local o%d = nil", index)
    end
  end
end

--- The concatenation of all slots, in pieces that LuaJIT's registers hold.
local function joined(slots)
  local groups, group = {}, {}
  for _, slot in ipairs(slots) do
    group[#group + 1] = slot
    if #group == 40 then
      groups[#groups + 1] = "(" .. concat(group, " .. ") .. ")"
      group = {}
    end
  end
  if #group > 0 then
    groups[#groups + 1] = "(" .. concat(group, " .. ") .. ")"
  end
  return #groups > 0 and concat(groups, " .. ") or '""'
end

local function add_function(self)
  local fields = self.message.fields
  local names = name_slots(fields)
  self:add(0, "return function(s, pos, c, depth)")
  self:add(1, "if c ~= 123 then")
  self:add(2, 'wrong(s, pos, c, "an object")')
  self:add(1, "elseif depth > %d then", json.MAX_DEPTH)
  self:add(2, "R.too_deep(pos)")
  self:add(1, "end")
  add_slots(self, fields, names)
  self:add(1, "pos, c = space(s, pos + 1)")
  self:add(1, "if c ~= 125 then")
  self:add(2, "while true do")
  self:add(3, "if c ~= 34 then")
  self:add(4, 'malformed(pos, "a member name was expected")')
  self:add(3, "end")
  self:add(3, "local key_at, key = pos, nil")
  self:add(3, "key, pos = str(s, pos + 1)")
  self:add(3, "pos, c = space(s, pos)")
  self:add(3, "if c ~= 58 then")
  self:add(4, [[malformed(pos, "':' was expected")]])
  self:add(3, "end")
  self:add(3, "pos, c = space(s, pos + 1)")
  self:add(3, "local id = IDS[key]")
  self:add(3, "if not id then")
  self:add(4, "R.unknown(key_at)")
  if #fields > 0 then
    self:add(3, "else")
    add_dispatch(self, 4, fields, names, 1, #fields)
  end
  self:add(3, "end")
  self:add(3, "pos, c = space(s, pos)")
  self:add(3, "if c == 125 then")
  self:add(4, "break")
  self:add(3, "elseif c ~= 44 then")
  self:add(4, [[malformed(pos, "',' or '}' was expected")]])
  self:add(3, "end")
  self:add(3, "pos, c = space(s, pos + 1)")
  self:add(2, "end")
  self:add(1, "end")
  self:add(1, "return %s, pos + 1", joined(names.slots))
  self:add(0, "end")
end

local function sorted_keys(set)
  local list = {}
  for key in pairs(set) do
    list[#list + 1] = key
  end
  sort(list)
  return list
end

local function ids_of(message)
  local index_of, ids = {}, {}
  for index, field in ipairs(message.fields) do
    index_of[field] = index
  end
  for name, field in pairs(message.by_name) do
    ids[name] = index_of[field]
  end
  return ids
end

--- Compiles what was written.
local function finish(self, constants)
  local source = { HEADER }
  for _, kind in ipairs(sorted_keys(self.readers)) do
    source[#source + 1] = READERS[kind]
  end
  for _, kind in ipairs(sorted_keys(self.keys)) do
    source[#source + 1] = KEYS[kind]
  end
  source[#source + 1] = constants
  source[#source + 1] = concat(self.lines, "\n")
  local functions = {}
  local chunk = assert(loadstring(concat(source, "\n"), "=encode " .. self.message.name))
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
  return finish(self, format("local IDS = K[%d]", constant(self, ids_of(message))))
end

--- Generates the function of a wrapper type (google/protobuf/wrappers.proto), whose JSON is that of its field.
function M.generate_wrapper(message)
  local self, field = new_writer(message), message.fields[1]
  self:add(0, "return function(s, pos, c)")
  self:add(1, "local x")
  add_read(self, 1, field)
  self:add(1, "return %s .. %s, pos", literal(tag_of(field)), payload_of(field))
  self:add(0, "end")
  return finish(self, "")
end

return M
