// binary_trees with a class of nodes that are filled in after they were made.
depth := tonumber(arg && arg[1]) || 15
node := {}
node.__index = node
node.check = func(self) {
    sum := 1
    if self.left { sum += self.left:check() }
    if self.right { sum += self.right:check() }
    return sum
}
func build(d) {
    made := setmetatable({}, node)
    if d > 0 {
        made.left = build(d - 1)
        made.right = build(d - 1)
    }
    return made
}
func main() {
    long := build(depth)
    total := 0
    for d := 4; d <= depth; d += 4 {
        for i := 1; i <= 2 ** (depth - d + 4) / 16; i++ { total += build(d):check() }
    }
    print(total, long:check())
}
main()
