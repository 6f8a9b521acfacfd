local size = tonumber(arg and arg[1]) or 1000
local function escapes(re, im)
  local a, b, a2, b2, left = 0.0, 0.0, 0.0, 0.0, 50
  while left > 0 do
    if a2 + b2 > 4.0 then return true end
    b = im + 2.0 * a * b
    a = re + (a2 - b2)
    a2, b2 = a * a, b * b
    left = left - 1
  end
  return false
end
local total, row = 0, 0
while row < size do
  local im, column = 2.0 * row / size - 1.0, 0
  while column < size do
    if not escapes(2.0 * column / size - 1.5, im) then total = total + 1 end
    column = column + 1
  end
  row = row + 1
end
print(string.format("%d", total))
