// any number of values in both directions; the objects that stand for main program and goroutine
co := coroutine.create(func(...) {
  print(select("#", ...))
  print(select("#", coroutine.yield(...)))
  return ...
})
many := {}
for i := 1; i <= 8000; i++ { many[i] = i }
print(select("#", coroutine.resume(co, unpack(many))))
print(select("#", coroutine.resume(co, unpack(many))))
print(select("#", coroutine.resume(coroutine.create(func() { return nil, nil }))))
print(select("#", coroutine.resume(coroutine.create(func() { }))))

main, is_main := coroutine.running()
print(type(main), is_main, coroutine.status(main))
print(coroutine.resume(main))
print(pcall(coroutine.close, main))
print(coroutine.wrap(func() { return coroutine.status(main), coroutine.isyieldable(), coroutine.isyieldable(main) })())
done := make(chan)
go func() {
  mine, outside := coroutine.running()
  print(mine == main, outside, coroutine.status(mine), coroutine.status(main))
  print(coroutine.resume(mine))
  done <- mine
}()
other := <-done
time.sleep(0.01)
print(coroutine.status(other))
again := nil
again = coroutine.wrap(func() { return again() })
print(pcall(again))

// expect: 8000
// expect: 8001
// expect: 8000
// expect: 8001
// expect: 3
// expect: 1
// expect: coroutine	true	running
// expect: false	cannot resume non-suspended coroutine
// expect: false	cannot close a running coroutine
// expect: normal	true	false
// expect: false	true	running	normal
// expect: false	cannot resume non-suspended coroutine
// expect: dead
// expect: false	cannot resume non-suspended coroutine
