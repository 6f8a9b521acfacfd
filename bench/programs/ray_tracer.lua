local width, height = tonumber(arg and arg[1]) or 160, tonumber(arg and arg[2]) or 120
local DEPTH = 3
local function vector(x, y, z) return {x = x, y = y, z = z} end
local function add(a, b) return vector(a.x + b.x, a.y + b.y, a.z + b.z) end
local function subtract(a, b) return vector(a.x - b.x, a.y - b.y, a.z - b.z) end
local function scale(a, k) return vector(a.x * k, a.y * k, a.z * k) end
local function dot(a, b) return a.x * b.x + a.y * b.y + a.z * b.z end
local function unit(a) return scale(a, 1.0 / math.sqrt(dot(a, a))) end
local function reflect(direction, normal) return subtract(direction, scale(normal, 2.0 * dot(direction, normal))) end

local function sphere(x, y, z, radius, colour, mirror)
  local centre = vector(x, y, z)
  return {
    colour = colour, mirror = mirror,
    hit = function(self, origin, direction)
      local offset = subtract(origin, centre)
      local b = dot(offset, direction)
      local d = b * b - dot(offset, offset) + radius * radius
      if d < 0.0 then return nil end
      local root = math.sqrt(d)
      if -b - root > 0.001 then return -b - root end
      if root - b > 0.001 then return root - b end
      return nil
    end,
    normal = function(self, point) return scale(subtract(point, centre), 1.0 / radius) end,
    colour_at = function(self, point) return self.colour end,
  }
end
local function chequered_floor(y, light, dark, mirror)
  local up = vector(0.0, 1.0, 0.0)
  return {
    mirror = mirror,
    hit = function(self, origin, direction)
      if direction.y > -0.0001 and direction.y < 0.0001 then return nil end
      local distance = (y - origin.y) / direction.y
      if distance > 0.001 then return distance end
      return nil
    end,
    normal = function(self, point) return up end,
    colour_at = function(self, point)
      if (math.floor(point.x) + math.floor(point.z)) % 2 == 0 then return light end
      return dark
    end,
  }
end
local function nearest(things, origin, direction)
  local found, best = nil, 1.0e30
  for _, thing in ipairs(things) do
    local distance = thing:hit(origin, direction)
    if distance and distance < best then found, best = thing, distance end
  end
  return found, best
end
local function in_shadow(things, point, direction, limit)
  for _, thing in ipairs(things) do
    local distance = thing:hit(point, direction)
    if distance and distance < limit then return true end
  end
  return false
end
local function trace(scene, origin, direction, depth)
  local thing, distance = nearest(scene.things, origin, direction)
  if thing == nil then
    local k = 0.5 + 0.5 * direction.y
    return vector(0.3 + 0.2 * k, 0.4 + 0.3 * k, 0.6 + 0.4 * k)
  end
  local point = add(origin, scale(direction, distance))
  local normal = thing:normal(point)
  local base = thing:colour_at(point)
  local light = 0.15
  for _, lamp in ipairs(scene.lamps) do
    local way = subtract(lamp.place, point)
    local length = math.sqrt(dot(way, way))
    local towards = scale(way, 1.0 / length)
    local facing = dot(normal, towards)
    if facing > 0.0 and not in_shadow(scene.things, point, towards, length) then light = light + facing * lamp.power end
  end
  local colour = scale(base, light)
  if depth > 1 and thing.mirror > 0.0 then
    local seen = trace(scene, point, reflect(direction, normal), depth - 1)
    colour = add(scale(colour, 1.0 - thing.mirror), scale(seen, thing.mirror))
  end
  return colour
end
local function byte_of(level)
  if level > 1.0 then level = 1.0 end
  return math.floor(level * 255.0)
end
local things = {chequered_floor(-1.0, vector(0.9, 0.9, 0.9), vector(0.2, 0.2, 0.2), 0.2)}
for i = 0, 5 do
  local x, z = (i % 3 - 1) * 1.6, 5.0 + math.floor(i / 3) * 2.0
  things[#things + 1] = sphere(x, -0.3 + i * 0.12, z, 0.7, vector(0.3 + i * 0.1, 0.9 - i * 0.1, 0.5), i * 0.1)
end
local lamps = {{place = vector(5.0, 8.0, -3.0), power = 0.7}, {place = vector(-6.0, 5.0, 1.0), power = 0.3}}
local scene = {things = things, lamps = lamps}
local eye, check, bright = vector(0.0, 0.5, -1.0), 0, 0
for y = 0, height - 1 do
  for x = 0, width - 1 do
    local direction = unit(vector((x + 0.5) / width - 0.5, (0.5 - (y + 0.5) / height) * height / width, 0.6))
    local colour = trace(scene, eye, direction, DEPTH)
    local pixel = byte_of(colour.x) * 65536 + byte_of(colour.y) * 256 + byte_of(colour.z)
    check = (check * 31 + pixel) % 1000000007
    if colour.x > 0.5 then bright = bright + 1 end
  end
end
print(string.format("%d\t%d", check, bright))
