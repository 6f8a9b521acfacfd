// many coroutines one after the other, at once, and dropped while suspended
n := 0
for i := 1; i <= 200000; i++ { coroutine.resume(coroutine.create(func() { n += 1 })) }
print(n)
all := {}
for i := 1; i <= 10000; i++ {
  all[i] = coroutine.wrap(func() { t := {i} for { coroutine.yield(t[1]) } })
  all[i]()
}
collectgarbage()
sum := 0
for i := 1; i <= 10000; i++ { sum += all[i]() }
print(sum)
all = nil
for i := 1; i <= 50000; i++ { coroutine.wrap(func() { coroutine.yield() })() }
collectgarbage()
print("end")

// expect: 200000
// expect: 50005000
// expect: end
