local size = tonumber(arg and arg[1]) or 300
local function fill(count, f)
  local rows, i = {}, 1
  while i <= count do
    local row, j = {}, 1
    while j <= count do
      row[j] = f(i, j)
      j = j + 1
    end
    rows[i] = row
    i = i + 1
  end
  return rows
end
local function dot(p, q, count)
  local sum, k = 0.0, 1
  while k <= count do
    sum = sum + p[k] * q[k]
    k = k + 1
  end
  return sum
end
local left = fill(size, function(i, j) return (i * 3 + j) % 17 / 8 end)
local right = fill(size, function(i, j) return (i * 5 + j) % 17 / 8 end)
local turned = fill(size, function(i, j) return right[j][i] end)
local all = fill(size, function(i, j) return dot(left[i], turned[j], size) end)
local trace, i = 0.0, 1
while i <= size do
  trace = trace + all[i][i]
  i = i + 1
end
print(string.format("%.6f", trace))
