local size, rounds = tonumber(arg and arg[1]) or 4, tonumber(arg and arg[2]) or 2000
local MODULUS = 32749

local Matrix = {}
local function matrix(n, f)
  local m = {n = n}
  for i = 1, n do
    local row = {}
    for j = 1, n do row[j] = f(i, j) % MODULUS end
    m[i] = row
  end
  return setmetatable(m, Matrix)
end
Matrix.__index = Matrix
Matrix.__add = function(a, b) return matrix(a.n, function(i, j) return a[i][j] + b[i][j] end) end
Matrix.__sub = function(a, b) return matrix(a.n, function(i, j) return a[i][j] - b[i][j] end) end
Matrix.__unm = function(a) return matrix(a.n, function(i, j) return -a[i][j] end) end
Matrix.__mul = function(a, b)
  if type(a) == "number" then a, b = b, a end
  if type(b) == "number" then return matrix(a.n, function(i, j) return a[i][j] * b end) end
  local n = a.n
  return matrix(n, function(i, j)
    local sum, row = 0, a[i]
    for k = 1, n do sum = sum + row[k] * b[k][j] end
    return sum
  end)
end
Matrix.__pow = function(a, k)
  local result = matrix(a.n, function(i, j) return i == j and 1 or 0 end)
  while k > 0 do
    if k % 2 == 1 then result = result * a end
    a = a * a
    k = math.floor(k / 2)
  end
  return result
end
Matrix.__eq = function(a, b)
  for i = 1, a.n do
    for j = 1, a.n do
      if a[i][j] ~= b[i][j] then return false end
    end
  end
  return true
end
Matrix.__tostring = function(a)
  local rows = {}
  for i = 1, a.n do rows[i] = table.concat(a[i], " ") end
  return table.concat(rows, "; ")
end
function Matrix:trace()
  local sum = 0
  for i = 1, self.n do sum = sum + self[i][i] end
  return sum % MODULUS
end
local a = matrix(size, function(i, j) return i * 3 + j * j end)
local b = matrix(size, function(i, j) return (i + 2) * (j + 5) + 1 end)
local check, equal = 0, 0
for r = 1, rounds do
  local c = a * b + 3 * a - -b
  local d = c ^ (r % 13 + 2)
  if (a + b) * c == a * c + b * c then equal = equal + 1 end
  check = (check * 31 + d:trace()) % 1000003
  a, b = b, matrix(size, function(i, j) return d[i][j] + r end)
end
print(string.format("%d\t%d", check, equal))
print(tostring(a))
