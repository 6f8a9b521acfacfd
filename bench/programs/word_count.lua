local words, rounds = tonumber(arg and arg[1]) or 20000, tonumber(arg and arg[2]) or 5
local function make_text(words, seed)
  local starts = {"b", "Br", "c", "d", "F", "g", "l", "m", "P", "s", "st", "t"}
  local middles = {"a", "e", "i", "o", "u", "ea", "oo"}
  local ends = {"n", "r", "t", "ll", "ck", "m", "", "nd"}
  local parts = {}
  local function random(limit)
    seed = (seed * 16807) % 2147483647
    return seed % limit
  end
  for i = 1, words do
    local word = starts[math.min(random(#starts), random(#starts)) + 1]
    local k = 0
    while k <= random(2) do
      word = word .. middles[random(#middles) + 1]
      word = word .. ends[math.min(random(#ends), random(#ends)) + 1]
      k = k + 1
    end
    parts[i] = word
    if random(12) == 0 then parts[i] = word .. (random(2) == 0 and "," or ".\n") end
  end
  return table.concat(parts, " ")
end
local function count_words(text)
  local counts, total = {}, 0
  for word in string.gmatch(text, "%a+") do
    word = string.lower(word)
    counts[word] = (counts[word] or 0) + 1
    total = total + 1
  end
  return counts, total
end
local function by_frequency(counts)
  local list = {}
  for word, count in pairs(counts) do list[#list + 1] = {word = word, count = count} end
  table.sort(list, function(a, b)
    if a.count ~= b.count then return a.count > b.count end
    return a.word < b.word
  end)
  return list
end
local check = 0
for r = 1, rounds do
  local text = make_text(words, r)
  local counts, total = count_words(text)
  local list = by_frequency(counts)
  for i, entry in ipairs(list) do check = (check * 31 + entry.count * i + #entry.word) % 1000000007 end
  if r == 1 then
    print(#text, total, #list)
    for i = 1, 5 do print(string.format("%-8s%6d", list[i].word, list[i].count)) end
  end
end
print(string.format("%d", check))
