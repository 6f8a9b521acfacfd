local terms, times = tonumber(arg and arg[1]) or 30, tonumber(arg and arg[2]) or 300000
local function number(count)
  local next, value = 1, 0
  while count ~= 0 do
    local before = value
    value = next
    next = before + value
    count = count - 1
  end
  return value
end
local total, round = 0, 0
while round < times do
  total = (number(total % 2 + terms) + total) % 1000003
  round = round + 1
end
print(string.format("%d", total))
