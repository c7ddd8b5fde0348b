--- Ids of guests: 128 random bits as base64url, 22 characters.
-- @module souk.guest

local base64 = require "souk.base64"

local find = string.find

local M = {}

--- How long a browser keeps the id, in seconds: 30 days.
M.MAX_AGE = 30 * 24 * 60 * 60

--- @tparam ?string text
-- @treturn boolean whether it has the form of an id
function M.is_id(text)
  return text ~= nil and #text == 22 and not find(text, "[^%w_-]")
end

--- @tparam function random_bytes see `souk.host`
-- @treturn string a new id
function M.new_id(random_bytes)
  return base64.encode_url(random_bytes(16))
end

--- The guest of a request. A cookie counts also beside a user: that is what lets a cart be merged. Who has none gets an
-- id on routes for guests, unless there is any sign of a session.
-- @tparam ?string sent what the cookie says
-- @tparam ?table route an entry of the route table
-- @tparam table verdict see `souk.access`
-- @tparam function random_bytes see `souk.host`
-- @treturn ?string the id; nil when there is no guest
-- @treturn boolean whether it is new
function M.of(sent, route, verdict, random_bytes)
  if M.is_id(sent) then
    return sent, false
  elseif route and route.access == "guest" and verdict.state == "none" then
    return M.new_id(random_bytes), true
  end
  return nil, false
end

return M
