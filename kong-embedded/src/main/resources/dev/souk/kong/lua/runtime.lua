--- Runs plugins' phases for Java. `step` is called with one message and answers one message:
-- what happened (`done`, `ask`, `exit`, `error`), how many values belong to that, those values, and then the journal of
-- changes that the phase made (three values each: operation, name, value).
local wire = require "kong_embedded.wire"
local request = require "kong_embedded.request"
local schema_check = require "kong_embedded.schema"
local host = require "kong_embedded.host"
local openresty = ngx

local create, resume, status = coroutine.create, coroutine.resume, coroutine.status
local tonumber, tostring, pcall, xpcall, type = tonumber, tostring, pcall, xpcall, type
local loadstring, traceback = loadstring, debug.traceback

package.preload["kong.db.schema.typedefs"] = function()
  return require "kong_embedded.typedefs"
end
package.preload["souk.host"] = function()
  return host
end

local operations = {}
local instances = {}

local function reply(context, kind, values, count)
  local out = { kind, count }
  for i = 1, count do
    out[2 + i] = values[i]
  end
  local size = 2 + count
  local journal, journal_size = context.journal, context.journal_size
  for i = 1, journal_size do
    out[size + i] = journal[i]
  end
  if journal_size > 0 then
    context.journal, context.journal_size = {}, 0
  end
  return wire.encode(out, size + journal_size)
end

--- Continues a context's coroutine until it ends, exits or asks Java something.
local function continue(context, argument)
  request.enter(context)
  local ok, question = resume(context.routine, argument)
  if not ok then
    return reply(context, "error", { traceback(context.routine, tostring(question)) }, 1)
  elseif context.exited then
    return reply(context, "exit", {}, 0)
  elseif status(context.routine) == "dead" then
    return reply(context, "done", {}, 0)
  end
  local count = 0
  for index in pairs(question) do
    count = index > count and index or count
  end
  return reply(context, "ask", question, count)
end

local function start(context, phase, plugin, work)
  context.phase, context.plugin, context.routine, context.exited = phase, plugin, create(work), false
  return continue(context, nil)
end

local function read_headers(message, from, to)
  local headers = {}
  for i = from, to - 1, 2 do
    request.append_header(headers, request.header_name(message[i]), message[i + 1])
  end
  return headers
end

--- id, method, path, query, client address, header name, value, ...
function operations.open(message, count)
  local context = request.open(message[2])
  context.method, context.path, context.query, context.client_ip = message[3], message[4], message[5], message[6]
  context.request_headers = read_headers(message, 7, count)
  return reply(context, "done", {}, 0)
end

function operations.close(message)
  request.close(message[2])
  return wire.encode({ "done", 0 }, 2)
end

--- id, header name, value, ...: other plugins changed the request's headers
function operations.request_headers(message, count)
  local context = request.find(message[2])
  context.request_headers = read_headers(message, 3, count)
  return reply(context, "done", {}, 0)
end

--- id, source, status, header name, value, ...: there is a response, the filters come next
function operations.response(message, count)
  local context = request.find(message[2])
  context.source, context.status = message[3], tonumber(message[4])
  context.response_headers = read_headers(message, 5, count)
  context.upstream_headers = context.source == "service" and read_headers(message, 5, count) or nil
  return reply(context, "done", {}, 0)
end

--- id, header name, value, ...: the upstream has ended its response
function operations.trailers(message, count)
  local context = request.find(message[2])
  context.trailers = read_headers(message, 3, count)
  return reply(context, "done", {}, 0)
end

function operations.access(message)
  local context, instance = request.find(message[2]), instances[tonumber(message[3])]
  return start(context, "access", instance.name, function()
    instance.handler:access(instance.config)
  end)
end

function operations.resume(message, count)
  local values = {}
  for i = 3, count do
    values[i - 2] = message[i]
  end
  return continue(request.find(message[2]), values)
end

--- Runs a phase that may not wait.
local function run_filter(context, phase, instance, values, count)
  context.phase, context.plugin = phase, instance.name
  request.enter(context)
  local handler = instance.handler
  local ok, reason = xpcall(handler[phase], traceback, handler, instance.config)
  if not ok then
    return reply(context, "error", { tostring(reason) }, 1)
  end
  return reply(context, "done", values, count)
end

function operations.header_filter(message)
  local context, instance = request.find(message[2]), instances[tonumber(message[3])]
  return start(context, "header_filter", instance.name, function()
    instance.handler:header_filter(instance.config)
  end)
end

--- id, instance, chunk, "1" when it is the last
function operations.body_filter(message)
  local context, instance = request.find(message[2]), instances[tonumber(message[3])]
  local arg = { message[4], message[5] == "1" }
  context.arg = arg
  context.phase, context.plugin = "body_filter", instance.name
  request.enter(context)
  local ok, reason = xpcall(instance.handler.body_filter, traceback, instance.handler, instance.config)
  if not ok then
    return reply(context, "error", { tostring(reason) }, 1)
  end
  return reply(context, "done", { arg[1], arg[2] and "1" or "0" }, 2)
end

function operations.log(message)
  return run_filter(request.find(message[2]), "log", instances[tonumber(message[3])], {}, 0)
end

local function message_of(problem)
  return type(problem) == "table" and problem.configuration or tostring(problem)
end

local phases = { "access", "header_filter", "body_filter", "log" }

local function load_plugin(name, config, secrets)
  local handler = require("kong.plugins." .. name .. ".handler")
  local complete = schema_check.complete(require("kong.plugins." .. name .. ".schema"), config, secrets)
  instances[#instances + 1] = { name = name, handler = handler, config = complete }
  local values = { #instances, handler.PRIORITY, handler.VERSION }
  for _, phase in ipairs(phases) do
    if handler[phase] then
      values[#values + 1] = phase
    end
  end
  return values
end

--- name, the config as a Lua expression, reference, value, ... -> instance, priority, version, phases
function operations.plugin(message, count)
  local secrets = {}
  for i = 4, count - 1, 2 do
    secrets[message[i]] = message[i + 1]
  end
  local ok, values = pcall(load_plugin, message[2], loadstring("return " .. message[3])(), secrets)
  if not ok then
    return wire.encode({ "error", 1, message_of(values) }, 3)
  end
  return wire.encode({ "done", #values, unpack(values) }, #values + 2)
end

--- id, instance: the plugin's `configure`, with all its configurations, once for each handler
function operations.configure(message)
  local instance = instances[tonumber(message[3])]
  local configs = {}
  for _, other in ipairs(instances) do
    if other.handler == instance.handler then
      configs[#configs + 1] = other.config
    end
  end
  return start(request.open(message[2]), "configure", instance.name, function()
    if instance.handler.init_worker then
      instance.handler:init_worker()
    end
    if instance.handler.configure then
      instance.handler:configure(configs)
    end
  end)
end

--- id, timer
function operations.timer(message)
  return start(request.open(message[2]), "timer", "timer", host.timer(tonumber(message[3])))
end

--- How many requests this state holds: for tests, which see by it that none is left behind.
function operations.count()
  return wire.encode({ "done", 1, request.count() }, 3)
end

local M = {}

function M.step(address, length, now)
  openresty.set_clock(now)
  local message, count = wire.decode(address, length)
  return operations[message[1]](message, count)
end

return M
