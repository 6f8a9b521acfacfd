local n = tonumber(arg and arg[1]) or 1000000
local function counter(step)
  local c = 0
  return {
    up = function() c = c + step end,
    get = function() return c end,
  }
end
local function compose(f, g) return {call = function(x) return f.call(g.call(x)) end} end
local function adder(k) return {call = function(x) return x + k end} end
local a, b = counter(1), counter(2)
local sum = 0
for i = 1, n do
  a.up()
  b.up()
  sum = (sum + a.get() + b.get()) % 1000003
end
local h = compose(adder(3), compose(adder(5), adder(-7)))
for i = 1, n do sum = (sum + h.call(i)) % 1000003 end
for i = 1, n do sum = (sum + adder(i).call(1)) % 1000003 end
print(string.format("%d", sum))
