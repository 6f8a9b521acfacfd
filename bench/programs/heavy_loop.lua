local n = tonumber(arg and arg[1]) or 5000000
local x, sum = 1, 0
for i = 1, n do
  x = (x * 3 + i) % 65521
  if x % 2 == 0 then sum = sum + x else sum = sum - i % 7 end
end
print(string.format("%d", sum))
