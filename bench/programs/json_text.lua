local records, rounds = tonumber(arg and arg[1]) or 300, tonumber(arg and arg[2]) or 10

local escapes = {['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\t"] = "\\t"}
local function quote(s) return '"' .. string.gsub(s, '[%c"\\]', escapes) .. '"' end
local function number_text(x)
  if x == math.floor(x) then return string.format("%d", x) end
  return string.format("%.3f", x)
end
local function write(value, parts)
  local kind = type(value)
  if kind == "string" then
    parts[#parts + 1] = quote(value)
  elseif kind == "number" then
    parts[#parts + 1] = number_text(value)
  elseif kind == "boolean" then
    parts[#parts + 1] = value and "true" or "false"
  elseif #value > 0 then
    for i, element in ipairs(value) do
      parts[#parts + 1] = i == 1 and "[" or ","
      write(element, parts)
    end
    parts[#parts + 1] = "]"
  else
    local keys = {}
    for key in pairs(value) do keys[#keys + 1] = key end
    table.sort(keys)
    parts[#parts + 1] = "{"
    for i, key in ipairs(keys) do
      if i > 1 then parts[#parts + 1] = "," end
      parts[#parts + 1] = quote(key)
      parts[#parts + 1] = ":"
      write(value[key], parts)
    end
    parts[#parts + 1] = "}"
  end
end
local function encode(value)
  local parts = {}
  write(value, parts)
  return table.concat(parts)
end

local unescaped = {n = "\n", t = "\t"}
local read
local function skip_space(text, at)
  while true do
    local c = text:byte(at)
    if c ~= 32 and c ~= 10 and c ~= 9 then return at end
    at = at + 1
  end
end
local function read_string(text, at)
  local parts = nil
  while true do
    local stop = text:find('["\\]', at)
    local piece = text:sub(at, stop - 1)
    if text:byte(stop) == 34 then
      if parts == nil then return piece, stop + 1 end
      parts[#parts + 1] = piece
      return table.concat(parts), stop + 1
    end
    parts = parts or {}
    parts[#parts + 1] = piece
    local c = text:sub(stop + 1, stop + 1)
    parts[#parts + 1] = unescaped[c] or c
    at = stop + 2
  end
end
local function read_list(text, at)
  local list = {}
  while true do
    local value, next_at = read(text, at)
    list[#list + 1] = value
    at = skip_space(text, next_at)
    if text:byte(at) == 93 then return list, at + 1 end
    at = at + 1
  end
end
local function read_object(text, at)
  local object = {}
  at = skip_space(text, at)
  if text:byte(at) == 125 then return object, at + 1 end
  while true do
    at = skip_space(text, at)
    local key, after = read_string(text, at + 1)
    local value, next_at = read(text, skip_space(text, after) + 1)
    object[key] = value
    at = skip_space(text, next_at)
    if text:byte(at) == 125 then return object, at + 1 end
    at = at + 1
  end
end
function read(text, at)
  at = skip_space(text, at)
  local c = text:byte(at)
  if c == 123 then return read_object(text, at + 1) end
  if c == 91 then return read_list(text, at + 1) end
  if c == 34 then return read_string(text, at + 1) end
  if c == 116 then return true, at + 4 end
  if c == 102 then return false, at + 5 end
  local first, last = text:find("^-?%d+%.?%d*", at)
  if first == nil then error("unexpected byte " .. c .. " at " .. at) end
  return tonumber(text:sub(first, last)), last + 1
end

local function make_document(records, seed)
  local function random(limit)
    seed = (seed * 16807) % 2147483647
    return seed % limit
  end
  local names = {"Ada", "Grace", "Edsger \"E.\"", "Barbara", "Tony", "Alan\tM.", "John\nvN", "C:\\Niklaus"}
  local document = {}
  for i = 1, records do
    local tags, k = {}, 1
    while k <= 1 + random(4) do
      tags[k] = "tag" .. random(100)
      k = k + 1
    end
    document[i] = {
      id = i, name = names[random(#names) + 1], active = random(2) == 0,
      score = random(100000) / 8, tags = tags,
      place = {x = random(1000) - 500, y = random(1000) - 500, label = "p" .. random(10)},
    }
  end
  return document
end
local check, bytes = 0, 0
for r = 1, rounds do
  local text = encode(make_document(records, r))
  local again = encode((read(text, 1)))
  if text ~= again then error("the second text is different") end
  bytes = bytes + #text
  for i = 1, #text, 17 do check = (check * 31 + text:byte(i)) % 1000000007 end
  if r == 1 then print(text:sub(1, 140)) end
end
print(string.format("%d\t%d", bytes, check))
