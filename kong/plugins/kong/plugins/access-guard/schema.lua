local typedefs = require "kong.db.schema.typedefs"

return {
  name = "access-guard",
  fields = {
    { protocols = typedefs.protocols_http },
    {
      config = {
        type = "record",
        fields = {
          {
            origins = {
              description = "Origins whose pages may change things, beside the gateway's own.",
              type = "array",
              required = true,
              default = {},
              elements = { type = "string" },
            },
          },
          {
            csrf_secret = {
              description = "Secret that CSRF tokens are made with, at least 32 characters.",
              type = "string",
              required = true,
              referenceable = true,
            },
          },
        },
      },
    },
  },
}
