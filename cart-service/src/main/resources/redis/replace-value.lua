-- Replaces a value that is still the one that was read. Never parses the JSON: the version is its first
-- bytes. KEYS: the value, then, for a keyed request, the mark of its idempotency key (same hash slot).
-- ARGV: the head that was read ('' when there was none), the new value, its milliseconds to live (0 keeps
-- what is left, and for a new value means for good), and, with a mark, its value and milliseconds to live.
-- Returns 1, or 0 when the value is another.
if ARGV[1] == '' then
  if redis.call('EXISTS', KEYS[1]) == 1 then
    return 0
  end
elseif redis.call('GETRANGE', KEYS[1], 0, #ARGV[1] - 1) ~= ARGV[1] then
  return 0
end
if ARGV[3] == '0' then
  redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL')
else
  redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
end
if KEYS[2] then
  redis.call('SET', KEYS[2], ARGV[4], 'PX', ARGV[5])
end
return 1
