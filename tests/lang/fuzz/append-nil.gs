// A nil that only turns out to be one when the code has been optimised is not appended.
func add(l, f) {
    for i := 1; i <= 3; i++ {
        x := nil
        if f { x = i }
        l[#l + 1] = x
    }
}
for i := 1; i <= 2000; i++ {
    l := {1, 2, 3}
    l[3] = nil
    add(l, i % 3 == 0)
    if i > 1994 {
        table.insert(l, "last")
        print(#l, l[3], l[4], pcall(table.concat, l, ","))
    }
}
func put(l, k, o) { for i := 1; i <= 2; i++ { l[k] = o.d } }
for i := 1; i <= 30; i++ {
    l := {1, 2, 3, 4}
    put(l, i % 5, i % 13 == 1 && {d: 4} || {a: 1})
    if i > 26 { print(#l, l[4]) }
}
func insert(l, f) {
    for i := 1; i <= 3; i++ {
        x := nil
        if f { x = i }
        table.insert(l, x)
    }
}
for i := 1; i <= 300; i++ {
    l := {1, 2, 3}
    l[3] = nil
    insert(l, i % 3 == 0)
    if i > 296 { print(#l, l[3], l[4]) }
}
