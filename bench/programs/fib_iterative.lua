local n, rounds = tonumber(arg and arg[1]) or 30, tonumber(arg and arg[2]) or 300000
local function fib(n)
  local a, b = 0, 1
  for i = 1, n do a, b = b, a + b end
  return a
end
local sum = 0
for r = 1, rounds do sum = (sum + fib(n + sum % 2)) % 1000003 end
print(string.format("%d", sum))
