--- The part of OpenResty's `ngx` that the gateway's plugins use.
local request = require "kong_embedded.request"

local current, note, header_name, set_header = request.current, request.note, request.header_name, request.set_header
local sub, find, gsub = string.sub, string.find, string.gsub

local clock = { now = 0 }

local openresty = { req = {}, HTTP_HEAD = 2 }

--- Sets what `ngx.now` answers: nginx, too, keeps one time for each turn of its event loop.
function openresty.set_clock(now)
  clock.now = now
end

function openresty.now()
  return clock.now
end

function openresty.time()
  return math.floor(clock.now)
end

function openresty.req.set_uri(uri)
  note(current(), "uri", uri)
end

function openresty.req.set_uri_args(args)
  if type(args) == "table" and next(args) == nil then
    args = ""
  end
  if args ~= "" then
    error("the embedded host can only clear the arguments of the upstream request", 2)
  end
end

--- Kong needs this for HEAD, which its upstream sees as POST; here the server leaves the body out by itself.
function openresty.req.set_method(method)
  if method ~= openresty.HTTP_HEAD then
    error("the embedded host can only set the method HEAD", 2)
  end
end

function openresty.req.clear_header(name)
  set_header(current(), "request_headers", header_name(name), nil)
end

function openresty.req.set_header(name, value)
  set_header(current(), "request_headers", header_name(name), value)
end

openresty.header = setmetatable({}, {
  __index = function(_, name)
    return current().response_headers[header_name(name)]
  end,
  __newindex = function(_, name, value)
    set_header(current(), "response_headers", header_name(name), value)
  end,
})

openresty.arg = setmetatable({}, {
  __index = function(_, index)
    return current().arg[index]
  end,
  __newindex = function(_, index, value)
    current().arg[index] = value
  end,
})

local variables = {
  request_method = function(context) return context.method end,
  request = function(context) return context.method .. " " .. context.path .. " HTTP/1.1" end,
  remote_addr = function(context) return context.client_ip end,
  uri = function(context) return context.path end,
  request_uri = function(context)
    return context.query == "" and context.path or context.path .. "?" .. context.query
  end,
}

openresty.var = setmetatable({}, {
  __index = function(_, name)
    local context = current()
    local variable = variables[name]
    if variable then
      return variable(context)
    elseif find(name, "^upstream_trailer_") then
      local trailers = context.trailers
      return trailers and request.first(trailers[header_name(sub(name, 18))])
    elseif find(name, "^upstream_http_") then
      local headers = context.upstream_headers
      return headers and request.first(headers[header_name(sub(name, 15))])
    elseif find(name, "^http_") then
      return request.first(context.request_headers[header_name(sub(name, 6))])
    end
    error("ngx.var." .. tostring(name) .. " is not supplied by the embedded host", 2)
  end,
  __newindex = function(_, name, value)
    if name ~= "upstream_te" or value ~= "trailers" then
      error("ngx.var." .. tostring(name) .. " cannot be set in the embedded host", 2)
    end
    -- grpc-java sends TE by itself.
  end,
})

local dynamic = {
  status = function(context) return context.status end,
  ctx = function(context) return context.ngx_ctx end,
}

--- Time and state of the running request; names that are not supplied are errors, not nil.
return setmetatable(openresty, {
  __index = function(_, name)
    local value = dynamic[name]
    if value then
      return value(current())
    end
    error("ngx." .. gsub(tostring(name), "[^%w_]", "?") .. " is not supplied by the embedded host", 2)
  end,
  __newindex = function(_, name, value)
    if name ~= "status" then
      error("ngx." .. tostring(name) .. " cannot be set in the embedded host", 2)
    end
    local context = current()
    context.status = value
    note(context, "status", value)
  end,
})
