-- Gives ARGV[1] tokens back to the buckets of the moment ARGV[2] (microseconds) they were taken in.
-- KEYS: ARGV[3] windows, then caps. ARGV from 4 on: each window's bucket width in microseconds.
local tokens, moment, count = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])

for i = 1, count do
  local field = string.format('%.0f', math.floor(moment / tonumber(ARGV[3 + i])))
  local held = tonumber(redis.call('HGET', KEYS[i], field) or 0)
  if held > tokens then
    redis.call('HSET', KEYS[i], field, held - tokens)
  else
    redis.call('HDEL', KEYS[i], field)
  end
end
for i = count + 1, #KEYS do
  local cap = redis.call('HMGET', KEYS[i], 'left', 'ceiling')
  if cap[1] then
    redis.call('HSET', KEYS[i], 'left', math.min(cap[1] + tokens, tonumber(cap[2])))
  end
end
return 0
