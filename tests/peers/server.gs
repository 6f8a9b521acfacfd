// The server that the tests of this folder talk to. Arguments: an address, and "slow" for short times.
address, mode := ...
router := http.newRouter()
router.get("/hello", func(req, res) { res.write("hello") })
router.any("/echo", func(req, res) { res.write(req.method, " ", req.body) })
router.any("/size", func(req, res) { res.write(#req.body) })
router.get("/number/{n}", func(req, res) { res.write("<", req.params.n, ">") })
router.get("/moved", func(req, res) { res.redirect("/hello") })
router.get("/stream", func(req, res) {
    for i := 0; i < 5; i++ {
        res.writeln(i)
        res.flush()
        time.sleep(0.01)
    }
})
router.get("/sleep", func(req, res) {
    time.sleep(1)
    res.write("slept")
})
router.get("/hang", func(req, res) { time.sleep(1000) })
piece := string.rep("0123456789abcdef", 4096)
router.get("/gigabyte", func(req, res) { for i := 1; i <= 16384; i++ { res.write(piece) } })
router.get("/files/{path...}", http.files(string.match(arg[0], "(.*)/") || "."))

options := {quiet: true, maxBody: 4 * 1024 * 1024, onListen: func(addr) {
    print(addr)
    io.flush()
}}
if mode == "slow" { options.headTimeout, options.bodyTimeout, options.idleTimeout = 1, 1, 1 }
router.listen(address || "127.0.0.1:0", options)
print("stopped")
