local typedefs = require "kong.db.schema.typedefs"

return {
  name = "access-guard",
  fields = {
    { protocols = typedefs.protocols_http },
    { config = { type = "record", fields = {} } },
  },
}
