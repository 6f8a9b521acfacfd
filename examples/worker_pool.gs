// Goroutines and channels: a pipeline, a pool of workers, select with a time-out, and a clean end.

// ---- a pipeline: each stage is a goroutine that closes its output when its input ends -------------------------------

func source(n) {
    out := make(chan)
    go func() {
        defer close(out)
        for i := range n { out <- i }
    }()
    return out
}
func stage(input, f) {
    out := make(chan)
    go func() {
        defer close(out)
        for v := range input {
            result := f(v)
            if result != nil { out <- result }
        }
    }()
    return out
}
odd := stage(source(10), func(v) { if v % 2 == 1 { return v } })
for v := range stage(odd, func(v) { return v * v }) { io.write(v, " ") }
print()

// ---- a pool: jobs go to whoever is free, results come back tagged ---------------------------------------------------

func pool(workers, jobs, work) {
    queue, results, done := make(chan), make(chan, #jobs), make(chan)
    for w := range workers {
        go func() {
            for job := range queue { results <- {job: job, worker: w, value: work(job)} }
            done <- true
        }()
    }
    for _, job := range jobs { queue <- job }
    close(queue)
    for range workers { <-done }
    close(results)
    byJob := {}
    for r := range results { byJob[r.job] = r.value }
    return byJob
}
func collatz(n) {
    steps := 0
    for n != 1 {
        n = n % 2 == 0 && math.idiv(n, 2) || 3 * n + 1
        steps++
    }
    return steps
}
steps := pool(3, {27, 97, 871, 6171}, collatz)
for _, n := range {27, 97, 871, 6171} { print("collatz", n, steps[n]) }

// ---- an error in a worker is a value like any other -----------------------------------------------------------------

func attempt(f, ...) {
    out, arguments := make(chan, 1), {...}
    go func() {
        ok, value := pcall(f, unpack(arguments))
        out <- {ok: ok, value: value}
    }()
    return <-out
}
for _, divisor := range {4, 0} {
    r := attempt(func(d) { return 12 % d }, divisor)
    print(r.ok, r.value)
}

// ---- select: whichever is ready first, with a limit -----------------------------------------------------------------

func after(seconds) {
    c := make(chan, 1)
    go func() {
        time.sleep(seconds)
        c <- true
    }()
    return c
}
func fetch(seconds, text) {
    c := make(chan, 1)
    go func() {
        time.sleep(seconds)
        c <- text
    }()
    return c
}
for _, delay := range {0.001, 5} {
    select {
    case text := <-fetch(delay, "the answer"): print("got", text)
    case <-after(0.05): print("too slow")
    }
}

// ---- a server that owns its state: no locks -------------------------------------------------------------------------

func counter_server() {
    requests, quit := make(chan), make(chan)
    go func() {
        count := 0
        for {
            select {
            case request := <-requests:
                count += request.add
                request.reply <- count
            case <-quit:
                print("server stops at", count)
                quit <- true
                return
            }
        }
    }()
    return {
        add: func(n) {
            reply := make(chan)
            requests <- {add: n, reply: reply}
            return <-reply
        }
        stop: func() {
            quit <- true
            <-quit
        }
    }
}
server := counter_server()
print(server.add(5), server.add(-2), server.add(10))
server.stop()
