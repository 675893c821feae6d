-- Lowers the cap KEYS[1] to ARGV[1] tokens, or makes it for ARGV[2] milliseconds.
local remaining = tonumber(ARGV[1])
local cap = redis.call('HMGET', KEYS[1], 'left', 'ceiling')
local left = math.min(remaining, tonumber(cap[1] or remaining))
local ceiling = math.min(remaining, tonumber(cap[2] or remaining))
redis.call('HSET', KEYS[1], 'left', left, 'ceiling', ceiling)
if not cap[1] then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return 0
