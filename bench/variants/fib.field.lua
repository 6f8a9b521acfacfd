local n = tonumber(arg and arg[1]) or 35
local numbers = {}
numbers.fib = function(n)
  if n > 1 then
    local sum = numbers.fib(n - 2)
    sum = sum + numbers.fib(n - 1)
    return sum
  end
  return n
end
print(string.format("%d", numbers.fib(n)))
