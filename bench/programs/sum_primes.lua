local n = tonumber(arg and arg[1]) or 100000
local function is_prime(n)
  if n < 2 then return false end
  if n < 4 then return true end
  if n % 2 == 0 then return false end
  local d = 3
  while d * d <= n do
    if n % d == 0 then return false end
    d = d + 2
  end
  return true
end
local sum = 0
for i = 1, n do
  if is_prime(i) then sum = sum + i end
end
print(string.format("%d", sum))
