local n, rounds = tonumber(arg and arg[1]) or 20, tonumber(arg and arg[2]) or 300
local function fib(n)
  if n < 2 then return n end
  return fib(n - 1) + fib(n - 2)
end
local sum = 0
for r = 1, rounds do sum = (sum + fib(n + sum % 2)) % 1000003 end
print(string.format("%d", sum))
