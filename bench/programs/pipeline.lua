local n = tonumber(arg and arg[1]) or 100000
local yield, wrap = coroutine.yield, coroutine.wrap
local function numbers(n, seed)
  return wrap(function()
    for i = 1, n do
      seed = (seed * 16807) % 2147483647
      yield(seed % 10000)
    end
  end)
end
local function filter(source, accept)
  return wrap(function()
    for x in source do
      if accept(x) then yield(x) end
    end
  end)
end
local function map(source, f)
  return wrap(function()
    for x in source do yield(f(x)) end
  end)
end
local function running_sums(source)
  return wrap(function()
    local sum = 0
    for x in source do
      sum = (sum + x) % 65521
      yield(sum)
    end
  end)
end
local function batches(source, size)
  return wrap(function()
    local batch = {}
    for x in source do
      batch[#batch + 1] = x
      if #batch == size then
        yield(batch)
        batch = {}
      end
    end
    if #batch > 0 then yield(batch) end
  end)
end
local function take_turns(a, b)
  return wrap(function()
    local x, y = a(), b()
    while x ~= nil or y ~= nil do
      if x ~= nil then
        yield(x)
        x = a()
      end
      if y ~= nil then
        yield(y)
        y = b()
      end
    end
  end)
end
local odd = filter(numbers(n, 1), function(x) return x % 2 == 1 end)
local squares = map(numbers(n / 2, 2), function(x) return x * x % 9973 end)
local sums = running_sums(take_turns(odd, squares))
local check, count, values = 0, 0, 0
for batch in batches(sums, 16) do
  count = count + 1
  values = values + #batch
  for i, x in ipairs(batch) do check = (check * 31 + x * i) % 1000000007 end
end
print(string.format("%d\t%d\t%d", count, values, check))
