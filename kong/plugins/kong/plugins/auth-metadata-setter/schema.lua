local typedefs = require "kong.db.schema.typedefs"

return {
  name = "auth-metadata-setter",
  fields = {
    { protocols = typedefs.protocols_http },
    { config = { type = "record", fields = {} } },
  },
}
