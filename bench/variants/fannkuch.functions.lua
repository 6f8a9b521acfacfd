local size = tonumber(arg and arg[1]) or 9
local function swap(list, i, j)
  local kept = list[i]
  list[i] = list[j]
  list[j] = kept
end
local function reverse(list, from, to)
  while from < to do
    swap(list, from, to)
    from = from + 1
    to = to - 1
  end
end
local function copy(from, to, n)
  local k = 1
  while k <= n do
    to[k] = from[k]
    k = k + 1
  end
end
local function flips_of(work)
  local flips, first = 0, work[1]
  while first ~= 1 do
    local next = work[first]
    work[first] = first
    reverse(work, 2, first - 1)
    first = next
    flips = flips + 1
  end
  return flips
end
local function rotate(list, i)
  local first, j = list[1], 1
  while j <= i do
    list[j] = list[j + 1]
    j = j + 1
  end
  list[i + 1] = first
end
local function fannkuch(n)
  local perm, work, counts, k = {}, {}, {}, 1
  while k <= n do
    perm[k], work[k], counts[k] = k, k, k
    k = k + 1
  end
  local even, most, sum = true, 0, 0
  while true do
    if perm[1] ~= 1 then
      copy(perm, work, n)
      local flips = flips_of(work)
      if even then sum = sum + flips else sum = sum - flips end
      if flips > most then most = flips end
    end
    if even then
      swap(perm, 1, 2)
    else
      swap(perm, 2, 3)
      local i = 3
      while i <= n and counts[i] == 1 do
        if i == n then return sum, most end
        counts[i] = i
        rotate(perm, i)
        i = i + 1
      end
      counts[i] = counts[i] - 1
    end
    even = not even
  end
end
print(string.format("%d\t%d", fannkuch(size)))
