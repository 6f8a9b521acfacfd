local n = tonumber(arg and arg[1]) or 100000
local function append(n)
  local s = ""
  for i = 1, n do s = s .. "x" .. i % 10 end
  return s
end
local function cut(result, s, n)
  for i = 1, n do
    local key = s:sub(i, i + 1)
    result.counts[key] = (result.counts[key] or 0) + 1
    if s:sub(i, i) == "x" then result.vowels = result.vowels + 1 end
  end
end
local function lines(n)
  local parts = {}
  for i = 1, n do table.insert(parts, string.format("%d:%s", i, "item" .. i)) end
  return table.concat(parts, ",")
end
local function search(result, text, pattern)
  text:gsub(pattern, function(w) result.found = result.found + #w end)
end
local result = {counts = {}, vowels = 0, found = 0}
local s = append(n)
cut(result, s, n)
local text = lines(n)
search(result, text, "item%d*5")
print(#s, result.vowels, #text, result.found, result.counts.x1)
