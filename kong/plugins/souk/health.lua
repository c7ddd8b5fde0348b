--- Which targets of an upstream may take requests, by what they answer when they are asked whether they are ready.
--
-- A target that does not answer is left out. One that answers that it is not ready, because it is about to stop or
-- misses a store, is left out only while another one is ready: when a store is away all of them miss it, and each still
-- knows better than the gateway which calls it can serve.
-- @module souk.health

local ipairs = ipairs
local setmetatable = setmetatable

local M = {}

local Watch = {}
Watch.__index = Watch

--- @tparam number misses how many checks in a row must fail before it counts; one success is enough to come back
function M.watch(misses)
  return setmetatable({ misses = misses, records = {} }, Watch)
end

local function state_of(response)
  if not response then
    return "away"
  end
  return response.status == 200 and "ready" or "unready"
end

local function observe(record, state, misses)
  if state == "ready" then
    record.state, record.missed = "ready", 0
    return
  end
  record.missed = record.missed + 1
  if record.missed >= misses then
    record.state = state
  end
end

--- Asks every target once.
-- @tparam table targets list of `{ host, port }`
-- @tparam function ask takes a target; its response with the `status`, or nil when there was none
-- @treturn table for each target, in order, whether it may take requests
-- @treturn table for each target, in order, its state: "ready", "unready" or "away"
function Watch:check(targets, ask)
  local records, any_ready = {}, false
  for i, target in ipairs(targets) do
    local key = target.host .. ":" .. target.port
    local record = self.records[key] or { state = "ready", missed = 0 }
    records[key], records[i] = record, record
    observe(record, state_of(ask(target)), self.misses)
    any_ready = any_ready or record.state == "ready"
  end
  self.records = records
  local usable, states = {}, {}
  for i in ipairs(targets) do
    local state = records[i].state
    states[i] = state
    usable[i] = state == "ready" or state == "unready" and not any_ready
  end
  return usable, states
end

return M
