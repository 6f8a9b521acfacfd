// Functions of the library are called from compiled code, whose values stay where they are.
// flags: --hot=20
func sum(words) {
    total := 0
    for i := 1; i <= #words; i++ { total += #string.upper(words[i]) }
    return total
}
list := {}
for i := 1; i <= 100; i++ { list[i] = "word" }
print(sum(list))   // expect: 400
// CHECK: loop in sum:5, by the front end
// CHECK: CallQuiet
// CHECK-NOT: SlowOp
// CHECK: by the optimiser
