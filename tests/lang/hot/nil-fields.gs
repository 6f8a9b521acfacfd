// Giving nil to a field that is not there adds none.
func in_loop() {
    t := {1}
    for k, v := range next, t { if k == 1 { t.a = nil } }
    return next(t, 'a')
}
func plain(t) {
    t.b = nil
    return next(t, 'b')
}
func sometimes(t, v) {
    t.c = v
    return next(t, 'c')
}
for i := 1; i <= 60; i++ {
    results := {pcall(in_loop)}
    if i % 20 == 0 { print(results[1], results[2]) }
    results = {pcall(plain, {x: i})}
    if i % 20 == 0 { print(results[1], results[2]) }
    results = {pcall(sometimes, {x: i}, i % 20 != 0 && i || nil)}
    if i % 20 <= 1 { print(results[1], results[2]) }
}
