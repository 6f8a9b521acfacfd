local n = tonumber(arg and arg[1]) or 100000
local s = ""
for i = 1, n do s = s .. "x" .. i % 10 end
local counts, vowels = {}, 0
for i = 1, n do
  local key = s:sub(i, i + 1)
  counts[key] = (counts[key] or 0) + 1
  if s:byte(i) == 120 then vowels = vowels + 1 end
end
local parts = {}
for i = 1, n do parts[i] = string.format("%d:%s", i, "item" .. i) end
local text = table.concat(parts, ",")
local found = 0
for w in string.gmatch(text, "item%d*5") do found = found + #w end
print(#s, vowels, #text, found, counts["x1"])
