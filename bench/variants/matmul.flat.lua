local n = tonumber(arg and arg[1]) or 300
local function matrix(n, seed)
  local m = {size = n, cells = {}}
  for i = 1, n do
    for j = 1, n do m.cells[(i - 1) * n + j] = (i * seed + j) % 17 / 8 end
  end
  return m
end
local function product(a, b)
  local n, x, y = a.size, a.cells, b.cells
  local cells = {}
  for i = 0, n - 1 do
    for j = 1, n do
      local sum = 0.0
      for k = 1, n do sum = sum + x[i * n + k] * y[(k - 1) * n + j] end
      cells[i * n + j] = sum
    end
  end
  return {size = n, cells = cells}
end
local c = product(matrix(n, 3), matrix(n, 5))
local trace = 0.0
for i = 1, n do trace = trace + c.cells[(i - 1) * n + i] end
print(string.format("%.6f", trace))
