--- The field of a plugin's schema that says where a Redis is.
-- @module souk.redis_field

local M = {}

--- The record of a server, as `souk.host` takes it.
-- @tparam string description what the plugin finds there
-- @treturn table
function M.described(description)
  return {
    description = description,
    type = "record",
    required = true,
    fields = {
      { host = { description = "Name of the server.", type = "string", required = true, default = "redis" } },
      {
        port = {
          description = "Port of the server.",
          type = "integer",
          required = true,
          default = 6379,
          between = { 1, 65535 },
        },
      },
      {
        timeout = {
          description = "Milliseconds to wait for the server.",
          type = "integer",
          required = true,
          default = 500,
          between = { 1, 60000 },
        },
      },
      { username = { description = "User, if it wants one.", type = "string", referenceable = true } },
      { password = { description = "Password, if it wants one.", type = "string", referenceable = true } },
    },
  }
end

return M
