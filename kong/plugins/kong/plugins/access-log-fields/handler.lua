--- Decides what the log plugins behind it (file-log has priority 9) write about a request. Their own
-- `custom_fields_by_lua` could only remove fields, and would compile its code anew for each request.

local access_log = require "souk.access_log"

local kong = kong

local AccessLogFields = {
  PRIORITY = 10,
  VERSION = "0.1.0",
}

function AccessLogFields:log()
  local match, verdict, app = kong.ctx.shared.souk_match, kong.ctx.shared.souk_verdict, kong.ctx.shared.souk_app
  local identity = verdict and verdict.identity
  access_log.edit(kong.log.set_serialize_value, {
    method = kong.request.get_method(),
    path = kong.request.get_raw_path(),
    route = match and match.route,
    request_id = kong.request.get_header("x-request-id") or kong.response.get_header("x-request-id"),
    traceparent = kong.response.get_header("traceparent"),
    user_id = identity and identity.user_id,
    api_key_id = identity and identity.client_id,
    app_key_id = app and app.api_key_id,
  })
end

return AccessLogFields
