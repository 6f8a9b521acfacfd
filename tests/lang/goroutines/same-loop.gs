// Goroutines that take turns in one loop over a channel: what one has added up is not another's.
func add(from, to) {
    s := 0
    for v := range from { s += v }
    to <- s
}
func parts(from, to) {
    s := 0
    for v := range from {
        s += v
        if v % 50 == 0 { to <- s s = 0 }
    }
    to <- s
    to <- "end"
}
func numbers(n) {
    ch := make(chan, 8)
    go func() { for i := 1; i <= n; i++ { ch <- i } close(ch) }()
    return ch
}
for _, n := range ipairs({20, 30, 100, 1000}) {
    for workers := 1; workers <= 5; workers++ {
        from, to := numbers(n), make(chan)
        for range workers { go add(from, to) }
        sum := 0
        for range workers { sum += <-to }
        assert(sum == n * (n + 1) / 2)

        from, to = numbers(n), make(chan)
        for range workers { go parts(from, to) }
        sum, left := 0, workers
        for left > 0 {
            part := <-to
            if part == "end" { left-- } else { sum += part }
        }
        assert(sum == n * (n + 1) / 2)
    }
}
print("ok")
