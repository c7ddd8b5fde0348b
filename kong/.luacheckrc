-- The plugins run on OpenResty's LuaJIT (and on LuaJIT in the JVM, which lacks OpenResty's additions).
std = "ngx_lua"
max_line_length = 120
self = false
globals = { "kong" }
