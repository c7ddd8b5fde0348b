--- Every spec that needs nothing but LuaJIT.
return {
  "spec/binding_spec.lua",
  "spec/codec_spec.lua",
  "spec/errors_spec.lua",
  "spec/router_spec.lua",
  "spec/transcoder_spec.lua",
  "spec/warming_spec.lua",
}
