local n, rounds = tonumber(arg and arg[1]) or 20, tonumber(arg and arg[2]) or 300
local numbers = {}
numbers.__index = numbers
numbers.fib = function(self, n)
  if n < self.limit then return n end
  return self:fib(n - 1) + self:fib(n - 2)
end
local sum, object = 0, setmetatable({limit = 2}, numbers)
for r = 1, rounds do sum = (sum + object:fib(n + sum % 2)) % 1000003 end
print(string.format("%d", sum))
