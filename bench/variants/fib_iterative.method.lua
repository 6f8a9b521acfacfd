local n, rounds = tonumber(arg and arg[1]) or 30, tonumber(arg and arg[2]) or 300000
local sequence = {}
sequence.__index = sequence
sequence.fib = function(self, n)
  self.a, self.b = 0, 1
  for i = 1, n do self.a, self.b = self.b, self.a + self.b end
  return self.a
end
local s, sum = setmetatable({a = 0, b = 1}, sequence), 0
for r = 1, rounds do sum = (sum + s:fib(n + sum % 2)) % 1000003 end
print(string.format("%d", sum))
