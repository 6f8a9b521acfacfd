local terms, rounds = tonumber(arg and arg[1]) or 25, tonumber(arg and arg[2]) or 1000
local function main()
  local second = nil
  local function first(k)
    if k > 0 then
      local inner = first(k - 1)
      local outer = second(inner)
      return k - outer
    end
    return 1
  end
  second = function(k)
    if k > 0 then
      local inner = second(k - 1)
      local outer = first(inner)
      return k - outer
    end
    return 0
  end
  local total, left = 0, rounds
  while left > 0 do
    total = total + first(terms)
    total = total + second(terms)
    left = left - 1
  end
  print(string.format("%d", total))
end
main()
