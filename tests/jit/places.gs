// A site of more shapes than can be compared with looks up where the field is: own fields by their offset, inherited ones by
// the prototype's slot, which leads to the one method that is called then.
// flags: --hot=40
class := {}
class.__index = class
class.weight = func(self, k) { return k }
func visit(list, n) {
    s := 0
    for i := 1; i <= n; i++ {
        object := list[i % #list + 1]
        object.x = object.x + 1
        s += object:weight(2)
    }
    return s
}
list := {}
for i := 1; i <= 8; i++ {
    object := {x: i}
    object["k" .. i] = i
    list[i] = setmetatable(object, class)
}
visit(list, 30)
print(visit(list, 80), list[1].x, list[8].x)   // expect: 160	14	21
// CHECK: loop in visit:10, by the front end
// CHECK: FieldOffset
// CHECK: LoadField
// CHECK: IsAbsent
// CHECK: CallReading.GetFieldOfMany
// CHECK: StoreFieldRef
// CHECK: CallChanging.SetFieldOfMany
// CHECK: MethodSlot
// CHECK: CheckBits
// CHECK: CallReading.GetMethodOfMany
// CHECK: Exit
// CHECK-NOT: CallIndirect
// CHECK: by the optimiser
