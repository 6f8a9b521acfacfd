// a coroutine that waits makes the program wait; nothing catches a deadlock and no deferred call runs
print("before")
defer print("never")
co := coroutine.create(func() { defer print("never") ch := make(chan) return <-ch })
print(pcall(coroutine.resume, co))
print("never")

// expect: before
// expect status: 2
// expect error: fatal: all goroutines are asleep - deadlock
