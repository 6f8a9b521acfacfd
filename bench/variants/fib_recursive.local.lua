local n, rounds = tonumber(arg and arg[1]) or 20, tonumber(arg and arg[2]) or 300
local function main()
  local function number(k)
    if k >= 2 then return number(k - 2) + number(k - 1) end
    return k
  end
  local total, left = 0, rounds
  while left > 0 do
    total = (number(total % 2 + n) + total) % 1000003
    left = left - 1
  end
  print(string.format("%d", total))
end
main()
