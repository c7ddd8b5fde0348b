local redis_field = require "souk.redis_field"
local typedefs = require "kong.db.schema.typedefs"

return {
  name = "auth-token-validator",
  fields = {
    { protocols = typedefs.protocols_http },
    {
      config = {
        type = "record",
        fields = {
          {
            routes = {
              description = "Path of the route table that is made from the protos.",
              type = "string",
              required = true,
              default = "/opt/souk/routes.lua",
            },
          },
          {
            jwks_uri = {
              description = "Where the JSON Web Key Set of the tokens' issuer is.",
              type = "string",
              required = true,
              default = "http://auth-service:9002/.well-known/jwks.json",
            },
          },
          {
            jwks_timeout = {
              description = "Milliseconds to wait for the key set.",
              type = "integer",
              required = true,
              default = 2000,
              between = { 1, 60000 },
            },
          },
          {
            jwks_refresh = {
              description = "Seconds between two reads of the key set in the background.",
              type = "integer",
              required = true,
              default = 60,
              between = { 1, 86400 },
            },
          },
          {
            api_keys_uri = {
              description = "Where auth-service tells what an API key stands for.",
              type = "string",
              required = true,
              default = "http://auth-service:9002/internal/apiKeys:use",
            },
          },
          {
            api_keys_timeout = {
              description = "Milliseconds to wait for that.",
              type = "integer",
              required = true,
              default = 2000,
              between = { 1, 60000 },
            },
          },
          {
            issuer = {
              description = "The claim iss that tokens must have.",
              type = "string",
              required = true,
              default = "https://souk.local",
            },
          },
          {
            audience = {
              description = "The claim aud that tokens must have.",
              type = "string",
              required = true,
              default = "souk",
            },
          },
          { redis = redis_field.described("Where revoked sessions are found.") },
        },
      },
    },
  },
}
