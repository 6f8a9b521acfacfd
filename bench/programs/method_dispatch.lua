local n = tonumber(arg and arg[1]) or 100000
local function class(area)
  local c = {area = area}
  c.__index = c
  c.scale = function(self, k) self.w = self.w * k end
  return c
end
local classes = {
  class(function(self) return self.w * self.h end),
  class(function(self) return self.w * self.h / 2 end),
  class(function(self) return self.w * self.w + self.h end),
  class(function(self) return self.w + self.h end),
}
local shapes = {}
for i = 1, 64 do
  shapes[i] = setmetatable({w = i % 7 + 1, h = i % 5 + 1}, classes[i % 4 + 1])
end
local total = 0
for r = 1, n do
  local s = shapes[r % 64 + 1]
  for k = 1, 8 do total = total + s:area() end
  s:scale(1)
end
print(string.format("%.1f", total))
