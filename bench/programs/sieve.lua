local n, rounds = tonumber(arg and arg[1]) or 1000000, tonumber(arg and arg[2]) or 3
local function sieve(n)
  local flags = {}
  for i = 1, n do flags[i] = true end
  local i = 2
  while i * i <= n do
    if flags[i] then
      for j = i * i, n, i do flags[j] = false end
    end
    i = i + 1
  end
  local count = 0
  for i = 2, n do
    if flags[i] then count = count + 1 end
  end
  return count
end
local total = 0
for r = 1, rounds do total = total + sieve(n) end
print(string.format("%d", total))
