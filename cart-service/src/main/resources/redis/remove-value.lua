-- Removes a value that is still the one that was read. KEYS: the value. ARGV: the head that was read. Returns 1, or 0
-- when the value is another.
if redis.call('GETRANGE', KEYS[1], 0, #ARGV[1] - 1) ~= ARGV[1] then
  return 0
end
return redis.call('DEL', KEYS[1])
