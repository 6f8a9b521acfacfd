// What is written inside a coroutine is sent once, also if script code makes the second of several texts.
func text(s) { return setmetatable({}, {__tostring: func() { return s }}) }

l := net.listen("127.0.0.1:0")
go func() {
    c := l:accept()
    coroutine.wrap(func() { c:write("one ", text("two "), 3, text(" four")) })()
    c:close()
    l:close()
}()
c := net.dial(l:addr())
print(c:readAll())
c:close()

func handler(request, reply) {
    coroutine.wrap(func() { reply.write("five ", text("six "), 7, text(" eight")) })()
}
http.listen("127.0.0.1:0", handler, {quiet: true, onListen: func(addr, stop) {
    go func() {
        print(net.get("http://" .. addr .. "/").body)
        stop()
    }()
}})
