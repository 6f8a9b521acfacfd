// Lists as stacks: elements that go and come at the end, whatever is left above.
func push(t, v) { table.insert(t, v) }
func pop(t) { return table.remove(t) }
func put(t, v) { t[#t + 1] = v }
func run(t, n, up, down) {
    s := 0
    for i := 1; i <= n; i++ {
        for j := 1; j <= up; j++ { push(t, i + j) }
        for j := 1; j <= down && #t > 0; j++ { s += pop(t) }
    }
    return s, #t
}
print(run({}, 100, 3, 2), run({}, 100, 2, 3), run({1, 2, 3}, 100, 5, 5), run({0.5}, 60, 1, 1), run({0.5, 1.5}, 60, 2, 4))
// Deep falls and rises; what is above is not forgotten, nor does it come back.
t := {}
for r := 1; r <= 4; r++ {
    for i := 1; i <= 200; i++ { push(t, "e" .. i) }
    for i := 1; i <= 150; i++ { pop(t) }
    for i := 1; i <= 50; i++ { put(t, r) }
    n := 0 for k, v := range pairs(t) { n++ }
    print(#t, n, t[#t], t[#t + 1], t[#t + 60])
}
// Kinds of elements, holes, an empty list, a metatable, fields besides.
func mixed(t, v) { push(t, v) a := pop(t) b := pop(t) push(t, b) return a, b, #t }
for i := 1; i <= 100; i++ { mixed({1.5, 2.5}, 3.5) mixed({1, 2}, 3) }
print(mixed({1.5, 2.5}, "x")) print(mixed({1.5, 2.5}, nil)) print(mixed({"a"}, 1.5)) print(mixed({1, nil, 3}, 4)) print(mixed({}, 5)) print(mixed({x: 1, 2, 3}, 4))
print(mixed(setmetatable({7}, {__newindex: func() { error("asked") }}), 8))
print(pop({}), pop({1.5}), pop({1, nil, 3}), #pop({{1, 2}}), pcall(pop, 5))
holes := {1, 2, nil, 4} print(pop(holes), #holes, pop(holes), #holes, holes[1])
// Above the end stands something that has been there before the list reached it.
above := {1, 2, 3, 4, 5, 6, 7, 8}
for i := 1; i <= 4; i++ { pop(above) }
above[7] = "seven"
for i := 1; i <= 3; i++ { push(above, i) print(#above, above[7], above[8]) }
// An iteration goes on although the end falls.
func drain(t) { s := 0 for k, v := range pairs(t) { s += k for #t > k { pop(t) } } return s, #t }
func shrink(t) { s := 0 for k, v := range pairs(t) { s += v pop(t) } return s, #t }
for i := 1; i <= 50; i++ { drain({1, 2, 3}) shrink({1, 2, 3, 4}) }
print(drain({1, 2, 3, 4}), shrink({1, 2, 3, 4, 5}))
func walk(t) { k, v := next(t) s := 0 for k != nil { s += v t[k] = nil k, v = next(t, k) } return s, #t }
for i := 1; i <= 50; i++ { walk({1, 2, 3}) }
list := {1, 2, 3, 4, 5} pop(list) pop(list) print(walk(list), next(list))
// Objects that only the list holds.
boxes := {} kept := 0
for i := 1; i <= 3000; i++ { push(boxes, {i}) if i % 3 == 0 { kept += pop(boxes)[1] + pop(boxes)[1] } }
print(kept, #boxes, boxes[#boxes][1])
// Results that nobody wants, or all of them; removing elsewhere.
func forms(t) { table.remove(t) a, b := table.remove(t) return a, b, table.remove(t, 1), table.remove(t) }
for i := 1; i <= 60; i++ { forms({1, 2, 3, 4, 5}) }
print(forms({1, 2, 3, 4, 5})) print(forms({1, 2, 3}))
// The same by assignment.
func cut(t) { v := t[#t] t[#t] = nil return v }
func fill_and_cut(t, n) { s := 0 for i := 1; i <= n; i++ { t[#t + 1] = i t[#t + 1] = -i s += cut(t) } return s, #t }
for i := 1; i <= 60; i++ { cut({1, 2, 3}) cut({1.5, 2.5}) }
print(fill_and_cut({}, 300), fill_and_cut({0.5}, 300), cut({}), cut({7}), cut({1.5}), cut({1, nil, 3}), cut({{}, "x"}))
print(pcall(cut, 5), cut(setmetatable({1, 2}, {__newindex: print, __index: func() { return "inherited" }})), cut(setmetatable({}, {__len: func() { return 3 }})))
other, same := {1, 2, 3}, {4, 5, 6, 7}
func cut_of(a, b) { a[#b] = nil return #a, #b }
for i := 1; i <= 60; i++ { cut_of({1, 2}, {3, 4}) }
print(cut_of(other, same), cut_of(same, other), cut_of(same, same), cut_of({x: 1, [3]: 4}, other))
func last(t) { return table.remove(t) }
print(select("#", last({1, 2})), select("#", last({})))
