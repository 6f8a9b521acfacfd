local depth = tonumber(arg and arg[1]) or 15
local node = {}
node.__index = node
node.check = function(self)
  local sum = 1
  if self.left then sum = sum + self.left:check() end
  if self.right then sum = sum + self.right:check() end
  return sum
end
local function build(d)
  local made = setmetatable({}, node)
  if d > 0 then
    made.left = build(d - 1)
    made.right = build(d - 1)
  end
  return made
end
local long = build(depth)
local total = 0
for d = 4, depth, 4 do
  for i = 1, 2 ^ (depth - d + 4) / 16 do total = total + build(d):check() end
end
print(string.format("%d\t%d", total, long:check()))
