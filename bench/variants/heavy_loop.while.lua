local last = tonumber(arg and arg[1]) or 5000000
local left, state, result = last, 1, 0
while left > 0 do
  state = (state * 3 + (last - left + 1)) % 65521
  if state % 2 == 1 then
    result = result - (last - left + 1) % 7
  else
    result = result + state
  end
  left = left - 1
end
print(string.format("%d", result))
