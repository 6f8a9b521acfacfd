local rounds = tonumber(arg and arg[1]) or 100000
local function derive(parent)
  local class = {}
  class.__index = class
  if parent then setmetatable(class, parent) end
  return class
end
local base = derive(nil)
base.resize = function(object, factor) object.width = factor * object.width end
local rectangle = derive(base)
rectangle.size = function(object) return object.width * object.height end
local triangle = derive(rectangle)
triangle.size = function(object) return rectangle.size(object) / 2 end
local square = derive(base)
square.size = function(object) return object.width * object.width + object.height end
local line = derive(base)
line.size = function(object) return object.width + object.height end
local kinds, things, i = {rectangle, triangle, square, line}, {}, 1
while i <= 64 do
  things[i] = setmetatable({height = i % 5 + 1, width = i % 7 + 1}, kinds[i % 4 + 1])
  i = i + 1
end
local sum, round = 0, 0
while round < rounds do
  round = round + 1
  local thing, left = things[round % 64 + 1], 8
  while left > 0 do
    sum = sum + thing:size()
    left = left - 1
  end
  thing:resize(1)
end
print(string.format("%.1f", sum))
