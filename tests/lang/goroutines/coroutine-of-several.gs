// one coroutine, resumed by several goroutines in turn; and one that waits belongs to its goroutine alone
co := coroutine.create(func() { for i := 1; true; i++ { coroutine.yield(i) } })
done := make(chan)
// A turn may end inside of the coroutine; then it is not for others until it has yielded.
func again() { for !coroutine.resume(co) { time.sleep(0) } }
for range 3 { go func() { for range 100 { again() } done <- true }() }
for range 3 { <-done }
print(coroutine.resume(co))

ch := make(chan)
waiting := coroutine.create(func() { return <-ch })
go func() { print(coroutine.resume(waiting)) done <- true }()
time.sleep(0.01)
print(coroutine.status(waiting), coroutine.resume(waiting))
print(pcall(coroutine.close, waiting))
ch <- "value"
<-done
print(coroutine.status(waiting))

// expect: true	301
// expect: normal	false	cannot resume non-suspended coroutine
// expect: false	cannot close a normal coroutine
// expect: true	value
// expect: dead
