local n = tonumber(arg and arg[1]) or 300
local function matrix(n, seed)
  local rows = {}
  for i = 1, n do
    local row = {}
    for j = 1, n do row[j] = (i * seed + j) % 17 / 8 end
    rows[i] = row
  end
  return rows
end
local function multiply(a, b, n)
  local c = {}
  for i = 1, n do
    local row, ai = {}, a[i]
    for j = 1, n do
      local sum = 0.0
      for k = 1, n do sum = sum + ai[k] * b[k][j] end
      row[j] = sum
    end
    c[i] = row
  end
  return c
end
local c = multiply(matrix(n, 3), matrix(n, 5), n)
local trace = 0.0
for i = 1, n do trace = trace + c[i][i] end
print(string.format("%.6f", trace))
