local m, n, rounds = tonumber(arg and arg[1]) or 3, tonumber(arg and arg[2]) or 4, tonumber(arg and arg[3]) or 500
local table_of_functions = {
  ack = function(self, m, n)
    while m > 0 do
      if n == 0 then
        n = 1
      else
        n = self:ack(m, n - 1)
      end
      m = m - 1
    end
    return n + 1
  end,
}
local f, total = table_of_functions, 0
for r = 1, rounds do total = total + f:ack(m, n) end
print(string.format("%d", total))
