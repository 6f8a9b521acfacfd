// Trees made and dropped: allocation and collection.
depth := tonumber(arg && arg[1]) || 15
func build(d) {
    if d == 0 { return {left: nil, right: nil} }
    return {left: build(d - 1), right: build(d - 1)}
}
func check(t) {
    if t.left { return 1 + check(t.left) + check(t.right) }
    return 1
}
func main() {
    long := build(depth)
    total := 0
    for d := 4; d <= depth; d += 4 {
        for i := 1; i <= 2 ** (depth - d + 4) / 16; i++ { total += check(build(d)) }
    }
    print(total, check(long))
}
main()
