local n = tonumber(arg and arg[1]) or 35
local function number(self, k)
  if k <= 1 then return k end
  return self(self, k - 1) + self(self, k - 2)
end
print(string.format("%d", number(number, n)))
