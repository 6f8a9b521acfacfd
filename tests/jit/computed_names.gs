// A computed name of a table that may have slots or be a dictionary. Where nothing was seen, or the key was not always there,
// a helper has the last word.
// flags: --hot=20
func sum(object, names) {
    s := 0
    for i := 1; i <= #names; i++ {
        s += object[names[i]] || 0
    }
    return s
}
objects := {{x: 1, y: 2}, {y: 3, z: 4}}
names := {"x", "y", "z"}
s := 0
for i := 1; i <= 200; i++ { s += sum(objects[i % 2 + 1], names) }
print(s)   // expect: 1000
// CHECK: sum:5, by the front end
// CHECK: InternedName
// CHECK: EntryOffset
// CHECK: NameOffset
// CHECK: FieldOwner
// CHECK: CallReading.GetKey
// CHECK-NOT: SlowOp
// CHECK: by the optimiser
