const steps = Number(process.argv[2] || 500000);
const SOLAR_MASS = 4 * Math.PI * Math.PI;
const DAYS = 365.24;
function body(x, y, z, vx, vy, vz, mass) {
  return { x, y, z, vx: vx * DAYS, vy: vy * DAYS, vz: vz * DAYS, mass: mass * SOLAR_MASS };
}
function advance(bodies, n, dt) {
  for (let i = 0; i < n; i++) {
    const b = bodies[i];
    const bx = b.x, by = b.y, bz = b.z, bmass = b.mass;
    let bvx = b.vx, bvy = b.vy, bvz = b.vz;
    for (let j = i + 1; j < n; j++) {
      const o = bodies[j];
      const dx = bx - o.x, dy = by - o.y, dz = bz - o.z;
      const dist2 = dx * dx + dy * dy + dz * dz;
      const mag = dt / (dist2 * Math.sqrt(dist2));
      const om = o.mass * mag;
      bvx -= dx * om;
      bvy -= dy * om;
      bvz -= dz * om;
      const bm = bmass * mag;
      o.vx += dx * bm;
      o.vy += dy * bm;
      o.vz += dz * bm;
    }
    b.vx = bvx;
    b.vy = bvy;
    b.vz = bvz;
    b.x = bx + dt * bvx;
    b.y = by + dt * bvy;
    b.z = bz + dt * bvz;
  }
}
function energy(bodies, n) {
  let e = 0.0;
  for (let i = 0; i < n; i++) {
    const b = bodies[i];
    e += 0.5 * b.mass * (b.vx * b.vx + b.vy * b.vy + b.vz * b.vz);
    for (let j = i + 1; j < n; j++) {
      const o = bodies[j];
      const dx = b.x - o.x, dy = b.y - o.y, dz = b.z - o.z;
      e -= b.mass * o.mass / Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
  }
  return e;
}
const bodies = [
  body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0),
  body(4.84143144246472090, -1.16032004402742839, -0.103622044471123109, 0.00166007664274403694, 0.00769901118419740425, -0.0000690460016972063023, 0.000954791938424326609),
  body(8.34336671824457987, 4.12479856412430479, -0.403523417114321381, -0.00276742510726411400, 0.00499852801234917238, 0.0000230417297573763929, 0.000285885980666130812),
  body(12.8943695621391310, -15.1111514016986312, -0.223307578892655734, 0.00296460137564761618, 0.00237847173959480950, -0.0000296589568540237556, 0.0000436624404335156298),
  body(15.3796971148509165, -25.9193146099879641, 0.179258772950371181, 0.00268067772490389322, 0.00162824170038242295, -0.0000951592254519715870, 0.0000515138902046611451),
];
const n = bodies.length;
let px = 0.0, py = 0.0, pz = 0.0;
for (const b of bodies) {
  px += b.vx * b.mass;
  py += b.vy * b.mass;
  pz += b.vz * b.mass;
}
bodies[0].vx = -px / SOLAR_MASS;
bodies[0].vy = -py / SOLAR_MASS;
bodies[0].vz = -pz / SOLAR_MASS;
for (let i = 1; i <= steps; i++) advance(bodies, n, 0.01);
console.log(energy(bodies, n).toFixed(9));
