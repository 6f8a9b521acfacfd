local last = tonumber(arg and arg[1]) or 100000
local prime = function(number)
  if number % 2 == 0 then return number == 2 end
  local divisor = 3
  while divisor * divisor <= number and number % divisor ~= 0 do divisor = divisor + 2 end
  return number > 1 and divisor * divisor > number
end
local total, number = 0, last
while number > 0 do
  if prime(number) then total = total + number end
  number = number - 1
end
print(string.format("%d", total))
