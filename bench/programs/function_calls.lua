local n, rounds = tonumber(arg and arg[1]) or 10000, tonumber(arg and arg[2]) or 500
local function step(x, i) return (x * 3 + i) % 65521 end
local function run(n, x)
  for i = 1, n do x = step(x, i) end
  return x
end
local sum = 0
for r = 1, rounds do sum = (sum + run(n, r)) % 1000003 end
print(string.format("%d", sum))
