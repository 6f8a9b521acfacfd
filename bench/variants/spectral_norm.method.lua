local size = tonumber(arg and arg[1]) or 500
local matrix = {}
matrix.__index = matrix
matrix.at = function(self, row, column)
  local diagonal = row + column
  return 1.0 / (diagonal * (diagonal + 1) / 2 + row + 1)
end
matrix.times = function(self, from, to)
  local row = 0
  while row < self.size do
    local sum, column = 0.0, 0
    while column < self.size do
      sum = sum + self:at(row, column) * from[column + 1]
      column = column + 1
    end
    row = row + 1
    to[row] = sum
  end
end
matrix.transposed_times = function(self, from, to)
  local row = 0
  while row < self.size do
    local sum, column = 0.0, 0
    while column < self.size do
      sum = sum + self:at(column, row) * from[column + 1]
      column = column + 1
    end
    row = row + 1
    to[row] = sum
  end
end
local a = setmetatable({size = size}, matrix)
local u, v, between, i = {}, {}, {}, 1
while i <= size do
  u[i], v[i], between[i] = 1.0, 0.0, 0.0
  i = i + 1
end
local round = 0
while round < 10 do
  a:times(u, between)
  a:transposed_times(between, v)
  a:times(v, between)
  a:transposed_times(between, u)
  round = round + 1
end
local vbv, vv, k = 0.0, 0.0, 1
while k <= size do
  vbv = vbv + u[k] * v[k]
  vv = vv + v[k] * v[k]
  k = k + 1
end
print(string.format("%.9f", math.sqrt(vbv / vv)))
