local m, n, rounds = tonumber(arg and arg[1]) or 3, tonumber(arg and arg[2]) or 4, tonumber(arg and arg[3]) or 500
local function ack(m, n)
  if m == 0 then return n + 1 end
  if n == 0 then return ack(m - 1, 1) end
  return ack(m - 1, ack(m, n - 1))
end
local total = 0
for r = 1, rounds do total = total + ack(m, n) end
print(string.format("%d", total))
