local rounds = tonumber(arg and arg[1]) or 1000000
local function main()
  local function make_counter(by)
    local value = 0
    local function next()
      value = value + by
      return value
    end
    return next
  end
  local function plus(k)
    local function add(x) return k + x end
    return add
  end
  local function chain(outer, inner)
    local function both(x)
      local y = inner(x)
      return outer(y)
    end
    return both
  end
  local one, two = make_counter(1), make_counter(2)
  local all = chain(plus(3), chain(plus(5), plus(-7)))
  local total, i = 0, 0
  while i < rounds do
    i = i + 1
    total = (total + one() + two()) % 1000003
  end
  i = 0
  while i < rounds do
    i = i + 1
    total = (total + all(i)) % 1000003
  end
  i = 0
  while i < rounds do
    i = i + 1
    local add = plus(i)
    total = (total + add(1)) % 1000003
  end
  print(string.format("%d", total))
end
main()
