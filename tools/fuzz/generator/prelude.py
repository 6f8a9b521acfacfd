"""The functions that every program begins with.

They print values in a form that shows all that matters and no addresses: whether a number is an int or a float, the
elements of a table in the order of iteration, its length, the status of a coroutine. They use raw access only, so that
metatables do not get in the way.
"""

PRELUDE = """\
shown, fuel := 0, 0
func text(v, depth) {
    switch type(v) {
    case "string": return "'" .. string.sub(v, 1, 90) .. "'"
    case "coroutine": return coroutine.status(v)
    case "function", "channel", "userdata": return type(v)
    case "table":
        if depth <= 0 { return "{..}" }
        parts, n := {}, 0
        for k, w := range next, v {
            n++
            if n > 24 { parts[n] = "more" break }
            parts[n] = text(k, 0) .. ":" .. text(w, depth - 1)
        }
        return "{" .. rawlen(v) .. "| " .. table.concat(parts, " ") .. "}"
    }
    return tostring(v)
}
func show(...) {
    shown++
    if shown > 400 { return }
    out := {}
    for i, v := range ... { out[i] = text(v, 3) }
    print(table.concat(out, " "))
}
func try(label, f, ...) { show(label, pcall(f, ...)) }
func traced(label, f, ...) {
    shown += 8
    if shown > 400 { return }
    print(label, select(2, xpcall(f, func(e) { return debug.traceback(text(e, 2)) }, ...)))
}
func spend() {
    fuel--
    if fuel < 0 { error("out of fuel") }
}
func cut(s) {
    if type(s) == "string" && #s > 80 { return string.sub(s, 1, 20) }
    return s
}
// What may be used further: no text with an address in it, which differs from run to run.
func steady(v) {
    if type(v) == "string" && string.find(v, "0x", 1, true) { return nil }
    return v
}
func maybe_yield(...) {
    if coroutine.isyieldable() { return coroutine.yield(...) }
    return ...
}
func time_out() {
    ch := make(chan)
    go func() { time.sleep(0.01) close(ch) }()
    return ch
}
func drive(label, f, ...) {
    co := coroutine.create(f)
    show(label, coroutine.resume(co, ...))
    for i := 1; i <= 12 && coroutine.status(co) != "dead"; i++ { show(label, i, coroutine.resume(co, i, label)) }
    show(label, coroutine.status(co), coroutine.close(co))
}
"""
