local n, rounds = tonumber(arg and arg[1]) or 10000, tonumber(arg and arg[2]) or 500
local function repeated(f, n, x)
  for i = 1, n do x = f(x, i) end
  return x
end
local step = function(x, i) return (x * 3 + i) % 65521 end
local sum = 0
for r = 1, rounds do sum = (sum + repeated(step, n, r)) % 1000003 end
print(string.format("%d", sum))
