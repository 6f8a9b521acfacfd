local m, n, rounds = tonumber(arg and arg[1]) or 3, tonumber(arg and arg[2]) or 4, tonumber(arg and arg[3]) or 500
local function main()
  local function a(x, y)
    if x ~= 0 then
      if y ~= 0 then
        local inner = a(x, y - 1)
        return a(x - 1, inner)
      else
        return a(x - 1, 1)
      end
    else
      return 1 + y
    end
  end
  local sum, left = 0, rounds
  while left > 0 do
    sum = a(m, n) + sum
    left = left - 1
  end
  print(string.format("%d", sum))
end
main()
