// `t[#t + 1] = v` where the length is no number: the sum is at fault, not t.
func append(t) {
    t[#t + 1] = "value"
    return rawlen(t), next(t)
}
func length(result) { return setmetatable({}, {__len: func() { return result }}) }
print(pcall(append, length("long")))
print(pcall(append, length(nil)))
print(pcall(append, length({})))
print(pcall(append, length("41")))
print(pcall(append, length(setmetatable({}, {__add: func(a, b) { return "sum" .. b }}))))
print(pcall(append, nil))
print(pcall(append, "text"))
