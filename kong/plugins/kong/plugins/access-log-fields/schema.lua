local typedefs = require "kong.db.schema.typedefs"

return {
  name = "access-log-fields",
  fields = {
    { protocols = typedefs.protocols_http },
    { config = { type = "record", fields = {} } },
  },
}
