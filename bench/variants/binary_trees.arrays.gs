// binary_trees with lists as nodes, the leaves empty.
depth := tonumber(arg && arg[1]) || 15
func make_tree(d) {
    if d > 0 { return {make_tree(d - 1), make_tree(d - 1)} }
    return {}
}
func count(node) {
    left, right := node[1], node[2]
    if !left { return 1 }
    return count(left) + count(right) + 1
}
func main() {
    long := make_tree(depth)
    total, d := 0, 4
    for d <= depth {
        left := 2 ** (depth - d + 4) / 16
        for left >= 1 {
            total += count(make_tree(d))
            left--
        }
        d += 4
    }
    print(total, count(long))
}
main()
