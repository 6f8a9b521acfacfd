local n, capacity = tonumber(arg and arg[1]) or 200000, tonumber(arg and arg[2]) or 1000
local Cache = {}
Cache.__index = Cache
local function new_cache(capacity)
  local head = {key = "", value = 0}
  head.next, head.previous = head, head
  return setmetatable({entries = {}, size = 0, capacity = capacity, head = head, dropped = 0}, Cache)
end
function Cache:unlink(entry)
  entry.previous.next = entry.next
  entry.next.previous = entry.previous
end
function Cache:to_front(entry)
  local head = self.head
  entry.next, entry.previous = head.next, head
  head.next.previous = entry
  head.next = entry
end
function Cache:get(key)
  local entry = self.entries[key]
  if entry == nil then return nil end
  self:unlink(entry)
  self:to_front(entry)
  return entry.value
end
function Cache:put(key, value)
  local entry = self.entries[key]
  if entry then
    entry.value = value
    self:unlink(entry)
  else
    if self.size == self.capacity then
      local oldest = self.head.previous
      self:unlink(oldest)
      self.entries[oldest.key] = nil
      self.size = self.size - 1
      self.dropped = self.dropped + 1
    end
    entry = {key = key, value = value}
    self.entries[key] = entry
    self.size = self.size + 1
  end
  self:to_front(entry)
end
local cache = new_cache(capacity)
local keys = {}
for i = 1, 4 * capacity do keys[i] = "key-" .. i end
local seed, hits, sum = 42, 0, 0
for i = 1, n do
  seed = (seed * 16807) % 2147483647
  local a = seed % 64
  seed = (seed * 16807) % 2147483647
  local key = keys[(a * (seed % 64) * capacity) % (4 * capacity) + seed % capacity + 1] or keys[1]
  local value = cache:get(key)
  if value then
    hits = hits + 1
    sum = (sum + value) % 1000003
  else
    cache:put(key, i)
  end
  if i % 16 == 0 then cache:put(key, sum) end
end
print(hits, sum, cache.size, cache.dropped, cache.head.next.key, cache.head.previous.key)
