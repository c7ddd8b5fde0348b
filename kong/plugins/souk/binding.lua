--- Puts path, query and body of a request into one message, as a binding of `google.api.http` says.
--
-- Path variables win: they are written last, and a query or body that says otherwise is refused. `body` is "*" (every
-- field that the path does not set), the name of a field (others come from the query) or "" (all from the query). At an
-- endpoint of OAuth it is a form, which is bound like a query.
-- @module souk.binding

local json = require "souk.json"
local parameter = require "souk.parameter"
local query = require "souk.query"
local wellknown = require "souk.wellknown"
local wire = require "souk.wire"

local find, format, sub = string.find, string.format, string.sub
local error, ipairs, pairs, setmetatable = error, ipairs, pairs, setmetatable
local concat = table.concat
local varint = wire.varint

local HTTP_BODY = "google.api.HttpBody"

local Binding = {}
Binding.__index = Binding

local M = {}

local function refused(field, description)
  return nil, { malformed = false, violations = { { field = field, description = description } } }
end

local function sized(payload)
  return varint(#payload) .. payload
end

--- Path variables by proto name, in a fixed order.
local function path_variables(route, input)
  local list, by_path = {}, {}
  for template_variable in route.template:gmatch("{([%w_.]+)") do
    local fields = parameter.resolve(input, template_variable)
    if not fields then
      error(format("%s: %s has no field %s", route.rpc, input.name, template_variable), 0)
    end
    local leaf = fields[#fields]
    if leaf.repeated or leaf.kind == "message" then
      error(format("%s: path variable %s is no scalar", route.rpc, template_variable), 0)
    end
    local variable = { name = template_variable, path = parameter.canonical(fields), fields = fields,
      shown = parameter.shown(fields) }
    list[#list + 1] = variable
    by_path[variable.path] = variable
  end
  return list, by_path
end

--- The update mask that the gateway fills in when the client gave none.
local function mask_field(route, input, body_field)
  local field = input.by_name.update_mask
  if route.http_method == "PATCH" and body_field and body_field.kind == "message" and not body_field.repeated
    and field and field.type_name == "google.protobuf.FieldMask" then
    return field
  end
  return nil
end

--- Prepares the binding of a route.
-- @tparam table codec a `souk.codec`
-- @tparam table route an entry of `routes.lua`
-- @treturn Binding
-- @raise when the route does not fit its message
function M.new(codec, route)
  local method = codec.schema.methods[route.rpc] or error("no RPC " .. route.rpc .. " in the descriptor set", 0)
  local input = codec.schema.messages[method.input]
  local self = setmetatable({ route = route, input = input }, Binding)
  self.form = route.oauth or false
  self.variables, self.by_path = path_variables(route, input)
  if route.body == "*" then
    self.raw = input.name == HTTP_BODY
    self.encode_body = codec:encoder(input.name)
  elseif route.body ~= "" then
    local field = input.by_name[route.body] or error(format("%s: no field %s", route.rpc, route.body), 0)
    self.body_field = field
    self.raw = field.type_name == HTTP_BODY
    self.encode_body = codec:encoder(field.kind == "message" and not field.repeated and field.message.name
      or input.name)
  end
  self.mask = mask_field(route, input, self.body_field)
  return self
end

--- Whether the body is passed on as it is, whatever its content type (`google.api.HttpBody`).
function Binding:takes_raw_body()
  return self.raw or false
end

--- Whether a body may be sent at all.
function Binding:takes_body()
  return self.encode_body ~= nil
end

local function http_body(body, content_type)
  return (content_type and "\10" .. sized(content_type) or "") .. "\18" .. sized(body)
end

local function prefixed(name, path)
  if path == "" then
    return name
  end
  return sub(path, 1, 1) == "[" and name .. path or name .. "." .. path
end

local function from_json(failure, prefix)
  local field = prefix and prefixed(prefix, failure.field) or failure.field
  return nil, {
    malformed = failure.malformed,
    position = failure.position,
    violations = { { field = field, description = failure.message } },
  }
end

--- Encodes a body that is one field but no single message, as the only member of an object.
local function encode_member(self, body)
  local name = json.quote(self.body_field.json_name)
  local _, failure = self.check_value(body)
  if failure then
    return nil, failure
  end
  return self.encode_body("{" .. name .. ":" .. body .. "}")
end

local function encode_field_body(self, body, content_type)
  local field = self.body_field
  local tag = varint(field.number * 8 + 2)
  if self.raw then
    return tag .. sized(http_body(body, content_type))
  elseif body == "" then
    return ""
  elseif field.kind == "message" and not field.repeated then
    local data, failure = self.encode_body(body)
    if not data then
      return from_json(failure, field.json_name)
    end
    return tag .. sized(data)
  end
  local data, failure = encode_member(self, body)
  if not data then
    return from_json(failure)
  end
  return data
end

--- Checks that a text is one JSON value, so that it can stand inside another.
function Binding.check_value(body)
  local ok, caught = pcall(function()
    local pos, c = json.skip_space(body, 1)
    local _, rest = json.skip_space(body, json.skip_value(body, pos, c, 1))
    return rest
  end)
  if ok and not caught then
    return true
  end
  return nil, { malformed = true, field = "", message = "is not one JSON value", position = 1 }
end

local function encode_body(self, body, content_type)
  if not self.encode_body then
    if body ~= "" then
      return refused("", "this method takes no body")
    end
    return ""
  elseif self.body_field then
    return encode_field_body(self, body, content_type)
  elseif self.raw then
    return http_body(body, content_type)
  end
  local data, failure = self.encode_body(body == "" and "{}" or body)
  if not data then
    return from_json(failure)
  end
  return data
end

--- Encodes the path variables; refuses a body that says otherwise.
local function encode_path(self, values, body_data, violations)
  local parts, encoded = {}, {}
  for i, variable in ipairs(self.variables) do
    local fields = variable.fields
    local data, reason = parameter.encode(values[variable.name], fields[#fields])
    if not data then
      violations[#violations + 1] = { field = variable.shown, description = reason }
    else
      encoded[variable.path] = data
      parts[i] = parameter.wrap(fields, data)
      local other = body_data ~= "" and parameter.find(body_data, fields)
      -- A default says nothing: "" and 0 stand for unset.
      if other and other ~= "" and other ~= "\0" and other ~= parameter.find(data, { fields[#fields] }) then
        violations[#violations + 1] = { field = variable.shown, description = "differs from the one in the path" }
      end
    end
  end
  return parts, encoded
end

--- Whether another member of a field's oneof was given before.
local function takes_oneof_place(fields, path, places)
  for i, field in ipairs(fields) do
    if field.oneof then
      local parent = i == 1 and "" or parameter.canonical({ unpack(fields, 1, i - 1) })
      local place = parent .. "/" .. field.oneof
      local rival = places[place]
      if rival and rival ~= field.name then
        return rival
      end
      places[place] = field.name
    end
  end
  places[path] = true
  return nil
end

local function check_parameter(self, given, fields, path, places)
  local leaf = fields[#fields]
  if self.body_field and fields[1] == self.body_field then
    return "belongs in the body"
  elseif places[path] and not leaf.repeated then
    return "is given twice"
  end
  local rival = takes_oneof_place(fields, path, places)
  if rival then
    return "cannot be given together with " .. rival
  elseif given.value == "" and leaf.kind ~= "string" and leaf.kind ~= "bytes" then
    return "must not be empty"
  end
  return nil
end

--- Encodes the query parameters.
-- @return parts of wire data, set of the canonical paths that were given
local function encode_query(self, parameters, from_path, violations)
  local parts, places = {}, {}
  for _, given in ipairs(parameters) do
    local fields = (self.form or self.route.body ~= "*") and parameter.resolve(self.input, given.name) or nil
    local problem
    if not fields then
      problem = "is not a known parameter"
    else
      local path = parameter.canonical(fields)
      problem = check_parameter(self, given, fields, path, places)
      if not problem then
        local data, reason = parameter.encode(given.value, fields[#fields])
        problem = reason
        if data and from_path[path] then
          problem = from_path[path] ~= data and "differs from the one in the path" or nil
        elseif data then
          parts[#parts + 1] = parameter.wrap(fields, data)
        end
      end
    end
    if problem then
      violations[#violations + 1] = { field = given.name, description = problem }
    end
  end
  return parts, places
end

--- The mask of what a body names, without what the path already says.
local function mask_of(self, body)
  local paths = {}
  for _, key in ipairs(json.keys(body)) do
    local field = self.body_field.message.by_name[key]
    local path = self.body_field.name .. "." .. field.name
    local bound = false
    for known in pairs(self.by_path) do
      bound = bound or known == path or find(known, path .. ".", 1, true) == 1
    end
    if not bound then
      paths[#paths + 1] = field.name
    end
  end
  local payload = wellknown.put_mask(concat(paths, ","))
  return varint(self.mask.number * 8 + 2) .. sized(payload)
end

--- The parameters of a form. Of unknown ones and of those without a value nothing is said (RFC 6749, 3.2).
local function form_parameters(self, body)
  local parameters = query.parse(body)
  if not parameters then
    return nil
  end
  local kept = {}
  for _, given in ipairs(parameters) do
    if given.value ~= "" and parameter.resolve(self.input, given.name) then
      kept[#kept + 1] = given
    end
  end
  return kept
end

local function encode_form(self, raw_query, body)
  if raw_query and raw_query ~= "" then
    return refused("", "the parameters belong in the body")
  end
  local parameters = form_parameters(self, body)
  if not parameters then
    return refused("", "the form is not percent-encoded UTF-8")
  end
  local violations = {}
  local parts = encode_query(self, parameters, {}, violations)
  if #violations > 0 then
    return nil, { malformed = false, violations = violations }
  end
  return concat(parts)
end

--- Makes the request message.
-- @tparam table values path variables by the name they have in the template
-- @tparam ?string raw_query what stands behind the `?`
-- @tparam string body "" when there is none
-- @tparam ?string content_type of the body, for raw ones
-- @treturn string wire data; or nil and `{ malformed, position, violations = { { field, description }, ... } }`
function Binding:encode(values, raw_query, body, content_type)
  if self.form then
    return encode_form(self, raw_query, body)
  end
  local parameters = query.parse(raw_query)
  if not parameters then
    return refused("", "the query string is not percent-encoded UTF-8")
  end
  local data, failure = encode_body(self, body, content_type)
  if not data then
    return nil, failure
  end
  local violations = {}
  local path_parts, from_path = encode_path(self, values, self.raw and "" or data, violations)
  local query_parts, given = encode_query(self, parameters, from_path, violations)
  if #violations > 0 then
    return nil, { malformed = false, violations = violations }
  end
  local mask = ""
  if self.mask and not given[self.mask.name] and body ~= "" then
    mask = mask_of(self, body)
  end
  return data .. concat(query_parts) .. mask .. concat(path_parts)
end

return M
