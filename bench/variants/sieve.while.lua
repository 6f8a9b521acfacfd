local limit, times = tonumber(arg and arg[1]) or 1000000, tonumber(arg and arg[2]) or 3
local function primes_below(top)
  local composite, k = {}, 1
  while k <= top do
    composite[k] = 0
    k = k + 1
  end
  local base = 2
  while base * base <= top do
    if composite[base] == 0 then
      local multiple = base * base
      while multiple <= top do
        composite[multiple] = 1
        multiple = multiple + base
      end
    end
    base = base + 1
  end
  local found = 0
  k = 2
  while k <= top do
    if composite[k] == 0 then found = found + 1 end
    k = k + 1
  end
  return found
end
local total, left = 0, times
while left > 0 do
  total = total + primes_below(limit)
  left = left - 1
end
print(string.format("%d", total))
