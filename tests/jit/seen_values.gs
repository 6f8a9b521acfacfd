// What stood in registers and fields when a compilation began tells what to expect of comparisons, lengths and products that say
// nothing in their form.
// flags: --hot=100
func is_far(p) {
    if p.x < 10 { return 0 }
    return 1
}
func step(game) {
    game.seed = game.seed * 16807 % 2147483647
    return game.seed
}
func measure() {
    total := 0
    for i := 1; i <= 600; i++ {
        name := string.rep("x", i % 7 + 1)
        total += #name + name:byte(-1)
    }
    return total
}
func repeat(f, argument, times) {
    if times == 0 { return 0 }
    return f(argument) + f(argument) + f(argument) + f(argument) + f(argument) + f(argument) + repeat(f, argument, times - 1)
}
game := {seed: 123456}
print(repeat(is_far, {x: 10.5}, 40))   // expect: 240
repeat(step, game, 40)
print(game.seed)                       // expect: 1713690225
print(measure())                       // expect: 74400
// CHECK: is_far:5, by the front end
// CHECK: CmpF64.Lt
// CHECK: step:9, by the front end
// CHECK: MulI64Ov
// CHECK: loop in measure:15, by the front end
// CHECK: StringByte
// CHECK-NOT: too many exits
