local depth = tonumber(arg and arg[1]) or 15
local function make_tree(d)
  if d > 0 then return {make_tree(d - 1), make_tree(d - 1)} end
  return {}
end
local function count(node)
  local left, right = node[1], node[2]
  if not left then return 1 end
  return count(left) + count(right) + 1
end
local long = make_tree(depth)
local total, d = 0, 4
while d <= depth do
  local left = 2 ^ (depth - d + 4) / 16
  while left >= 1 do
    total = total + count(make_tree(d))
    left = left - 1
  end
  d = d + 4
end
print(string.format("%d\t%d", total, count(long)))
