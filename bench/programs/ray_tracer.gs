// A picture of spheres above a chequered floor, with shadows and mirrors: small vectors made and dropped all the time.
width, height := tonumber(arg && arg[1]) || 160, tonumber(arg && arg[2]) || 120
DEPTH := 3
func vector(x, y, z) { return {x: x, y: y, z: z} }
func add(a, b) { return vector(a.x + b.x, a.y + b.y, a.z + b.z) }
func subtract(a, b) { return vector(a.x - b.x, a.y - b.y, a.z - b.z) }
func scale(a, k) { return vector(a.x * k, a.y * k, a.z * k) }
func dot(a, b) { return a.x * b.x + a.y * b.y + a.z * b.z }
func unit(a) { return scale(a, 1.0 / math.sqrt(dot(a, a))) }
func reflect(direction, normal) { return subtract(direction, scale(normal, 2.0 * dot(direction, normal))) }

func sphere(x, y, z, radius, colour, mirror) {
    centre := vector(x, y, z)
    return {
        colour: colour, mirror: mirror
        hit: func(self, origin, direction) {
            offset := subtract(origin, centre)
            b := dot(offset, direction)
            d := b * b - dot(offset, offset) + radius * radius
            if d < 0.0 { return nil }
            root := math.sqrt(d)
            if -b - root > 0.001 { return -b - root }
            if root - b > 0.001 { return root - b }
            return nil
        }
        normal: func(self, point) { return scale(subtract(point, centre), 1.0 / radius) }
        colour_at: func(self, point) { return self.colour }
    }
}
func chequered_floor(y, light, dark, mirror) {
    up := vector(0.0, 1.0, 0.0)
    return {
        mirror: mirror
        hit: func(self, origin, direction) {
            if direction.y > -0.0001 && direction.y < 0.0001 { return nil }
            distance := (y - origin.y) / direction.y
            if distance > 0.001 { return distance }
            return nil
        }
        normal: func(self, point) { return up }
        colour_at: func(self, point) {
            if (math.floor(point.x) + math.floor(point.z)) % 2 == 0 { return light }
            return dark
        }
    }
}
func nearest(things, origin, direction) {
    found, best := nil, 1.0e30
    for _, thing := range ipairs(things) {
        distance := thing:hit(origin, direction)
        if distance && distance < best { found, best = thing, distance }
    }
    return found, best
}
func in_shadow(things, point, direction, limit) {
    for _, thing := range ipairs(things) {
        distance := thing:hit(point, direction)
        if distance && distance < limit { return true }
    }
    return false
}
func trace(scene, origin, direction, depth) {
    thing, distance := nearest(scene.things, origin, direction)
    if thing == nil {
        k := 0.5 + 0.5 * direction.y
        return vector(0.3 + 0.2 * k, 0.4 + 0.3 * k, 0.6 + 0.4 * k)
    }
    point := add(origin, scale(direction, distance))
    normal := thing:normal(point)
    base := thing:colour_at(point)
    light := 0.15
    for _, lamp := range ipairs(scene.lamps) {
        way := subtract(lamp.place, point)
        length := math.sqrt(dot(way, way))
        towards := scale(way, 1.0 / length)
        facing := dot(normal, towards)
        if facing > 0.0 && !in_shadow(scene.things, point, towards, length) { light += facing * lamp.power }
    }
    colour := scale(base, light)
    if depth > 1 && thing.mirror > 0.0 {
        seen := trace(scene, point, reflect(direction, normal), depth - 1)
        colour = add(scale(colour, 1.0 - thing.mirror), scale(seen, thing.mirror))
    }
    return colour
}
func byte_of(level) {
    if level > 1.0 { level = 1.0 }
    return math.floor(level * 255.0)
}
func main() {
    things := {chequered_floor(-1.0, vector(0.9, 0.9, 0.9), vector(0.2, 0.2, 0.2), 0.2)}
    for i := 0; i < 6; i++ {
        x, z := (i % 3 - 1) * 1.6, 5.0 + math.floor(i / 3) * 2.0
        things[#things + 1] = sphere(x, -0.3 + i * 0.12, z, 0.7, vector(0.3 + i * 0.1, 0.9 - i * 0.1, 0.5), i * 0.1)
    }
    lamps := {{place: vector(5.0, 8.0, -3.0), power: 0.7}, {place: vector(-6.0, 5.0, 1.0), power: 0.3}}
    scene := {things: things, lamps: lamps}
    eye, check, bright := vector(0.0, 0.5, -1.0), 0, 0
    for y := 0; y < height; y++ {
        for x := 0; x < width; x++ {
            direction := unit(vector((x + 0.5) / width - 0.5, (0.5 - (y + 0.5) / height) * height / width, 0.6))
            colour := trace(scene, eye, direction, DEPTH)
            pixel := byte_of(colour.x) * 65536 + byte_of(colour.y) * 256 + byte_of(colour.z)
            check = (check * 31 + pixel) % 1000000007
            if colour.x > 0.5 { bright++ }
        }
    }
    print(check, bright)
}
main()
