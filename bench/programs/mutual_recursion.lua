local n, rounds = tonumber(arg and arg[1]) or 25, tonumber(arg and arg[2]) or 1000
local male
local function female(n)
  if n == 0 then return 1 end
  return n - male(female(n - 1))
end
function male(n)
  if n == 0 then return 0 end
  return n - female(male(n - 1))
end
local sum = 0
for r = 1, rounds do sum = sum + female(n) + male(n) end
print(string.format("%d", sum))
