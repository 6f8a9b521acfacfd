local n = tonumber(arg and arg[1]) or 100000
local function shape(kind, w, h)
  local self = {w = w, h = h}
  self.scale = function(k) self.w = self.w * k end
  if kind == 1 then
    self.area = function() return self.w * self.h end
  elseif kind == 2 then
    self.area = function() return self.w * self.h / 2 end
  elseif kind == 3 then
    self.area = function() return self.w * self.w + self.h end
  else
    self.area = function() return self.w + self.h end
  end
  return self
end
local shapes = {}
for i = 1, 64 do shapes[i] = shape(i % 4 + 1, i % 7 + 1, i % 5 + 1) end
local total = 0
for r = 1, n do
  local s = shapes[r % 64 + 1]
  for k = 1, 8 do total = total + s.area() end
  s.scale(1)
end
print(string.format("%.1f", total))
