--- A table of bounded size that forgets what was used least recently.
-- @module souk.cache

local setmetatable = setmetatable

local Cache = {}
Cache.__index = Cache

local M = {}

local function unlink(entry)
  entry.before.after = entry.after
  entry.after.before = entry.before
end

local function link_first(root, entry)
  entry.before = root
  entry.after = root.after
  root.after.before = entry
  root.after = entry
end

--- @tparam number capacity how many entries to keep
function M.new(capacity)
  local root = {}
  root.before, root.after = root, root
  return setmetatable({ capacity = capacity, size = 0, entries = {}, root = root }, Cache)
end

--- @return the value of a key, or nil
function Cache:get(key)
  local entry = self.entries[key]
  if not entry then
    return nil
  end
  unlink(entry)
  link_first(self.root, entry)
  return entry.value
end

--- Keeps a value, in place of the oldest one when there is no room.
function Cache:set(key, value)
  local entry = self.entries[key]
  if entry then
    entry.value = value
    unlink(entry)
  else
    if self.size >= self.capacity then
      self:remove(self.root.before.key)
    end
    entry = { key = key, value = value }
    self.entries[key] = entry
    self.size = self.size + 1
  end
  link_first(self.root, entry)
end

--- Forgets a key.
function Cache:remove(key)
  local entry = self.entries[key]
  if entry then
    unlink(entry)
    self.entries[key] = nil
    self.size = self.size - 1
  end
end

return M
