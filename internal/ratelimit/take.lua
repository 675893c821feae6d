-- Takes up to ARGV[1] tokens from every window and every cap, or none from any.
-- KEYS: ARGV[2] windows (hash: bucket number -> tokens), then caps (hash: left, ceiling).
-- ARGV from 3 on, for each window: rate, bucket width in microseconds, and a debt: tokens that the
-- caller granted while it could not reach us, to be charged first.
-- Answers: tokens, tokens left, wait in microseconds, number of the binding key (0: none), now, and
-- for each window: tokens left in it, microseconds until there are more (0: none is out).
local BUCKETS = 20
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local want, count = tonumber(ARGV[1]), tonumber(ARGV[2])

local function charge(w, tokens)
  redis.call('HINCRBY', w.key, string.format('%.0f', w.current), tokens)
  redis.call('PEXPIRE', w.key, math.ceil((BUCKETS + 2) * w.width / 1000))
  w.live[#w.live + 1] = {index = w.current, tokens = tokens}
  w.free = w.free - tokens
end

local function window(key, rate, width, debt)
  local w = {key = key, width = width, current = math.floor(now / width), free = rate, live = {}}
  local fields = redis.call('HGETALL', key)
  for i = 1, #fields, 2 do
    local b = {index = tonumber(fields[i]), tokens = tonumber(fields[i + 1])}
    if b.index < w.current - BUCKETS then
      redis.call('HDEL', key, fields[i])
    else
      w.live[#w.live + 1] = b
      w.free = w.free - b.tokens
    end
  end
  if debt > 0 then charge(w, debt) end
  return w
end

-- The time until the oldest buckets have left, and so many that one token is free.
local function wait(w)
  local over = 1 - w.free
  if over <= 0 then
    local oldest = w.current
    for _, b in ipairs(w.live) do oldest = math.min(oldest, b.index) end
    return (oldest + BUCKETS + 1) * w.width - now
  end
  table.sort(w.live, function(a, b) return a.index < b.index end)
  for _, b in ipairs(w.live) do
    over = over - b.tokens
    if over <= 0 then return (b.index + BUCKETS + 1) * w.width - now end
  end
  return BUCKETS * w.width
end

local windows, caps, granted = {}, {}, want
for i = 1, count do
  windows[i] = window(KEYS[i], tonumber(ARGV[3 * i]), tonumber(ARGV[3 * i + 1]), tonumber(ARGV[3 * i + 2]))
  granted = math.min(granted, windows[i].free)
end
for i = count + 1, #KEYS do
  caps[i] = tonumber(redis.call('HGET', KEYS[i], 'left') or math.huge)
  if caps[i] < math.huge and redis.call('PTTL', KEYS[i]) < 1 then caps[i] = math.huge end -- in its last millisecond
  granted = math.min(granted, caps[i])
end
granted = math.max(0, granted)

local left, longest, binding = math.huge, 0, 0
local function account(place, free, time)
  left = math.min(left, free)
  if granted < want and free <= 0 then
    local t = time()
    if t > longest then longest, binding = t, place end
  end
end
local quotas = {}
for i, w in ipairs(windows) do
  if granted > 0 then charge(w, granted) end
  account(i, w.free, function() return wait(w) end)
  quotas[2 * i - 1] = math.max(0, w.free)
  quotas[2 * i] = (#w.live == 0 and w.free > 0) and 0 or wait(w)
end
for i = count + 1, #KEYS do
  if caps[i] < math.huge then
    if granted > 0 then redis.call('HINCRBY', KEYS[i], 'left', -granted) end
    account(i, caps[i] - granted, function() return redis.call('PTTL', KEYS[i]) * 1000 end)
  end
end
return {granted, math.max(0, left), longest, binding, now, unpack(quotas)}
