--- Every spec that needs nothing but LuaJIT.
return {
  "spec/access_log_spec.lua",
  "spec/access_spec.lua",
  "spec/binding_spec.lua",
  "spec/caching_spec.lua",
  "spec/codec_spec.lua",
  "spec/cookies_spec.lua",
  "spec/csrf_spec.lua",
  "spec/errors_spec.lua",
  "spec/forgery_spec.lua",
  "spec/guest_spec.lua",
  "spec/health_spec.lua",
  "spec/origin_spec.lua",
  "spec/router_spec.lua",
  "spec/session_cookies_spec.lua",
  "spec/transcoder_spec.lua",
  "spec/warming_spec.lua",
}
