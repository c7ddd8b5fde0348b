local typedefs = require "kong.db.schema.typedefs"

return {
  name = "grpc-transcoder",
  fields = {
    { protocols = typedefs.protocols_http },
    {
      config = {
        type = "record",
        fields = {
          {
            descriptor_set = {
              description = "Path of the compiled descriptor set, with imports.",
              type = "string",
              required = true,
              default = "/opt/souk/souk.binpb",
            },
          },
          {
            routes = {
              description = "Path of the route table that is made from the protos.",
              type = "string",
              required = true,
              default = "/opt/souk/routes.lua",
            },
          },
          {
            timeout = {
              description = "Deadline of a call in milliseconds, sent as grpc-timeout.",
              type = "integer",
              required = true,
              default = 10000,
              between = { 1, 99999999 },
            },
          },
          {
            max_body_size = {
              description = "Largest request body in bytes; nginx's client body buffer must hold as much.",
              type = "integer",
              required = true,
              default = 1048576,
              between = { 1, 268435456 },
            },
          },
          {
            max_raw_body_size = {
              description = "Largest request body in bytes on routes that take a file; may exceed nginx's buffer.",
              type = "integer",
              required = true,
              default = 1048576,
              between = { 1, 268435456 },
            },
          },
        },
      },
    },
  },
}
