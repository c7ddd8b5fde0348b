local typedefs = require "kong.db.schema.typedefs"

return {
  name = "service-status",
  fields = {
    { protocols = typedefs.protocols_http },
    {
      config = {
        type = "record",
        fields = {
          {
            upstreams = {
              description = "Upstreams of the services to tell of, in this order; upstream-health watches them.",
              type = "array",
              required = true,
              elements = { type = "string" },
            },
          },
          {
            stale_after = {
              description = "Seconds after which what was seen of a service counts for nothing.",
              type = "number",
              required = true,
              default = 15,
              between = { 1, 3600 },
            },
          },
        },
      },
    },
  },
}
