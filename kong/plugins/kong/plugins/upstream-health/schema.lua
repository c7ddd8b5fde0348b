local typedefs = require "kong.db.schema.typedefs"

return {
  name = "upstream-health",
  fields = {
    { protocols = typedefs.protocols_http },
    {
      config = {
        type = "record",
        fields = {
          {
            upstreams = {
              description = "Names of the upstreams to watch. Each needs passive checks: they hold its targets' state.",
              type = "array",
              required = true,
              elements = { type = "string" },
            },
          },
          {
            port_offset = {
              description = "What to add to a target's port to find its port for HTTP.",
              type = "integer",
              required = true,
              default = 4000,
              between = { -65535, 65535 },
            },
          },
          {
            path = {
              description = "What to get: 200 is ready, any other answer is not ready.",
              type = "string",
              required = true,
              default = "/health/ready",
            },
          },
          {
            interval = {
              description = "Seconds between two checks of a target.",
              type = "number",
              required = true,
              default = 2,
              between = { 0.1, 3600 },
            },
          },
          {
            timeout = {
              description = "Milliseconds to wait for the answer.",
              type = "integer",
              required = true,
              default = 1000,
              between = { 1, 60000 },
            },
          },
          {
            misses = {
              description = "How many checks in a row must fail before a target is left out.",
              type = "integer",
              required = true,
              default = 2,
              between = { 1, 100 },
            },
          },
        },
      },
    },
  },
}
