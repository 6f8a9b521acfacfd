local n = tonumber(arg and arg[1]) or 5000000
local function advance(s, i)
  s.x = (s.x * 3 + i) % 65521
  if s.x % 2 == 0 then s.sum = s.sum + s.x else s.sum = s.sum - i % 7 end
end
local s = {x = 1, sum = 0}
for i = 1, n do advance(s, i) end
print(string.format("%d", s.sum))
