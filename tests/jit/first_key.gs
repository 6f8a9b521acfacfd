// Whether a table has anything.
// flags: --hot=40
func full(t) { return next(t) != nil }
hash := {[1.5]: 1}
for i := 1; i <= 60; i++ { full({a: 1}) }
gone := {a: 1}
gone.a = nil
print(full({}), full({1}), full({a: false}), full(hash), full(gone), full({nil, 2}), full(setmetatable({}, {__index: hash})))
// expect: false	true	true	true	false	true	false
print(pcall(full, 1))   // expect: false	bad argument #1 to 'next' (table expected, got number)
// CHECK: full:3, by the optimiser
// CHECK: CallHelper.FirstKey
