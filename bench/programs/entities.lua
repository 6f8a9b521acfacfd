local steps, start = tonumber(arg and arg[1]) or 200, tonumber(arg and arg[2]) or 300
local WIDTH, HEIGHT, CELL = 640, 480, 32

local seed = 2024
local function random(limit)
  seed = (seed * 16807) % 2147483647
  return seed % limit
end
local World = {}
World.__index = World
local function new_world() return setmetatable({entities = {}, next_id = 1, systems = {}, events = {}, born = 0, dead = 0}, World) end
function World:spawn(components)
  components.id = self.next_id
  self.next_id = self.next_id + 1
  self.born = self.born + 1
  self.entities[#self.entities + 1] = components
  return components
end
function World:each(needs, action)
  for _, entity in ipairs(self.entities) do
    local complete = true
    for _, name in ipairs(needs) do
      if entity[name] == nil then
        complete = false
        break
      end
    end
    if complete then action(entity) end
  end
end
function World:emit(kind, entity, amount)
  self.events[#self.events + 1] = {kind = kind, entity = entity, amount = amount}
end
function World:step(time)
  for _, system in ipairs(self.systems) do system(self, time) end
  local handled = self.events
  self.events = {}
  for _, event in ipairs(handled) do
    local health = event.entity.health
    if event.kind == "hurt" and health then
      health.points = health.points - event.amount
      health.hits = health.hits + 1
    elseif event.kind == "heal" and health then
      health.points = math.min(health.points + event.amount, health.most)
    end
  end
  local kept = 0
  local entities = self.entities
  for i = 1, #entities do
    local entity = entities[i]
    if entity.health and entity.health.points <= 0 or entity.lifetime and entity.lifetime.left <= 0 then
      self.dead = self.dead + 1
    else
      kept = kept + 1
      entities[kept] = entity
    end
  end
  for i = #entities, kept + 1, -1 do entities[i] = nil end
end

local function movement(world, time)
  world:each({"position", "velocity"}, function(e)
    local p, v = e.position, e.velocity
    p.x = p.x + v.x * 0.25
    p.y = p.y + v.y * 0.25
    if p.x < 0.0 or p.x >= WIDTH then
      v.x = -v.x
      p.x = math.max(0.0, math.min(p.x, WIDTH - 1.0))
    end
    if p.y < 0.0 or p.y >= HEIGHT then
      v.y = -v.y
      p.y = math.max(0.0, math.min(p.y, HEIGHT - 1.0))
    end
  end)
end
local function gravity(world, time)
  world:each({"velocity", "weight"}, function(e) e.velocity.y = e.velocity.y + e.weight * 0.125 end)
end
local function ageing(world, time)
  world:each({"lifetime"}, function(e) e.lifetime.left = e.lifetime.left - 1 end)
end
local function collisions(world, time)
  local columns, grid = WIDTH / CELL, {}
  world:each({"position", "radius"}, function(e)
    local cell = math.floor(e.position.x / CELL) + math.floor(e.position.y / CELL) * columns
    local list = grid[cell]
    if list == nil then
      list = {}
      grid[cell] = list
    end
    for _, other in ipairs(list) do
      local dx, dy = e.position.x - other.position.x, e.position.y - other.position.y
      local reach = e.radius + other.radius
      if dx * dx + dy * dy < reach * reach and e.team ~= other.team then
        world:emit("hurt", e, 3)
        world:emit("hurt", other, 2)
      end
    end
    list[#list + 1] = e
  end)
end
local function healing(world, time)
  if time % 8 ~= 0 then return end
  world:each({"health", "healer"}, function(e) world:emit("heal", e, 1) end)
end
local function spawn_fighter(world)
  local team = random(3)
  world:spawn({
    position = {x = random(WIDTH) + 0.5, y = random(HEIGHT) + 0.5},
    velocity = {x = random(17) - 8.0, y = random(17) - 8.0},
    health = {points = 10 + random(10), most = 20, hits = 0},
    radius = 4 + random(5), team = team, healer = random(4) == 0 or nil,
  })
end
local function spawning(world, time)
  for i = 1, 3 do
    world:spawn({
      position = {x = random(WIDTH) + 0.0, y = 0.0}, velocity = {x = 0.0, y = 1.0},
      weight = 1 + random(3), lifetime = {left = 20 + random(40)},
    })
  end
  if #world.entities < start then spawn_fighter(world) end
end
local world = new_world()
world.systems = {gravity, movement, ageing, collisions, healing, spawning}
for i = 1, start do spawn_fighter(world) end
local check = 0
for time = 1, steps do
  world:step(time)
  world:each({"position"}, function(e)
    check = (check * 31 + math.floor(e.position.x * 16) + math.floor(e.position.y * 16) + e.id) % 1000000007
  end)
end
local points, hits = 0, 0
world:each({"health"}, function(e)
  points = points + e.health.points
  hits = hits + e.health.hits
end)
print(string.format("%d\t%d\t%d\t%d\t%d", #world.entities, world.born, world.dead, points, hits))
print(string.format("%d", check))
