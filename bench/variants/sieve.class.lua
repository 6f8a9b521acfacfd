local n, rounds = tonumber(arg and arg[1]) or 1000000, tonumber(arg and arg[2]) or 3
local sieve = {}
sieve.__index = sieve
sieve.fill = function(self)
  for i = 1, self.n do self.flags[i] = true end
end
sieve.strike = function(self, i)
  for j = i * i, self.n, i do self.flags[j] = false end
end
sieve.each = function(self, visit)
  for i = 2, self.n do
    if self.flags[i] then visit(i) end
  end
end
local total = 0
for r = 1, rounds do
  local s = setmetatable({n = n, flags = {}}, sieve)
  s:fill()
  local i = 2
  while i * i <= n do
    if s.flags[i] then s:strike(i) end
    i = i + 1
  end
  s:each(function(prime) total = total + 1 end)
end
print(string.format("%d", total))
