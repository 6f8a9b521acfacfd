// A function with extra arguments that C++ has called (pcall, a comparison, a coroutine) stands in tracebacks, and
// those who wait for it do, too.
func trace(f, ...) { print(select(2, xpcall(f, debug.traceback, ...))) }
trace(func(...) { return #nil, ... })
trace(func(a, ...) { return nothing(...) }, 1, 2, 3)
func compare(a, ...) {
    print(debug.traceback("comparing"))
    return a < ...
}
table.sort({2, 1}, compare)
trace(func(...) { table.sort({1, "x"}, func(...) { return (...) < ...[2] }) return ... }, nil, nil)
print(coroutine.wrap(func(...) { return pcall(func(...) { return debug.traceback("inside", #...) }, ...) })(1))
