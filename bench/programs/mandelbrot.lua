local n = tonumber(arg and arg[1]) or 1000
local function mandelbrot(n)
  local inside = 0
  for y = 0, n - 1 do
    local ci = 2.0 * y / n - 1.0
    for x = 0, n - 1 do
      local cr = 2.0 * x / n - 1.5
      local zr, zi, zr2, zi2 = 0.0, 0.0, 0.0, 0.0
      local i = 0
      while i < 50 and zr2 + zi2 <= 4.0 do
        zi = 2.0 * zr * zi + ci
        zr = zr2 - zi2 + cr
        zr2 = zr * zr
        zi2 = zi * zi
        i = i + 1
      end
      if i == 50 then inside = inside + 1 end
    end
  end
  return inside
end
print(string.format("%d", mandelbrot(n)))
