local n, kept = tonumber(arg and arg[1]) or 300000, tonumber(arg and arg[2]) or 500
local function scaled(factor, offset) return function(x) return (x * factor + offset) % 10007 end end
local function summed(start)
  local total = start
  return function(x)
    total = (total + x) % 10009
    return total
  end
end
local ring, at, value = {}, 1, 1
for i = 1, kept do ring[i] = summed(i) end
for i = 1, n do
  value = ring[at](value)
  ring[at] = i % 2 == 0 and scaled(value, i) or summed(value)
  at = at % kept + 1
end
print(value)
