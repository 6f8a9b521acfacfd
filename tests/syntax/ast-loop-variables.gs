// dump: ast
// only its own post assigns i: no cell
for i := 1; i < 3; i++ { f(func() { return i }) }
// the body assigns it too
for i := 1; i < 3; i++ { i = i + 1 f(func() { return i }) }
// a closure in post sees what post goes on to assign
for i := 1; i < 3; i, g = i + 1, func() { return i } { }
// a closure in the condition does not
for i := 1; f(func() { return i }); i++ { }
// a closure assigns it
for i := 1; i < 3; f(func() { i = 2 }) { }
for k := range t { k = 1 f(func() { return k }) }
