// Objects that compiled code does without are there when somebody looks after all: at exits, with identity and state.

// A kind of value that was not seen before, in the middle of things.
func mixed(list) {
    log := {}
    acc := {sum: 0, last: {value: nil}}
    for i := 1; i <= #list; i++ {
        pair := {item: list[i], twice: {n: i * 2}}
        same := pair
        acc.sum += pair.item * 2
        acc.last = pair.twice
        if pair.item > 1000 { log[#log + 1] = tostring(pair == same) .. pair.twice.n }
    }
    return acc.sum, acc.last.n, table.concat(log, " ")
}
ints := {}
for i := 1; i <= 200; i++ { ints[i] = i }
for r := 1; r <= 60; r++ { mixed(ints) }
print(mixed(ints))
ints[150] = 2000
ints[151] = 1.5
print(mixed(ints))
// expect: 40200	400	
// expect: 43601.0	400	true300

// Cells and closures: a counter that lives in a loop, and leaves it half way.
func counting(n, stop) {
    total := 0
    for i := 1; i <= n; i++ {
        count := 0
        add := func(k) { count += k; return count }
        add(i); add(2)
        if i == stop { return add, total }
        total += add(0)
    }
    return nil, total
}
for r := 1; r <= 100; r++ { counting(50, -1) }
add, total := counting(50, 30)
print(total, add(0), add(10), add(1))
print(counting(50, 51))
// expect: 493	32	42	43
// expect: nil	1375

// The same object in two variables and in another object stays one object.
func twins(n, at) {
    result := nil
    for i := 1; i <= n; i++ {
        a := {v: i}
        b := a
        c := {first: a, second: b}
        b.v += 1
        if i == at { result = {a, b, c} }
    }
    return result
}
for r := 1; r <= 100; r++ { twins(20, -1) }
t := twins(20, 11)
t[1].v = "changed"
print(t[2].v, t[3].first.v, t[3].second == t[1], t[1] == t[2])
// expect: changed	changed	true	true

// An error, whose handler sees what there is.
func failing(n, bad) {
    state := {step: 0, name: "s"}
    for i := 1; i <= n; i++ {
        state.step = i
        point := {x: i, y: state}
        if i == bad { error(point) }
        if point.x + point.y.step < 0 { return 0 }
    }
    return state.step
}
for r := 1; r <= 100; r++ { failing(20, -1) }
ok, e := pcall(failing, 20, 7)
print(ok, e.x, e.y.step, e.y.name, failing(20, 30))
// expect: false	7	7	s	20

// A yield.
func walk(n) {
    seen := {count: 0}
    for i := 1; i <= n; i++ {
        seen.count += i
        if i % 50 == 0 { coroutine.yield(seen.count, seen) }
    }
    return seen.count, seen
}
co := coroutine.wrap(walk)
a, first := co(150)
b, second := co()
c, third := co()
d, last := co()
print(a, b, c, d, first == second, second == third, last == first, last.count)
// expect: 1275	5050	11325	11325	true	true	true	11325
