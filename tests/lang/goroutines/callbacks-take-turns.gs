// timeout: 60
// goroutines are interrupted inside callbacks of library functions, too
done := make(chan)
for g := 1; g <= 4; g++ {
  go func() {
    t := {}
    for i := 1; i <= 20000; i++ { t[i] = (i * 7919 + g) % 10007 }
    table.sort(t, func(a, b) { return a < b })
    ok := true
    for i := 2; i <= #t; i++ { if t[i-1] > t[i] { ok = false } }
    done <- ok
  }()
}
for range 4 { print(<-done) }

// expect: true
// expect: true
// expect: true
// expect: true
