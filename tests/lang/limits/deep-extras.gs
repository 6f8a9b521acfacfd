// Deep recursion through functions with extra arguments is a script error, also when their frames need more room than there is.
func f(...) { return 1 + f(1, ...) }
func wide(n, ...) { return wide2(n + 1, n, ...) + 1 }
func wide2(n, ...) { return wide(n, ...) + 1 }
print(pcall(f))      // expect: false	stack overflow
print(pcall(wide, 1))   // expect: false	stack overflow
print(coroutine.wrap(func(...) { return pcall(f, ...) })(1, 2))   // expect: false	stack overflow
