--- What anybody may know of how the services are: each one's state and its stores', nothing of where they are or why.
--
-- One worker asks the services (`souk.health`) and publishes a line for each; every worker renders the answer from
-- these lines, so that it costs no service anything.
-- @module souk.status

local concat, find, format, gmatch, ipairs, match, tonumber = table.concat, string.find, string.format, string.gmatch,
  ipairs, string.match, tonumber
local pairs, sort = pairs, table.sort

local M = {}

local SUFFIX = "%.upstream$"

--- @tparam string upstream its name in kong.yml
-- @treturn string the key under which the line of its service is published
function M.key(upstream)
  return "souk:status:" .. upstream
end

--- A service's state: as good as that of its best instance.
local function best(states)
  local found = "DOWN"
  for _, state in ipairs(states) do
    if state == "ready" then
      return "UP"
    elseif state == "unready" then
      found = "DEGRADED"
    end
  end
  return found
end

--- The stores that an instance names: lines such as "mongodb up".
local function read_stores(stores, body)
  for name, state in gmatch(body, "([%l%d-]+) (%l+)\n") do
    if state == "up" then
      stores[name] = "UP"
    elseif state == "down" then
      stores[name] = stores[name] or "DOWN"
    end
  end
end

local function sorted_names(stores)
  local names = {}
  for name in pairs(stores) do
    names[#names + 1] = name
  end
  sort(names)
  return names
end

--- What a round of questions has told of a service.
-- @tparam number now seconds
-- @tparam table states of each instance, as `Watch:check` has them: "ready", "unready" or "away"
-- @tparam table responses those that came, each with the `body` of /health/ready
-- @tparam ?string before what was published last
-- @treturn ?string what to publish; nil when nothing is known: no answer came, and that counts for nothing yet, or
-- there was nobody to ask, as when Kong has just started
function M.observed(now, states, responses, before)
  if #states == 0 then
    return nil
  end
  local state, stores = best(states), {}
  for _, response in ipairs(responses) do
    read_stores(stores, response.body or "")
  end
  if #responses == 0 then
    if state ~= "DOWN" then
      return nil
    end
    for name in gmatch(before or "", "([%l%d-]+)=") do
      stores[name] = "UNKNOWN"
    end
  end
  local parts = { format("%.3f %s", now, state) }
  for _, name in ipairs(sorted_names(stores)) do
    parts[#parts + 1] = name .. "=" .. stores[name]
  end
  return concat(parts, " ")
end

--- What was published of a service, unless it is too old to say anything.
local function current(line, now, stale_after)
  local time, state = match(line or "", "^(%S+) (%u+)")
  if time and now - tonumber(time) <= stale_after then
    return state, line
  end
  return "UNKNOWN", ""
end

local function render_service(upstream, state, line)
  local stores = {}
  for name, store_state in gmatch(line, "([%l%d-]+)=(%u+)") do
    stores[#stores + 1] = format('{"store":"%s","status":"%s"}', name, store_state)
  end
  return format('{"service":"%s","status":"%s","stores":[%s]}', (upstream:gsub(SUFFIX, "")), state,
    concat(stores, ","))
end

local function overall(count, up, down)
  if up == count then
    return "UP"
  end
  return down == count and "DOWN" or "DEGRADED"
end

--- The answer, as JSON.
-- @tparam table upstreams names in kong.yml, in the order to list them in
-- @tparam function published takes a key; what was published under it, or nil
-- @tparam number now seconds
-- @tparam number stale_after seconds after which what was published counts for nothing
function M.render(upstreams, published, now, stale_after)
  local services, up, down = {}, 0, 0
  for i, upstream in ipairs(upstreams) do
    local state, line = current(published(M.key(upstream)), now, stale_after)
    services[i] = render_service(upstream, state, line)
    up = up + (state == "UP" and 1 or 0)
    down = down + (state == "DOWN" and 1 or 0)
  end
  return format('{"status":"%s","services":[%s]}', overall(#upstreams, up, down), concat(services, ","))
end

local PATH = "/v1/status"

--- Whether a request asks for the status, and if so how not to answer it.
-- @treturn boolean
-- @treturn ?table the failure, as `Router:match` has it
function M.match(method, path)
  if path ~= PATH then
    return false
  elseif not find(" GET HEAD ", " " .. method .. " ", 1, true) then
    return true, { status = 405, allow = { "GET", "HEAD" } }
  end
  return true
end

return M
