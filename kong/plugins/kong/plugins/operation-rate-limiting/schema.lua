local redis_field = require "souk.redis_field"
local typedefs = require "kong.db.schema.typedefs"

return {
  name = "operation-rate-limiting",
  fields = {
    { protocols = typedefs.protocols_http },
    {
      config = {
        type = "record",
        fields = {
          { scope = { description = "What the calls are counted as.", type = "string", required = true } },
          {
            rpcs = {
              description = "Full names of the RPCs that are counted; all where absent.",
              type = "array",
              elements = { type = "string" },
            },
          },
          {
            by_user = {
              description = "How many calls a user may make in a minute, or an address where there is no user.",
              type = "integer",
              required = true,
              between = { 1, 1000000 },
            },
          },
          {
            by_address = {
              description = "How many calls may come from an address in a minute, whoever makes them.",
              type = "integer",
              required = true,
              between = { 1, 1000000 },
            },
          },
          { redis = redis_field.described("Where they are counted.") },
        },
      },
    },
  },
}
