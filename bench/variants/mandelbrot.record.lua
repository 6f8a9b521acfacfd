local n = tonumber(arg and arg[1]) or 1000
local function inside(z, c)
  z.re, z.im = 0.0, 0.0
  for i = 1, 50 do
    local re2, im2 = z.re * z.re, z.im * z.im
    if re2 + im2 > 4.0 then return false end
    z.im = 2.0 * z.re * z.im + c.im
    z.re = re2 - im2 + c.re
  end
  return true
end
local z, c, count = {re = 0.0, im = 0.0}, {re = 0.0, im = 0.0}, 0
for y = 0, n - 1 do
  c.im = 2.0 * y / n - 1.0
  for x = 0, n - 1 do
    c.re = 2.0 * x / n - 1.5
    if inside(z, c) then count = count + 1 end
  end
end
print(string.format("%d", count))
