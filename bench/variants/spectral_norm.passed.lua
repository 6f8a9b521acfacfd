local n = tonumber(arg and arg[1]) or 500
local function product(matrix, v, n)
  local out = {}
  for i = 0, n - 1 do
    local sum = 0.0
    for j = 0, n - 1 do sum = sum + matrix(i, j) * v[j + 1] end
    out[i + 1] = sum
  end
  return out
end
local a = function(i, j) return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1) end
local transposed = function(i, j) return a(j, i) end
local u, v = {}, {}
for i = 1, n do u[i] = 1.0 end
for i = 1, 10 do
  v = product(transposed, product(a, u, n), n)
  u = product(transposed, product(a, v, n), n)
end
local vbv, vv = 0.0, 0.0
for i = 1, n do
  vbv = vbv + u[i] * v[i]
  vv = vv + v[i] * v[i]
end
print(string.format("%.9f", math.sqrt(vbv / vv)))
