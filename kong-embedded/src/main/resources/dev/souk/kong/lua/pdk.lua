--- The part of Kong's plugin development kit that the gateway's plugins use.
local request = require "kong_embedded.request"

local current, note, header_name, first, set_header =
  request.current, request.note, request.header_name, request.first, request.set_header
local yield = coroutine.yield
local tostring, select, type, error, concat = tostring, select, type, error, table.concat

local pdk = {
  request = {},
  client = {},
  service = { request = {} },
  response = {},
  ctx = setmetatable({}, {
    __index = function(_, key)
      local context = current()
      if key == "shared" then
        return context.shared
      elseif key == "plugin" then
        local name = context.plugin
        local own = context.plugin_contexts[name]
        if not own then
          own = {}
          context.plugin_contexts[name] = own
        end
        return own
      end
      error("kong.ctx." .. tostring(key) .. " is not supplied by the embedded host", 2)
    end,
  }),
}

local function in_access(name)
  if current().phase ~= "access" then
    error(name .. " can be called in the access phase only", 3)
  end
end

local function behind_access(name)
  if current().phase == "access" then
    error(name .. " cannot be called in the access phase", 3)
  end
end

function pdk.request.get_method()
  return current().method
end

function pdk.request.get_scheme()
  return "http"
end

--- The path as Kong gives it: percent-decoded where that changes no meaning is left to the router.
function pdk.request.get_raw_path()
  return current().path
end

function pdk.request.get_path()
  return current().path
end

function pdk.request.get_raw_query()
  return current().query
end

function pdk.request.get_path_with_query()
  local context = current()
  return context.query == "" and context.path or context.path .. "?" .. context.query
end

function pdk.request.get_header(name)
  return first(current().request_headers[header_name(name)])
end

function pdk.request.get_headers()
  local copy = {}
  for name, value in pairs(current().request_headers) do
    copy[name] = value
  end
  return copy
end

--- @tparam[opt] number max the largest body to accept, in bytes
function pdk.request.get_raw_body(max)
  local context = current()
  in_access("kong.request.get_raw_body")
  if context.body == nil then
    local reply = yield({ "body" })
    if not reply[1] then
      return nil, reply[2]
    end
    context.body = reply[1]
  end
  if max and max > 0 and #context.body > max then
    return nil, "request body did not fit into the maximum size"
  end
  return context.body
end

function pdk.client.get_forwarded_ip()
  return current().client_ip
end

function pdk.client.get_ip()
  return current().client_ip
end

function pdk.service.request.set_header(name, value)
  in_access("kong.service.request.set_header")
  set_header(current(), "request_headers", header_name(name), value)
end

function pdk.service.request.clear_header(name)
  in_access("kong.service.request.clear_header")
  set_header(current(), "request_headers", header_name(name), nil)
end

function pdk.service.request.set_method(method)
  in_access("kong.service.request.set_method")
  local context = current()
  context.method = method
  note(context, "method", method)
end

function pdk.service.request.set_raw_body(body)
  in_access("kong.service.request.set_raw_body")
  local context = current()
  context.body = body
  note(context, "body", body)
end

function pdk.response.get_source()
  behind_access("kong.response.get_source")
  return current().source
end

function pdk.response.get_status()
  behind_access("kong.response.get_status")
  return current().status
end

function pdk.response.get_header(name)
  behind_access("kong.response.get_header")
  return first(current().response_headers[header_name(name)])
end

function pdk.response.get_headers()
  behind_access("kong.response.get_headers")
  local copy = {}
  for name, value in pairs(current().response_headers) do
    copy[name] = value
  end
  return copy
end

function pdk.response.set_status(status)
  local context = current()
  context.status = status
  note(context, "status", status)
end

function pdk.response.set_header(name, value)
  set_header(current(), "response_headers", header_name(name), value)
end

function pdk.response.add_header(name, value)
  local context = current()
  name, value = header_name(name), tostring(value)
  request.append_header(context.response_headers, name, value)
  note(context, "response.add", name, value)
end

function pdk.response.clear_header(name)
  set_header(current(), "response_headers", header_name(name), nil)
end

--- Answers the client now. No later access handler runs; the filters do.
function pdk.response.exit(status, body, headers)
  in_access("kong.response.exit")
  if body ~= nil and type(body) ~= "string" then
    error("the embedded host takes the body of kong.response.exit as a string", 2)
  end
  local context = current()
  for name, value in pairs(headers or {}) do
    set_header(context, "response_headers", header_name(name), value)
  end
  note(context, "exit", status, body)
  context.exited = true
  yield(nil)
end

--- The chunk being filtered; the chunks so far are joined when the last one comes, as Kong does.
function pdk.response.get_raw_body()
  local context = current()
  if context.phase ~= "body_filter" then
    error("kong.response.get_raw_body can be called in the body_filter phase only", 2)
  end
  local chunks = context.plugin_contexts[context.plugin .. "#body"]
  if not chunks then
    chunks = {}
    context.plugin_contexts[context.plugin .. "#body"] = chunks
  end
  chunks[#chunks + 1] = context.arg[1]
  if context.arg[2] then
    return concat(chunks)
  end
  context.arg[1] = nil
  return nil
end

function pdk.response.set_raw_body(body)
  local context = current()
  context.arg[1] = body
  context.arg[2] = true
end

local function log_at(level)
  return function(...)
    local parts = {}
    for i = 1, select("#", ...) do
      parts[i] = tostring((select(i, ...)))
    end
    note(current(), "log", level, concat(parts))
  end
end

pdk.log = setmetatable({
  err = log_at("err"),
  warn = log_at("warn"),
  notice = log_at("notice"),
  info = log_at("info"),
  debug = log_at("debug"),
}, {
  __call = function(log, ...)
    return log.notice(...)
  end,
})

--- Edits the entry that log plugins write. A dot leads into a table; nil removes the field.
function pdk.log.set_serialize_value(key, value)
  if value ~= nil and type(value) ~= "string" then
    error("the embedded host takes strings and nil as the values of log fields", 2)
  end
  note(current(), "serialize", key, value)
end

return pdk
