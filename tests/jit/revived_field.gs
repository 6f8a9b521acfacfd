// A field that is removed and given again: if no other stands behind it, a nil in its slot is replaced like any other value.
// flags: --hot=40
func push(list, item) {
    item.next = list.first
    list.first = item
}
func pop(list) {
    item := list.first
    list.first = item.next
    item.next = nil
    return item
}
list, a, b := {}, {v: 1}, {v: 2}
for i := 1; i <= 100; i++ {
    push(list, a)
    push(list, b)
    pop(list)
    pop(list)
}
print(list.first, a.next, b.next)   // expect: nil	nil	nil
// CHECK: push:4, by the front end
// CHECK: StoreRef
// CHECK-NOT: SetField
// CHECK: by the optimiser
// CHECK-NOT: push:4, by the front end
