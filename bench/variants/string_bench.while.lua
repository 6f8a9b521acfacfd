local count = tonumber(arg and arg[1]) or 100000
local function key_at(text, i) return string.sub(text, i, i + 1) end
local text, i = "", 0
while i < count do
  i = i + 1
  local digit = i % 10
  text = text .. "x"
  text = text .. digit
end
local seen, exes = {}, 0
i = 0
while i < count do
  i = i + 1
  local pair = key_at(text, i)
  local old = seen[pair]
  if old == nil then seen[pair] = 1 else seen[pair] = old + 1 end
  if string.byte(text, i) == 120 then exes = exes + 1 end
end
local list = {}
i = 0
while i < count do
  i = i + 1
  local name = "item" .. i
  list[#list + 1] = ("%d:%s"):format(i, name)
end
local joined, length = table.concat(list, ","), 0
for word in joined:gmatch("item%d*5") do length = length + word:len() end
print(text:len(), exes, joined:len(), length, seen.x1)
