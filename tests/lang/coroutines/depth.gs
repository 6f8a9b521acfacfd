// timeout: 120
// a coroutine may recurse as deeply as the main program, and be left and resumed down there
func deep(n) { if n == 0 { return 0 } return 1 + deep(n - 1) }
co := coroutine.wrap(func() {
  print(deep(199990))
  coroutine.yield(pcall(deep, 200010))
  return deep(150000)
})
print(co())
print(co())
all := {}
for i := 1; i <= 30; i++ {
  all[i] = coroutine.wrap(func() {
    func down(n) { if n == 0 { coroutine.yield(i) return 0 } return 1 + down(n - 1) }
    return down(2000)
  })
}
sum := 0
for i := 1; i <= 30; i++ { sum += all[i]() }
for i := 1; i <= 30; i++ { sum += all[i]() }
print(sum)

// every resume is a call through a built-in function
func nest(n) { return coroutine.wrap(func() { if n == 0 { return 0 } return 1 + nest(n - 1) })() }
print(nest(1000))
print(pcall(nest, 10000))
func through(n) { if n == 0 { return 0 } ok, v := pcall(through, n - 1) if !ok { error(v, 0) } return v + 1 }
print(coroutine.wrap(func() { return pcall(through, 1000) })())

// expect: 199990
// expect: false	stack overflow
// expect: 150000
// expect: 60465
// expect: 1000
// expect: false	stack overflow
// expect: true	1000
