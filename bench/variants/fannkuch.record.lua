local n = tonumber(arg and arg[1]) or 9
local search = {}
search.__index = search
local function make_search(n)
  local s = setmetatable({n = n, p = {}, q = {}, s = {}, sign = 1, maxflips = 0, sum = 0}, search)
  for i = 1, n do s.p[i], s.q[i], s.s[i] = i, i, i end
  return s
end
search.flip = function(self)
  local q0 = self.p[1]
  if q0 == 1 then return end
  for i = 2, self.n do self.q[i] = self.p[i] end
  local q = self.q
  local flips = 1
  while true do
    local qq = q[q0]
    if qq == 1 then
      self.sum = self.sum + self.sign * flips
      if flips > self.maxflips then self.maxflips = flips end
      return
    end
    q[q0] = q0
    local i, j = 2, q0 - 1
    while i < j do
      q[i], q[j] = q[j], q[i]
      j = j - 1
      i = i + 1
    end
    q0 = qq
    flips = flips + 1
  end
end
search.next = function(self)
  local p, s = self.p, self.s
  if self.sign == 1 then
    p[1], p[2] = p[2], p[1]
    self.sign = -1
    return true
  end
  p[2], p[3] = p[3], p[2]
  self.sign = 1
  for i = 3, self.n do
    if s[i] ~= 1 then
      s[i] = s[i] - 1
      return true
    end
    if i == self.n then return false end
    s[i] = i
    local t = p[1]
    for j = 1, i do p[j] = p[j + 1] end
    p[i + 1] = t
  end
end
local s = make_search(n)
s:flip()
while s:next() do s:flip() end
print(string.format("%d\t%d", s.sum, s.maxflips))
