local steps = tonumber(arg and arg[1]) or 500000
local SOLAR_MASS, DAYS = 4 * math.pi * math.pi, 365.24
local planet = {}
planet.__index = planet
local function body(x, y, z, vx, vy, vz, mass)
  local made = {mass = mass * SOLAR_MASS, vx = vx * DAYS, vy = vy * DAYS, vz = vz * DAYS, x = x, y = y, z = z}
  return setmetatable(made, planet)
end
planet.push = function(self, dx, dy, dz, amount)
  self.vx = self.vx + dx * amount
  self.vy = self.vy + dy * amount
  self.vz = self.vz + dz * amount
end
planet.attract = function(self, other, dt)
  local dx, dy, dz = self.x - other.x, self.y - other.y, self.z - other.z
  local dist2 = dx * dx + dy * dy + dz * dz
  local mag = dt / (dist2 * math.sqrt(dist2))
  self:push(dx, dy, dz, -(other.mass * mag))
  other:push(dx, dy, dz, self.mass * mag)
end
planet.move = function(self, dt)
  self.x = self.x + dt * self.vx
  self.y = self.y + dt * self.vy
  self.z = self.z + dt * self.vz
end
planet.kinetic = function(self)
  return 0.5 * self.mass * (self.vx * self.vx + self.vy * self.vy + self.vz * self.vz)
end
planet.potential = function(self, other)
  local dx, dy, dz = self.x - other.x, self.y - other.y, self.z - other.z
  return self.mass * other.mass / math.sqrt(dx * dx + dy * dy + dz * dz)
end
local function advance(bodies, dt)
  for i = 1, #bodies do
    for j = i + 1, #bodies do bodies[i]:attract(bodies[j], dt) end
    bodies[i]:move(dt)
  end
end
local function energy(bodies)
  local e = 0.0
  for i = 1, #bodies do
    e = e + bodies[i]:kinetic()
    for j = i + 1, #bodies do e = e - bodies[i]:potential(bodies[j]) end
  end
  return e
end
local bodies = {
  body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0),
  body(4.84143144246472090, -1.16032004402742839, -0.103622044471123109, 0.00166007664274403694, 0.00769901118419740425, -0.0000690460016972063023, 0.000954791938424326609),
  body(8.34336671824457987, 4.12479856412430479, -0.403523417114321381, -0.00276742510726411400, 0.00499852801234917238, 0.0000230417297573763929, 0.000285885980666130812),
  body(12.8943695621391310, -15.1111514016986312, -0.223307578892655734, 0.00296460137564761618, 0.00237847173959480950, -0.0000296589568540237556, 0.0000436624404335156298),
  body(15.3796971148509165, -25.9193146099879641, 0.179258772950371181, 0.00268067772490389322, 0.00162824170038242295, -0.0000951592254519715870, 0.0000515138902046611451),
}
local px, py, pz = 0.0, 0.0, 0.0
for i = 1, #bodies do
  local b = bodies[i]
  px = px + b.vx * b.mass
  py = py + b.vy * b.mass
  pz = pz + b.vz * b.mass
end
bodies[1].vx, bodies[1].vy, bodies[1].vz = -px / SOLAR_MASS, -py / SOLAR_MASS, -pz / SOLAR_MASS
for i = 1, steps do advance(bodies, 0.01) end
print(string.format("%.9f", energy(bodies)))
