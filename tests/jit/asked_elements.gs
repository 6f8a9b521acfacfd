// Where elements are missing and metamethods give them, time and again, the metamethods are asked without leaving the code.
// flags: --hot=20
func leaves(node) {
    left := node[1]
    if !left { return 1 }
    return leaves(left) + leaves(node[2])
}
func tree(depth) { return depth > 0 && {tree(depth - 1), tree(depth - 1)} || {} }
odd := setmetatable({}, {__index: func(t, k) { return k == 1 && {} || {{}, {}} }})
for round := 1; round <= 20; round++ { leaves(tree(4)) }
for round := 1; round <= 100; round++ { leaves(odd) }
print(leaves(tree(6)), leaves({odd, {odd, {x: 1}}}), leaves(setmetatable({}, {})))   // expect: 64	7	1
// CHECK: leaves:4, by the optimiser
// CHECK: CheckElements
// CHECK: leaves:4, by the optimiser
// CHECK: CallReading.GetKey
// CHECK: SlowOp
