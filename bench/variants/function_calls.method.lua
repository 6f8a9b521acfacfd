local n, rounds = tonumber(arg and arg[1]) or 10000, tonumber(arg and arg[2]) or 500
local machine = {}
machine.__index = machine
machine.step = function(self, i) self.x = (self.x * 3 + i) % 65521 end
machine.run = function(self, n)
  local i = 0
  while i < n do
    i = i + 1
    self:step(i)
  end
  return self.x
end
local sum, r = 0, 0
while r < rounds do
  r = r + 1
  sum = (sum + setmetatable({x = r}, machine):run(n)) % 1000003
end
print(string.format("%d", sum))
