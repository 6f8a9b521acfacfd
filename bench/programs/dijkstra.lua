local n, starts = tonumber(arg and arg[1]) or 4000, tonumber(arg and arg[2]) or 8
local seed = 12345
local function random(limit)
  seed = (seed * 16807) % 2147483647
  return seed % limit
end
local function make_graph(n)
  local edges = {}
  for i = 1, n do edges[i] = {} end
  for i = 1, n do
    local list = edges[i]
    list[1] = {to = i % n + 1, weight = 50 + random(50)}
    for k = 2, 5 do list[k] = {to = random(n) + 1, weight = 1 + random(100)} end
  end
  return edges
end
local function push(heap, entry)
  local i = #heap + 1
  while i > 1 do
    local parent = math.floor(i / 2)
    local above = heap[parent]
    if above.distance <= entry.distance then break end
    heap[i] = above
    i = parent
  end
  heap[i] = entry
end
local function pop(heap)
  local size = #heap
  local top, last = heap[1], heap[size]
  heap[size] = nil
  size = size - 1
  if size == 0 then return top end
  local i = 1
  while 2 * i <= size do
    local child = 2 * i
    if child < size and heap[child + 1].distance < heap[child].distance then child = child + 1 end
    if heap[child].distance >= last.distance then break end
    heap[i] = heap[child]
    i = child
  end
  heap[i] = last
  return top
end
local function distances(edges, start)
  local found, heap = {}, {}
  for i = 1, #edges do found[i] = -1 end
  push(heap, {node = start, distance = 0})
  while #heap > 0 do
    local entry = pop(heap)
    local node, distance = entry.node, entry.distance
    if found[node] < 0 then
      found[node] = distance
      for _, edge in ipairs(edges[node]) do
        if found[edge.to] < 0 then push(heap, {node = edge.to, distance = distance + edge.weight}) end
      end
    end
  end
  return found
end
local edges = make_graph(n)
local sum, most = 0, 0
for s = 1, starts do
  for node, distance in ipairs(distances(edges, random(n) + 1)) do
    sum = (sum * 31 + distance * node) % 1000000007
    if distance > most then most = distance end
  end
end
print(string.format("%d\t%d", sum, most))
