// Globals that have been assigned once, until they are assigned again, from inside what uses them.
func f(x) { return x + 1 }
limit := 10
table1 := {a: 1}
func change(i) {
    if i == 150 { f = func(x) { return x * 10 } }
    if i == 200 { limit = 20 }
    if i == 250 { table1 = {a: 100} }
    if i == 300 { f = math.abs }
    if i == 350 { limit = 2.5 }
    if i == 400 { f = setmetatable({}, {__call: func(self, x) { return -x }}) }
    return 0
}
total := 0
for i := 1; i <= 450; i++ {
    t := f(change(i) + i % limit) + table1.a
    total += t
    if i % 50 == 0 { print(i, t, total) }
}
// expect: 50	2	325
// expect: 100	2	650
// expect: 150	2	975
// expect: 200	1	3275
// expect: 250	200	7774
// expect: 300	100	17924
// expect: 350	100.0	23349.0
// expect: 400	100.0	28399.0
// expect: 450	100.0	33349.0
total = nil
print(pcall(func() { for i := 1; i <= 100; i++ { if i == 50 { f = nil } f(i) } }))   // expect: false	attempt to call a nil value (global 'f')
