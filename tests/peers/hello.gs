// The smallest server, for measuring.
http.listen("127.0.0.1:0", func(req, res) { res.write("hello") }, {quiet: true, onListen: func(addr) {
    print(addr)
    io.flush()
}})
