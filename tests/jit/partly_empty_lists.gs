// Lists that have one element where others have two, or have lost them, are read by an operation that looks for each.
// flags: --hot=20
func weight(node) {
    left, right := node[1], node[2]
    if !left { return 1 }
    return right && weight(left) + weight(right) || weight(left)
}
func tree(depth) { return depth > 0 && {tree(depth - 1), tree(depth - 1)} || {} }
func branch(depth) { return depth > 0 && {branch(depth - 1)} || {} }
used := {1, 2}
used[2], used[1] = nil, nil
for round := 1; round <= 20; round++ { weight(tree(4)) }
for round := 1; round <= 60; round++ { weight({branch(3), {used, tree(1)}}) }
print(weight(tree(6)), weight({branch(3), {used, tree(1)}}), weight({used, {[2]: {}, x: 1}}))   // expect: 64	4	2
// CHECK: weight:4, by the optimiser
// CHECK: CheckElements
// CHECK: weight:4, by the optimiser
// CHECK: ReadElement
