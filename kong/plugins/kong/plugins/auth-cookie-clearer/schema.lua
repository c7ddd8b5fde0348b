local typedefs = require "kong.db.schema.typedefs"

return {
  name = "auth-cookie-clearer",
  fields = {
    { protocols = typedefs.protocols_http },
    { config = { type = "record", fields = {} } },
  },
}
