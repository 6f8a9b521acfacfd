// A chain of `..` may be longer than any frame has registers; order, metamethods and names are those of a short one.
func chain(n, separator, odd) {
    operands := {}
    for i := 1; i <= n; i++ { operands[i] = i == odd && "u" || "'" .. i % 10 .. "'" }
    return table.concat(operands, separator)
}
print(#load("return " .. chain(20000, " .. "))())   // expect: 20000
u = setmetatable({}, {__concat: func(a, b) { return "<" .. (type(a) == "table" && "T" || "t") .. ">" .. (type(b) == "string" && b || "") }})
s := load("return " .. chain(2500, " .. ", 1500))()
print(#s, s:sub(1490, 1510))   // expect: 2502	0123456789<T>12345678
u = nil
print(pcall(load("return " .. chain(2500, " .. ", 1500))))   // expect: false	attempt to concatenate a nil value (global 'u')
print(xpcall(load("return " .. chain(2500, "\n.. ", 1500), "lines"), func(e) { return debug.traceback(e):match("lines:%d+") }))
// expect: false	lines:1501
