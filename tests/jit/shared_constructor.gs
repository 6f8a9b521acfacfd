// A method that fills the new objects of several classes has met the shapes of all of them, but knows the object that it has just
// got: its fields are added without a question, and the object need not even be made.
// flags: --hot=40
Task := {}
Task.__index = Task
Task.init = func(self, name, weight) { self.name = name self.weight = weight self.runs = 0 return self }
Task.step = func(self) { self.runs = self.runs + self.weight return self.runs }
func subclass(parent) { c := setmetatable({}, {__index: parent}) c.__index = c return c }
A, B, C := subclass(Task), subclass(Task), subclass(Task)
func new_a(x) { o := setmetatable({x: x}, A) return o:init("a", 1) }
func new_b(x) { o := setmetatable({y: x, z: 2}, B) return o:init("b", 2) }
func new_c(x) { o := setmetatable({w: x}, C) return o:init("c", 3) }
func run(n) {
    s := 0
    for i := 1; i <= n; i++ { s += new_a(i):step() + new_b(i):step() + new_c(i):step() }
    return s
}
run(100)
print(run(10))   // expect: 60
// CHECK: loop in run:15, by the optimiser
// CHECK-NOT: FieldOffset
// CHECK-NOT: NewTable
// CHECK-NOT: Call
// CHECK: Poll
