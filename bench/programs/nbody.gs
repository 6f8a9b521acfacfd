// Planets under gravity: float fields of a few objects.
steps := tonumber(arg && arg[1]) || 500000
PI := math.pi
SOLAR_MASS := 4 * PI * PI
DAYS := 365.24
func body(x, y, z, vx, vy, vz, mass) {
    return {x: x, y: y, z: z, vx: vx * DAYS, vy: vy * DAYS, vz: vz * DAYS, mass: mass * SOLAR_MASS}
}
func advance(bodies, n, dt) {
    for i := 1; i <= n; i++ {
        b := bodies[i]
        bx, by, bz, bmass := b.x, b.y, b.z, b.mass
        bvx, bvy, bvz := b.vx, b.vy, b.vz
        for j := i + 1; j <= n; j++ {
            o := bodies[j]
            dx, dy, dz := bx - o.x, by - o.y, bz - o.z
            dist2 := dx * dx + dy * dy + dz * dz
            mag := dt / (dist2 * math.sqrt(dist2))
            om := o.mass * mag
            bvx -= dx * om
            bvy -= dy * om
            bvz -= dz * om
            bm := bmass * mag
            o.vx += dx * bm
            o.vy += dy * bm
            o.vz += dz * bm
        }
        b.vx, b.vy, b.vz = bvx, bvy, bvz
        b.x = bx + dt * bvx
        b.y = by + dt * bvy
        b.z = bz + dt * bvz
    }
}
func energy(bodies, n) {
    e := 0.0
    for i := 1; i <= n; i++ {
        b := bodies[i]
        e += 0.5 * b.mass * (b.vx * b.vx + b.vy * b.vy + b.vz * b.vz)
        for j := i + 1; j <= n; j++ {
            o := bodies[j]
            dx, dy, dz := b.x - o.x, b.y - o.y, b.z - o.z
            e -= b.mass * o.mass / math.sqrt(dx * dx + dy * dy + dz * dz)
        }
    }
    return e
}
func main() {
    bodies := {
        body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0)
        body(4.84143144246472090, -1.16032004402742839, -0.103622044471123109, 0.00166007664274403694, 0.00769901118419740425, -0.0000690460016972063023, 0.000954791938424326609)
        body(8.34336671824457987, 4.12479856412430479, -0.403523417114321381, -0.00276742510726411400, 0.00499852801234917238, 0.0000230417297573763929, 0.000285885980666130812)
        body(12.8943695621391310, -15.1111514016986312, -0.223307578892655734, 0.00296460137564761618, 0.00237847173959480950, -0.0000296589568540237556, 0.0000436624404335156298)
        body(15.3796971148509165, -25.9193146099879641, 0.179258772950371181, 0.00268067772490389322, 0.00162824170038242295, -0.0000951592254519715870, 0.0000515138902046611451)
    }
    n := #bodies
    px, py, pz := 0.0, 0.0, 0.0
    for i := 1; i <= n; i++ {
        b := bodies[i]
        px += b.vx * b.mass
        py += b.vy * b.mass
        pz += b.vz * b.mass
    }
    bodies[1].vx, bodies[1].vy, bodies[1].vz = -px / SOLAR_MASS, -py / SOLAR_MASS, -pz / SOLAR_MASS
    for i := 1; i <= steps; i++ { advance(bodies, n, 0.01) }
    print(string.format("%.9f", energy(bodies, n)))
}
main()
