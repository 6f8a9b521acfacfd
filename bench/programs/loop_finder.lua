local size, rounds = tonumber(arg and arg[1]) or 300, tonumber(arg and arg[2]) or 15

local function new_block(graph)
  local block = {id = #graph + 1, to = {}, from = {}}
  graph[#graph + 1] = block
  return block
end
local function connect(a, b)
  a.to[#a.to + 1] = b
  b.from[#b.from + 1] = a
end
local function build(graph, start, depth, random)
  if depth == 0 then
    local block = new_block(graph)
    connect(start, block)
    return block
  end
  local choice = random(4)
  if choice == 0 then
    return build(graph, build(graph, start, depth - 1, random), depth - 1, random)
  end
  if choice == 1 then
    local join = new_block(graph)
    connect(build(graph, start, depth - 1, random), join)
    connect(build(graph, start, depth - 1, random), join)
    return join
  end
  local header, exit = new_block(graph), new_block(graph)
  connect(start, header)
  local last = build(graph, header, depth - 1, random)
  connect(last, header)
  connect(header, exit)
  if choice == 3 then connect(last, exit) end
  return exit
end
local function make_graph(size, seed)
  local function random(limit)
    seed = (seed * 16807) % 2147483647
    return seed % limit
  end
  local graph = {}
  local at = new_block(graph)
  while #graph < size do at = build(graph, at, 3 + random(3), random) end
  for i = 1, 3 do connect(graph[random(#graph) + 1], graph[random(#graph) + 1]) end
  return graph
end

local function find(parents, node)
  local root = node
  while parents[root] ~= root do root = parents[root] end
  while parents[node] ~= root do
    local above = parents[node]
    parents[node] = root
    node = above
  end
  return root
end
local function number_blocks(graph)
  local number, order, last = {}, {}, {}
  for i = 1, #graph do number[i] = 0 end
  local stack = {{block = graph[1], next = 1}}
  number[1], order[1] = 1, graph[1]
  while #stack > 0 do
    local top = stack[#stack]
    local target = top.block.to[top.next]
    if target then
      top.next = top.next + 1
      if number[target.id] == 0 then
        order[#order + 1] = target
        number[target.id] = #order
        stack[#stack + 1] = {block = target, next = 1}
      end
    else
      last[number[top.block.id]] = #order
      stack[#stack] = nil
    end
  end
  return number, order, last
end
local function find_loops(graph)
  local number, order, last = number_blocks(graph)
  local count = #order
  local parents, back, other, header, kind = {}, {}, {}, {}, {}
  for w = 1, count do
    parents[w], back[w], other[w], header[w], kind[w] = w, {}, {}, 0, "block"
    for _, from in ipairs(order[w].from) do
      local v = number[from.id]
      if v > 0 then
        if w <= v and v <= last[w] then back[w][#back[w] + 1] = v else other[w][#other[w] + 1] = v end
      end
    end
  end
  local loops = {}
  for w = count, 1, -1 do
    local body, inside = {}, {}
    for _, v in ipairs(back[w]) do
      if v == w then
        kind[w] = "self"
      else
        local root = find(parents, v)
        if not inside[root] then
          inside[root] = true
          body[#body + 1] = root
        end
      end
    end
    if #body > 0 then kind[w] = "loop" end
    local i = 1
    while i <= #body do
      local x = body[i]
      i = i + 1
      for _, y in ipairs(other[x]) do
        local root = find(parents, y)
        if root < w or root > last[w] then
          kind[w] = "irreducible"
          other[w][#other[w] + 1] = root
        elseif root ~= w and not inside[root] then
          inside[root] = true
          body[#body + 1] = root
        end
      end
    end
    if #body > 0 or kind[w] == "self" then
      local loop = {header = w, kind = kind[w], size = #body + 1, children = {}, depth = 0}
      loops[w] = loop
      for _, x in ipairs(body) do
        header[x] = w
        parents[x] = w
        if loops[x] then loop.children[#loop.children + 1] = loops[x] end
      end
    end
  end
  return loops, header, count
end
local function set_depth(loop, depth)
  loop.depth = depth
  local deepest = depth
  for _, child in ipairs(loop.children) do deepest = math.max(deepest, set_depth(child, depth + 1)) end
  return deepest
end
local check, found, irreducible, deepest = 0, 0, 0, 0
for r = 1, rounds do
  local graph = make_graph(size, r * 7919)
  local loops, header, count = find_loops(graph)
  for w = 1, count do
    local loop = loops[w]
    if loop then
      found = found + 1
      if loop.kind == "irreducible" then irreducible = irreducible + 1 end
      if header[w] == 0 then deepest = math.max(deepest, set_depth(loop, 1)) end
    end
  end
  for w = 1, count do
    if loops[w] then check = (check * 31 + w * loops[w].depth + loops[w].size) % 1000000007 end
  end
end
print(string.format("%d\t%d\t%d\t%d", found, irreducible, deepest, check))
