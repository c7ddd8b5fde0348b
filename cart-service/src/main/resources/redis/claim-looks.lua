-- Takes on looks that are due: nobody else does before the lease ends. KEYS: the looks. ARGV: now, the end of the
-- lease, how many at most. Returns their users.
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])
for _, user in ipairs(due) do
  redis.call('ZADD', KEYS[1], ARGV[2], user)
end
return due
