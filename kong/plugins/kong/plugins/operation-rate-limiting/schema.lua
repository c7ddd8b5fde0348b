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
          {
            redis = {
              description = "Where they are counted.",
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
            },
          },
        },
      },
    },
  },
}
