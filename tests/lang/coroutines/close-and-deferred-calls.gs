// coroutine.close: deferred calls run innermost first, the last error counts, pending pcalls catch nothing
co := coroutine.create(func() {
  defer func() { print("outer") error("e1") }()
  pcall(func() { defer func() { print("inner") error("e2") }() coroutine.yield(1) })
  print("never")
})
print(coroutine.resume(co))
ok, e := coroutine.close(co)
print(ok, e, coroutine.status(co))
print(coroutine.close(co))

// a pcall inside a deferred call does catch; yielding out is not possible
co = coroutine.create(func() {
  defer func() { print(pcall(coroutine.yield, 1)) print(pcall(error, "caught")) print(coroutine.isyieldable()) }()
  coroutine.yield()
})
coroutine.resume(co)
print(coroutine.close(co))

// a deferred call may use coroutines of its own
co = coroutine.create(func() {
  defer func() { for v := range coroutine.wrap(func() { coroutine.yield(5) }) { print("inside", v) } }()
  coroutine.yield()
})
coroutine.resume(co)
print(coroutine.close(co))

// one that never ran
co = coroutine.create(func() { print("never") })
print(coroutine.close(co), coroutine.status(co))

// expect: true	1
// expect: inner
// expect: outer
// expect: false	e1	dead
// expect: true
// expect: false	attempt to yield across a native call boundary
// expect: false	caught
// expect: false
// expect: true
// expect: inside	5
// expect: true
// expect: true	dead
