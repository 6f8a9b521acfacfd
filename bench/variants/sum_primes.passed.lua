local n = tonumber(arg and arg[1]) or 100000
local tests = {
  is_prime = function(n)
    if n < 4 then return n >= 2 end
    if n % 2 == 0 then return false end
    local d = 3
    while d * d <= n do
      if n % d == 0 then return false end
      d = d + 2
    end
    return true
  end,
}
local function sum_of(accepts, from, to)
  local sum = 0
  for i = from, to do
    if accepts(i) then sum = sum + i end
  end
  return sum
end
print(string.format("%d", sum_of(tests.is_prime, 1, n)))
