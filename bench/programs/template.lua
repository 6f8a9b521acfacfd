local rows, rounds = tonumber(arg and arg[1]) or 100, tonumber(arg and arg[2]) or 30

local entities = {["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;"}
local filters = {
  upper = function(s) return string.upper(s) end,
  html = function(s) return (string.gsub(s, '[&<>"]', entities)) end,
  short = function(s) if #s > 12 then return s:sub(1, 10) .. ".." else return s end end,
}
local function literal(text) return function(scope, out) out[#out + 1] = text end end
local function field(name, filter)
  return function(scope, out)
    local value = scope[name]
    if type(value) == "number" then value = string.format("%d", value) end
    if filter then value = filter(value) end
    out[#out + 1] = value
  end
end
local function run(steps, scope, out)
  for _, step in ipairs(steps) do step(scope, out) end
end
local function each(name, steps)
  return function(scope, out)
    for i, element in ipairs(scope[name]) do
      element.index = i
      run(steps, element, out)
    end
  end
end
local function when(name, steps, otherwise)
  return function(scope, out) run(scope[name] and steps or otherwise, scope, out) end
end
local function compile_block(text, at)
  local steps = {}
  while true do
    local first, last, mark, name, option = text:find("{{([#/]?)([%a_]+)[ |]?([%a_]*)}}", at)
    if first == nil then
      steps[#steps + 1] = literal(text:sub(at))
      return steps, "", #text + 1
    end
    if first > at then steps[#steps + 1] = literal(text:sub(at, first - 1)) end
    at = last + 1
    if mark == "/" or name == "else" then return steps, name, at end
    if mark == "" then
      steps[#steps + 1] = field(name, filters[option])
    else
      local inner, ending, after = compile_block(text, at)
      local otherwise = {}
      if ending == "else" then otherwise, ending, after = compile_block(text, after) end
      if name == "each" then
        steps[#steps + 1] = each(option, inner)
      else
        steps[#steps + 1] = when(option, inner, otherwise)
      end
      at = after
    end
  end
end
local page = [[<html><head><title>{{title|upper}}</title></head>
<body class="{{style}}"><h1>{{title|html}}</h1>
<table>
{{#each orders}}<tr class="row{{index}}"><td>{{customer|html}}</td><td>{{city|short}}</td>
{{#if urgent}}<td><b>{{amount}} now</b></td>{{else}}<td>{{amount}}</td>{{/if}}
<td>{{#each items}}<i>{{name|upper}}</i> x{{count}} {{/each}}</td></tr>
{{/each}}</table>
{{#if footer}}<p>{{footer}}</p>{{/if}}</body></html>
]]
local function make_data(rows, seed)
  local function random(limit)
    seed = (seed * 16807) % 2147483647
    return seed % limit
  end
  local customers = {"Miller & Sons", "O'Hara", "<unknown>", "Blum \"Flowers\"", "Sato", "van Dyk", "Lindqvist"}
  local cities = {"Rome", "Constantinople", "Oslo", "Johannesburg", "Lima", "San Francisco"}
  local goods = {"pen", "paper", "ink", "lamp", "chair", "desk"}
  local orders = {}
  for i = 1, rows do
    local items = {}
    for k = 1, 3 do items[k] = {name = goods[random(#goods) + 1], count = random(9) + 1} end
    orders[i] = {
      customer = customers[random(#customers) + 1], city = cities[random(#cities) + 1],
      amount = random(100000), urgent = random(4) == 0, items = items,
    }
  end
  return {title = "Orders < " .. rows .. " >", style = "wide", orders = orders, footer = seed % 2 == 0 and "end" or nil}
end
local steps = compile_block(page, 1)
local check, bytes = 0, 0
for r = 1, rounds do
  local out = {}
  run(steps, make_data(rows, r), out)
  local text = table.concat(out)
  bytes = bytes + #text
  for i = 1, #text, 13 do check = (check * 31 + text:byte(i)) % 1000000007 end
  if r == 1 then print(text:sub(1, 300)) end
end
print(string.format("%d\t%d", bytes, check))
