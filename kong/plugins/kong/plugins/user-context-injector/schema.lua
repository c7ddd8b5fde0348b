local typedefs = require "kong.db.schema.typedefs"

return {
  name = "user-context-injector",
  fields = {
    { protocols = typedefs.protocols_http },
    {
      config = {
        type = "record",
        fields = {
          {
            limit_header = {
              description = "Request header that gets the key which rate limits count by: the user, else the address.",
              type = "string",
              required = true,
              default = "x-auth-limit-key",
            },
          },
        },
      },
    },
  },
}
