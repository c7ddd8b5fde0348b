-- Ends a look that was taken on, unless another was planned meanwhile. KEYS: the looks. ARGV: the user, the end of the
-- lease, the time of the next look or ''. Returns 1, or 0 when another was planned.
local score = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not score or tonumber(score) ~= tonumber(ARGV[2]) then
  return 0
end
if ARGV[3] == '' then
  redis.call('ZREM', KEYS[1], ARGV[1])
else
  redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
end
return 1
