--- What a Lua state knows of the requests in flight, and which of them is running.
--
-- A state runs one request at a time but holds many: while one waits for I/O, others run. All state of a
-- request is therefore in its context, and `current()` is the context of the phase that is running.
local lower, gsub = string.lower, string.gsub

local M = {}
local contexts = {}
local running

--- @treturn table the context of the running phase
function M.current()
  if not running then
    error("called outside a request", 3)
  end
  return running
end

function M.enter(context)
  running = context
end

function M.find(id)
  return contexts[id]
end

function M.close(id)
  contexts[id] = nil
end

--- @treturn number how many requests are open; timers that run are none
function M.count()
  local n = 0
  for _, context in pairs(contexts) do
    n = context.method and n + 1 or n
  end
  return n
end

function M.open(id)
  local context = {
    id = id,
    journal = {},
    journal_size = 0,
    request_headers = {},
    response_headers = {},
    shared = {},
    plugin_contexts = {},
    ngx_ctx = {},
    arg = {},
  }
  contexts[id] = context
  return context
end

--- @treturn string the name as headers are compared: lower case, `-` for `_`
function M.header_name(name)
  return (gsub(lower(name), "_", "-"))
end

--- Notes something that Java has to do or know; read by it after the phase.
function M.note(context, operation, first, second)
  local journal, size = context.journal, context.journal_size
  journal[size + 1] = operation
  journal[size + 2] = first
  journal[size + 3] = second
  context.journal_size = size + 3
end

function M.append_header(headers, name, value)
  local old = headers[name]
  if old == nil then
    headers[name] = value
  elseif type(old) == "table" then
    old[#old + 1] = value
  else
    headers[name] = { old, value }
  end
end

function M.first(value)
  if type(value) == "table" then
    return value[1]
  end
  return value
end

--- Sets a header both here and, by the journal, in Java; a list makes several, nil removes it.
function M.set_header(context, which, name, value)
  local operation = which == "request_headers" and "request" or "response"
  if value == nil then
    context[which][name] = nil
    M.note(context, operation .. ".clear", name)
  elseif type(value) == "table" then
    local copy = {}
    M.note(context, operation .. ".clear", name)
    for i = 1, #value do
      copy[i] = tostring(value[i])
      M.note(context, operation .. ".add", name, copy[i])
    end
    context[which][name] = copy
  else
    value = tostring(value)
    context[which][name] = value
    M.note(context, operation .. ".set", name, value)
  end
end

return M
