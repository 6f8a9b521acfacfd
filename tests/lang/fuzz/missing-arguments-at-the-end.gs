// Compiled code fills in missing arguments above its own frame. The stack has to have room for them, wherever it ends.
depth := 0
func many(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16, p17, p18, p19, p20, p21, p22, p23, p24, p25, p26, p27, p28, p29, p30, p31, p32, p33, p34, p35, p36, p37, p38, p39, p40, p41, p42, p43, p44, p45, p46, p47, p48, p49, p50, p51, p52, p53, p54, p55, p56, p57, p58, p59, p60) {
    depth++
    if depth > 3000 { return p1 == nil && p60 == nil && 0 }
    return 1 + many()
}
func few() { return 1 + many() }
for i := 1; i <= 3; i++ {
    depth = 0
    print(few())
}
for shift := 1; shift <= 40; shift++ {
    print(coroutine.wrap(func(...) {
        depth = 3000 - shift
        return few()
    })())
}
// A tail call of a function with more parameters than the caller has registers.
func tail() { return many() }
func start() {
    depth = 0
    return tail()
}
for i := 1; i <= 3; i++ { print(start()) }
