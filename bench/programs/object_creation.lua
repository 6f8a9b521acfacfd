local n, kept = tonumber(arg and arg[1]) or 300000, tonumber(arg and arg[2]) or 500
local Vector = {}
Vector.__index = Vector
local function vector(x, y) return setmetatable({x = x, y = y}, Vector) end
function Vector:plus(other) return vector((self.x + other.x) % 10007, (self.y + other.y) % 10009) end
function Vector:turned() return vector(self.y, 10007 - self.x) end
local ring = {}
for i = 1, kept do ring[i] = vector(i, 2 * i) end
local at = 1
for i = 1, n do
  local next = at % kept + 1
  ring[at] = ring[at]:plus(ring[next]):turned()
  at = next
end
local sum = 0
for i = 1, kept do sum = sum + ring[i].x * 3 + ring[i].y end
print(string.format("%d", sum))
