local typedefs = require "kong.db.schema.typedefs"

return {
  name = "grpc-cookie-transformer",
  fields = {
    { protocols = typedefs.protocols_http },
    {
      config = {
        type = "record",
        fields = {
          {
            csrf_secret = {
              description = "Secret that CSRF tokens are made with, at least 32 characters; that of access-guard.",
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
