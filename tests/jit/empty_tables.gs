// Where the first elements of lists are missing now and then, because the lists are empty, one guard tells that all may be read.
// flags: --hot=20
func leaves(node) {
    left := node[1]
    if !left { return 1 }
    return leaves(left) + leaves(node[2])
}
func tree(depth) { return depth > 0 && {tree(depth - 1), tree(depth - 1)} || {} }
for round := 1; round <= 20; round++ { leaves(tree(4)) }
odd := setmetatable({}, {__index: func(t, k) { return k == 1 && {} || {{}, {}} }})
sparse := {[2]: {}, x: 5}
sparse[1] = odd
used := {1, 2}
used[2], used[1] = nil, nil
print(leaves(tree(6)), leaves({odd, sparse}), leaves({used, {x: 1}}), leaves(setmetatable({}, {})))   // expect: 64	7	2	1
// CHECK: leaves:4, by the optimiser
// CHECK: CheckElements
// CHECK-NOT: CallReading.GetKey
// CHECK: CheckElements
