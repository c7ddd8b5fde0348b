--- The field types of `kong.db.schema.typedefs` that the plugins' schemas use.
return {
  protocols_http = { type = "set", elements = { type = "string", one_of = { "grpc", "grpcs", "http", "https" } },
    default = { "grpc", "grpcs", "http", "https" } },
  no_consumer = { type = "string", description = "not supported" },
  host = { type = "string", len_min = 1 },
  port = { type = "integer", between = { 0, 65535 } },
  url = { type = "string", match = "^https?://[^/]+" },
  timeout = { type = "integer", between = { 0, 2147483646 } },
}
