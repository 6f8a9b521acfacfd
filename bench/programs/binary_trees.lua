local depth = tonumber(arg and arg[1]) or 15
local function build(d)
  if d == 0 then return {left = nil, right = nil} end
  return {left = build(d - 1), right = build(d - 1)}
end
local function check(t)
  if t.left then return 1 + check(t.left) + check(t.right) end
  return 1
end
local long = build(depth)
local total = 0
for d = 4, depth, 4 do
  for i = 1, 2 ^ (depth - d + 4) / 16 do total = total + check(build(d)) end
end
print(string.format("%d\t%d", total, check(long)))
