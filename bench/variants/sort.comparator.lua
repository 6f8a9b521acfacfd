local n, rounds = tonumber(arg and arg[1]) or 50000, tonumber(arg and arg[2]) or 3
local function quicksort(t, lo, hi, less)
  while lo < hi do
    local pivot = t[(lo + hi - (lo + hi) % 2) / 2]
    local i, j = lo, hi
    while i <= j do
      while less(t[i], pivot) do i = i + 1 end
      while less(pivot, t[j]) do j = j - 1 end
      if i <= j then
        t[i], t[j] = t[j], t[i]
        i = i + 1
        j = j - 1
      end
    end
    if j - lo < hi - i then
      quicksort(t, lo, j, less)
      lo = i
    else
      quicksort(t, i, hi, less)
      hi = j
    end
  end
end
local check = 0
for r = 1, rounds do
  local t, x = {}, 42 + r
  for i = 1, n do
    x = (x * 16807) % 2147483647
    t[i] = x
  end
  quicksort(t, 1, n, function(a, b) return a < b end)
  for i = 2, n do
    if t[i - 1] > t[i] then error("not sorted") end
  end
  check = (check + t[1] + t[n]) % 1000000007
end
print(string.format("%d", check))
