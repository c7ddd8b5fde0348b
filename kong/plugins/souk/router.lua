--- Finds the RPC of an HTTP request among the `google.api.http` bindings of the route table.
--
-- The templates become one trie by path segment, so the cost of a match depends on the length of the
-- path and not on the number of routes. At each segment a literal is preferred to `*`, and `*` to `**`,
-- so that the most specific template wins. That template then decides about the method as well: when
-- it has none for the request's method the answer is 405, even if a less specific one would take it.
--
-- Pure: needs nothing of Kong or OpenResty.
-- @module souk.router

local byte, char, find, sub, gsub = string.byte, string.char, string.find, string.sub, string.gsub
local concat, sort = table.concat, table.sort
local setmetatable, tonumber, error, type = setmetatable, tonumber, error, type
local format = string.format

local Router = {}
Router.__index = Router

local M = {}

--- Decodes the percent-encoding of one path segment (RFC 3986, 2.1; `+` stands for itself).
-- @return the decoded text, or nil when an escape is malformed or stands for NUL
local function decode_segment(text, keep_slash)
  if not find(text, "%", 1, true) then
    return text
  end
  local malformed = false
  local decoded = gsub(text, "%%(.?.?)", function(hex)
    local code = #hex == 2 and find(hex, "^%x%x$") and tonumber(hex, 16)
    if not code or code == 0 then
      malformed = true
      return nil
    end
    if keep_slash and code == 0x2F then
      return nil
    end
    return char(code)
  end)
  if malformed then
    return nil
  end
  return decoded
end

M.decode_segment = decode_segment

local function bad_template(template, why)
  error(format("route template %q: %s", template, why), 0)
end

--- Splits `a/{b=c/*}/d` at the slashes outside braces.
local function split_template(template, text)
  local parts, depth, start = {}, 0, 1
  for i = 1, #text do
    local c = byte(text, i)
    if c == 0x7B then
      depth = depth + 1
    elseif c == 0x7D then
      depth = depth - 1
    elseif c == 0x2F and depth == 0 then
      parts[#parts + 1] = sub(text, start, i - 1)
      start = i + 1
    end
    if depth < 0 or depth > 1 then
      bad_template(template, "unbalanced or nested braces")
    end
  end
  if depth ~= 0 then
    bad_template(template, "unbalanced braces")
  end
  parts[#parts + 1] = sub(text, start)
  return parts
end

local function add_plain_segment(template, segments, part)
  if segments[#segments] == "**" then
    bad_template(template, "'**' must be the last segment")
  end
  if part == "" or (part ~= "*" and part ~= "**" and find(part, "[*{}=:]")) then
    bad_template(template, "bad segment '" .. part .. "'")
  end
  segments[#segments + 1] = part
end

local function add_variable(template, segments, variables, part)
  local path, pattern = part:match("^{([%a_][%w_.]*)=?(.-)}$")
  if not path then
    bad_template(template, "bad variable '" .. part .. "'")
  end
  if pattern == "" then
    pattern = "*"
  end
  local first = #segments + 1
  for _, inner in ipairs(split_template(template, pattern)) do
    add_plain_segment(template, segments, inner)
  end
  local rest = segments[#segments] == "**"
  variables[#variables + 1] = {
    path = path,
    first = first,
    last = #segments,
    rest = rest,
    single = first == #segments and not rest,
  }
end

--- Parses a template of `google.api.http` (see google/api/http.proto, "Path template syntax").
-- @return segments (literals, `*`, `**`), variables, verb ("" when there is none)
local function parse_template(template)
  if byte(template, 1) ~= 0x2F then
    bad_template(template, "must start with '/'")
  end
  local text, verb = sub(template, 2), ""
  local at = find(text, ":[^:/{}]*$")
  if at then
    verb = sub(text, at + 1)
    text = sub(text, 1, at - 1)
    if verb == "" then
      bad_template(template, "empty verb")
    end
  end
  local segments, variables = {}, {}
  for _, part in ipairs(split_template(template, text)) do
    if byte(part, 1) == 0x7B then
      add_variable(template, segments, variables, part)
    else
      add_plain_segment(template, segments, part)
    end
  end
  return segments, variables, verb
end

local function new_node()
  return { literals = {}, star = false, rest = false, verbs = false }
end

local function child_of(node, segment)
  local key = segment == "*" and "star" or segment == "**" and "rest"
  if key then
    node[key] = node[key] or new_node()
    return node[key]
  end
  node.literals[segment] = node.literals[segment] or new_node()
  return node.literals[segment]
end

local function allow_list(methods)
  local names = {}
  for name in pairs(methods) do
    names[#names + 1] = name
  end
  if methods.GET and not methods.HEAD then
    names[#names + 1] = "HEAD"
  end
  sort(names)
  return names
end

local function insert(root, route)
  local segments, variables, verb = parse_template(route.template)
  local node = root
  for _, segment in ipairs(segments) do
    node = child_of(node, segment)
  end
  node.verbs = node.verbs or {}
  local resource = node.verbs[verb]
  if not resource then
    resource = { methods = {}, allow = {} }
    node.verbs[verb] = resource
  end
  local known = resource.methods[route.http_method]
  if known then
    error(format("routes %s and %s both match %s %s", known.route.rpc, route.rpc, route.http_method, route.template), 0)
  end
  resource.methods[route.http_method] = { route = route, variables = variables }
  resource.allow = allow_list(resource.methods)
end

--- Builds a router.
-- @tparam table routes the list of `routes.lua`: `rpc, http_method, template, body, response_body, access, roles`
-- @treturn Router
-- @raise when a template is malformed or two routes match the same requests
function M.new(routes)
  local root = new_node()
  for _, route in ipairs(routes) do
    if type(route.template) ~= "string" or type(route.http_method) ~= "string" then
      error("a route needs a template and an http_method", 0)
    end
    insert(root, route)
  end
  return setmetatable({ root = root, routes = routes }, Router)
end

local loaded = {}

--- Builds the router of a `routes.lua` file, once per Lua state: all plugins share it and its route entries.
-- @tparam string path where the file is
-- @treturn Router
-- @raise when the file cannot be read or is no route table
function M.load(path)
  local router = loaded[path]
  if not router then
    local chunk, reason = loadfile(path)
    if not chunk then
      error("cannot load the route table: " .. reason, 0)
    end
    router = M.new(chunk())
    loaded[path] = router
  end
  return router
end

local function find_resource(node, segments, count, at, verb)
  if at > count then
    local verbs = node.verbs
    local resource = verbs and verbs[verb]
    if resource then
      return resource
    end
  else
    local segment = segments[at]
    local literal = node.literals[segment]
    if literal then
      local resource = find_resource(literal, segments, count, at + 1, verb)
      if resource then
        return resource
      end
    end
    -- An empty segment names nothing, and dot segments mean another path to whoever normalises.
    if node.star and segment ~= "" and segment ~= "." and segment ~= ".." then
      local resource = find_resource(node.star, segments, count, at + 1, verb)
      if resource then
        return resource
      end
    end
  end
  local rest = node.rest
  if rest and rest.verbs then
    for i = at, count do
      local segment = segments[i]
      if segment == "" or segment == "." or segment == ".." then
        return nil
      end
    end
    return rest.verbs[verb]
  end
  return nil
end

--- Splits a raw path and decodes each segment.
-- @return raw segments, decoded segments, their number; nil when an escape is malformed
local function split_path(path)
  local raw, decoded, count, start = {}, {}, 0, 2
  while true do
    local slash = find(path, "/", start, true)
    local text = sub(path, start, slash and slash - 1)
    local plain = decode_segment(text)
    if not plain then
      return nil
    end
    count = count + 1
    raw[count] = text
    decoded[count] = plain
    if not slash then
      return raw, decoded, count
    end
    start = slash + 1
  end
end

local function last_colon(text)
  for i = #text, 1, -1 do
    if byte(text, i) == 0x3A then
      return i
    end
  end
  return nil
end

local function captured(variable, raw, decoded, count)
  if variable.single then
    return decoded[variable.first]
  end
  local parts = {}
  for i = variable.first, variable.rest and count or variable.last do
    parts[#parts + 1] = decode_segment(raw[i], true)
  end
  return concat(parts, "/")
end

local function captures(binding, raw, decoded, count)
  local values = {}
  local variables = binding.variables
  for i = 1, #variables do
    local variable = variables[i]
    values[variable.path] = captured(variable, raw, decoded, count)
  end
  return values
end

--- Finds a resource, reading what follows the last colon as a verb if some template does.
local function resolve(root, raw, decoded, count)
  local last_raw, last_decoded = raw[count], decoded[count]
  local colon = last_colon(last_raw)
  if colon then
    raw[count] = sub(last_raw, 1, colon - 1)
    decoded[count] = decode_segment(raw[count])
    local resource = find_resource(root, decoded, count, 1, decode_segment(sub(last_raw, colon + 1)))
    if resource then
      return resource
    end
    raw[count], decoded[count] = last_raw, last_decoded
  end
  return find_resource(root, decoded, count, 1, "")
end

--- Matches a request.
-- @tparam string method the HTTP method; HEAD is served by GET
-- @tparam string raw_path the path as it stood in the request line, without the query
-- @treturn[1] table `{ route = <entry of routes.lua>, variables = { [field path] = decoded value } }`
-- @return[2] nil
-- @treturn[2] table `{ status = 404 }`, `{ status = 405, allow = { "GET", "HEAD", ... } }`, or
--   `{ status = 400 }` for a malformed percent-encoding
function Router:match(method, raw_path)
  if byte(raw_path, 1) ~= 0x2F then
    return nil, { status = 404 }
  end
  local raw, decoded, count = split_path(raw_path)
  if not raw then
    return nil, { status = 400 }
  end
  local resource = resolve(self.root, raw, decoded, count)
  if not resource then
    return nil, { status = 404 }
  end
  local binding = resource.methods[method] or (method == "HEAD" and resource.methods.GET)
  if not binding then
    return nil, { status = 405, allow = resource.allow }
  end
  return { route = binding.route, variables = captures(binding, raw, decoded, count) }
end

return M
