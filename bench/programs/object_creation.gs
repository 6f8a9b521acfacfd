// Objects with a metatable, made by a constructor and by a method, of which some stay alive for a while.
n, kept := tonumber(arg && arg[1]) || 300000, tonumber(arg && arg[2]) || 500
Vector := {}
Vector.__index = Vector
func vector(x, y) { return setmetatable({x: x, y: y}, Vector) }
Vector.plus = func(self, other) { return vector((self.x + other.x) % 10007, (self.y + other.y) % 10009) }
Vector.turned = func(self) { return vector(self.y, 10007 - self.x) }
func main() {
    ring := {}
    for i := 1; i <= kept; i++ { ring[i] = vector(i, 2 * i) }
    at := 1
    for i := 1; i <= n; i++ {
        next := at % kept + 1
        ring[at] = ring[at]:plus(ring[next]):turned()
        at = next
    }
    sum := 0
    for i := 1; i <= kept; i++ { sum += ring[i].x * 3 + ring[i].y }
    print(sum)
}
main()
