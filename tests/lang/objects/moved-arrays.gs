// Arrays that have been moved when they grew, with fresh objects in them. The slots of the copy have not been written to yet
// when it is old already.
func garbage(n) { for i := 1; i <= n; i++ { last := {n: i, next: {i}} } }
func node(i) { return {value: i, inner: {i}} }
func check(o, i) { if o.value != i || o.inner[1] != i { error("lost " .. i) } }
for _, size := range ipairs({40, 1000, 70000}) {
    a := {}
    for i := 1; i <= size; i++ { a[i] = false }
    collectgarbage()
    for i := 1; i <= size; i += 7 { a[i] = node(i) }
    n := size
    for n < 2 * size + 10 { n++ a[n] = false }
    for i := 1; i <= size; i += 7 { a[i] = node(i + 1) }
    garbage(40000)
    for i := 1; i <= size; i += 7 { check(a[i], i + 1) }
    print(#a)
}
