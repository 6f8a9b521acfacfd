local size, rounds = tonumber(arg and arg[1]) or 60000, tonumber(arg and arg[2]) or 3
local WINDOW, SHORTEST, LONGEST, TRIES = 4096, 4, 64, 16
local function make_text(size)
  local words = {"stone", "river", "and", "the", "mountain", "of", "light", "shadow", "falls", "on", "every", "old", "road"}
  local parts, length, seed = {}, 0, 7
  while length < size do
    seed = (seed * 16807) % 2147483647
    local word = words[seed % #words + 1] .. (seed % 9 == 0 and ". " or " ")
    if seed % 50 == 0 then word = word .. seed % 100000 .. " " end
    parts[#parts + 1] = word
    length = length + #word
  end
  return table.concat(parts):sub(1, size)
end
local function hash_at(text, i)
  local a, b, c, d = text:byte(i, i + 3)
  return (a * 31 + b * 1009 + c * 65599 + d * 7919) % 8191
end
local function match_length(text, i, j, limit)
  local length = 0
  while length < limit and text:byte(i + length) == text:byte(j + length) do length = length + 1 end
  return length
end
local function compress(text)
  local tokens, newest, older = {}, {}, {}
  local i, size = 1, #text
  while i <= size do
    local best, distance = 0, 0
    if i + SHORTEST <= size then
      local h = hash_at(text, i)
      local candidate, tries = newest[h] or 0, 0
      local limit = math.min(LONGEST, size - i + 1)
      while candidate > 0 and i - candidate <= WINDOW and tries < TRIES do
        local length = match_length(text, candidate, i, limit)
        if length > best then best, distance = length, i - candidate end
        candidate = older[candidate]
        tries = tries + 1
      end
      older[i] = newest[h] or 0
      newest[h] = i
    else
      older[i] = 0
    end
    if best >= SHORTEST then
      tokens[#tokens + 1] = 256 + best
      tokens[#tokens + 1] = distance
      for k = i + 1, i + best - 1 do
        if k + SHORTEST <= size then
          local h = hash_at(text, k)
          older[k] = newest[h] or 0
          newest[h] = k
        else
          older[k] = 0
        end
      end
      i = i + best
    else
      tokens[#tokens + 1] = text:byte(i)
      i = i + 1
    end
  end
  return tokens
end
local function decompress(tokens)
  local bytes = {}
  local i = 1
  while i <= #tokens do
    local token = tokens[i]
    if token < 256 then
      bytes[#bytes + 1] = token
      i = i + 1
    else
      local from = #bytes - tokens[i + 1] + 1
      for k = 0, token - 257 do bytes[#bytes + 1] = bytes[from + k] end
      i = i + 2
    end
  end
  return bytes
end
local text, check = make_text(size), 0
for r = 1, rounds do
  local piece = text:sub(r) .. text:sub(1, r - 1)
  local tokens = compress(piece)
  local bytes = decompress(tokens)
  if #bytes ~= #piece then error("wrong length") end
  for i, b in ipairs(bytes) do
    if piece:byte(i) ~= b then error("wrong byte at " .. i) end
  end
  for _, token in ipairs(tokens) do check = (check * 31 + token) % 1000000007 end
  if r == 1 then print(#piece, #tokens) end
end
print(string.format("%d", check))
