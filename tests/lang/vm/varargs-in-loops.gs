// Loops over extra arguments inside functions that are called often, with several returns and tail calls.
func show(...) {
    out := {}
    for i, v := range ... { out[i] = type(v) == "table" && "table" || tostring(v) }
    return table.concat(out, " ")
}
func sum(...) {
    s := 0
    for _, v := range ... {
        if v == nil { return "nil", s }
        s += v
    }
    return s
}
func both(...) { return sum(...), show(...) }
func rest(first, ...) { if first { return first + select("#", ...) } return ..., "none" }
func nothing(...) {}
for i := 1; i <= 60; i++ {
    if i % 20 == 0 {
        print(show(i, {}, "x"), show(), sum(i, 2, 3), sum())
        print(both(1, i))
        print(rest(i), rest(i, 1, 2), rest(nil, "a"), rest(false))
        print(sum(1, nil, 2), #{nothing(i)}, (nothing(i)))
    } else {
        show({}, i)
        both(i, 1, 2)
        rest(1, 2)
        rest(nil, 1)
        nothing()
    }
}
// expect: 20 table x		25	0
// expect: 21	1 20
// expect: 20	22	a	nil	none
// expect: nil	0	nil
// expect: 40 table x		45	0
// expect: 41	1 40
// expect: 40	42	a	nil	none
// expect: nil	0	nil
// expect: 60 table x		65	0
// expect: 61	1 60
// expect: 60	62	a	nil	none
// expect: nil	0	nil
