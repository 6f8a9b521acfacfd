// Downloads many files at the same time, but only so many at once, tries again what failed, and checks every file. The server
// is part of the program; it is slow, and now and then it fails.

FILES, WORKERS, ATTEMPTS := 24, 6, 4

// ---- the server: file N is N times a line, and its digest stands in a list ------------------------------------

func content(n) { return string.rep("line of file " .. n .. "\n", n * 200) }

seen := {}
router := http.newRouter()
router.get("/list", func(req, res) {
    list := {}
    for n := 1; n <= FILES; n++ { table.insert(list, {name: "file" .. n, sha256: hash.sha256(content(n))}) }
    res.json(list)
})
router.get("/files/{name}", func(req, res) {
    n := tonumber(string.match(req.params.name, "%d+"))
    seen[n] = (seen[n] || 0) + 1
    time.sleep(0.02)
    if n % 5 == 0 && seen[n] == 1 { return res.status(503).write("busy") }
    res.header("Content-Type", "text/plain")
    for piece := 1; piece <= n; piece++ {
        res.write(string.rep("line of file " .. n .. "\n", 200))
        if n % 7 == 0 && seen[n] == 1 && piece == 3 {
            res.flush()
            error("the disk is gone", 0)     // in the middle of an answer: the connection breaks
        }
    }
})

// ---- the client -----------------------------------------------------------------------------------------------

// Tries until it works; returns the body, or nil and what went wrong last, and the number of attempts.
func fetch(url, digest) {
    problem := ""
    for attempt := 1; attempt <= ATTEMPTS; attempt++ {
        if attempt > 1 { time.sleep(0.01 * 2 ** attempt) }
        answer, failure := net.get(url, {timeout: 10})
        if !answer { problem = failure }
        elseif answer.status != 200 { problem = answer.statusText }
        elseif hash.sha256(answer.body) != digest { problem = "wrong digest" }
        else { return answer.body, nil, attempt }
    }
    return nil, problem, ATTEMPTS
}

func download(base, folder) {
    work, done := make(chan), make(chan)
    for w := 1; w <= WORKERS; w++ {
        go func() {
            for {
                file, more := <-work
                if !more { return }
                body, problem, attempts := fetch(base .. "/files/" .. file.name, file.sha256)
                if body { fs.writefile(path.join(folder, file.name), body) }
                done <- {file: file, size: body && #body, problem: problem, attempts: attempts}
            }
        }()
    }
    list := net.get(base .. "/list").json()
    go func() {
        for _, file := range list { work <- file }
        close(work)
    }()
    total, again, failed := 0, 0, 0
    for i := 1; i <= #list; i++ {
        r := <-done
        if r.size { total += r.size } else { failed++ }
        if r.attempts > 1 { again++ }
    }
    return total, again, failed
}

router.listen("127.0.0.1:0", {quiet: true, onListen: func(addr, stop) {
    folder := os.tmpname()
    os.remove(folder)
    fs.mkdir(folder)
    start := time.now()
    total, again, failed := download("http://" .. addr, folder)
    print(string.format("%d files, %d bytes, %d tried again, %d failed", #fs.readdir(folder), total, again, failed))
    print("faster than one after the other: " .. tostring(time.since(start) < FILES * 0.06))
    ok := true
    for n := 1; n <= FILES; n++ { ok = ok && fs.readfile(path.join(folder, "file" .. n)) == content(n) }
    print("all as they should be: " .. tostring(ok))
    fs.removeAll(folder)
    stop()
}})
