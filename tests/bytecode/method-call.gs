// A method look-up writes the callee and the receiver of the call window; a constructor with names is one instruction.
func f(p) { return g(p:len(), {x: 1, y: 2}) }
// CHECK: function 1 'f'
// CHECK: GetMethod
// CHECK: Call
// CHECK: NewObject
// CHECK: TailCall
// CHECK-NEXT: ReturnOpen
