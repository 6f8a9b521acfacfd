local steps = tonumber(arg and arg[1]) or 500000
local function body(x, y, z, vx, vy, vz, mass)
  local days, solar_mass = 365.24, 4 * math.pi * math.pi
  return {x, y, z, vx * days, vy * days, vz * days, mass * solar_mass}
end
local function advance(bodies, count, time)
  local i = 1
  while i <= count do
    local p = bodies[i]
    local x, y, z, mass = p[1], p[2], p[3], p[7]
    local vx, vy, vz = p[4], p[5], p[6]
    local j = i + 1
    while j <= count do
      local q = bodies[j]
      local dx, dy, dz = x - q[1], y - q[2], z - q[3]
      local square = dx * dx + dy * dy + dz * dz
      local force = time / (square * math.sqrt(square))
      local there = q[7] * force
      vx = vx - dx * there
      vy = vy - dy * there
      vz = vz - dz * there
      local here = mass * force
      q[4] = q[4] + dx * here
      q[5] = q[5] + dy * here
      q[6] = q[6] + dz * here
      j = j + 1
    end
    p[4], p[5], p[6] = vx, vy, vz
    p[1] = x + time * vx
    p[2] = y + time * vy
    p[3] = z + time * vz
    i = i + 1
  end
end
local function energy(bodies, count)
  local sum, i = 0.0, 1
  while i <= count do
    local p = bodies[i]
    sum = sum + 0.5 * p[7] * (p[4] * p[4] + p[5] * p[5] + p[6] * p[6])
    local j = i + 1
    while j <= count do
      local q = bodies[j]
      local dx, dy, dz = p[1] - q[1], p[2] - q[2], p[3] - q[3]
      sum = sum - p[7] * q[7] / math.sqrt(dx * dx + dy * dy + dz * dz)
      j = j + 1
    end
    i = i + 1
  end
  return sum
end
local bodies = {
  body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0),
  body(4.84143144246472090, -1.16032004402742839, -0.103622044471123109, 0.00166007664274403694, 0.00769901118419740425, -0.0000690460016972063023, 0.000954791938424326609),
  body(8.34336671824457987, 4.12479856412430479, -0.403523417114321381, -0.00276742510726411400, 0.00499852801234917238, 0.0000230417297573763929, 0.000285885980666130812),
  body(12.8943695621391310, -15.1111514016986312, -0.223307578892655734, 0.00296460137564761618, 0.00237847173959480950, -0.0000296589568540237556, 0.0000436624404335156298),
  body(15.3796971148509165, -25.9193146099879641, 0.179258772950371181, 0.00268067772490389322, 0.00162824170038242295, -0.0000951592254519715870, 0.0000515138902046611451),
}
local px, py, pz, i = 0.0, 0.0, 0.0, 1
while i <= #bodies do
  local p = bodies[i]
  px = px + p[4] * p[7]
  py = py + p[5] * p[7]
  pz = pz + p[6] * p[7]
  i = i + 1
end
local sun = bodies[1]
sun[4], sun[5], sun[6] = -px / sun[7], -py / sun[7], -pz / sun[7]
local left = steps
while left > 0 do
  advance(bodies, #bodies, 0.01)
  left = left - 1
end
print(string.format("%.9f", energy(bodies, #bodies)))
