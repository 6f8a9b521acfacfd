local n, rounds = tonumber(arg and arg[1]) or 25, tonumber(arg and arg[2]) or 1000
local sequences = {}
sequences.__index = sequences
sequences.female = function(self, n)
  if n == 0 then return 1 end
  return n - self:male(self:female(n - 1))
end
sequences.male = function(self, n)
  if n == 0 then return 0 end
  return n - self:female(self:male(n - 1))
end
local object, sum = setmetatable({}, sequences), 0
for r = 1, rounds do sum = sum + object:female(n) + object:male(n) end
print(string.format("%d", sum))
