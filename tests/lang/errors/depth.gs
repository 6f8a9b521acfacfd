// 200,000 script frames, the chunk's included, in every engine; calls through built-in functions have a limit of their own.
depth := 0
func down() { depth++ down() }
print(pcall(down), depth)                 // expect: false	199999
depth = 0
func through() { depth++ ok, e := pcall(through) if !ok { error(e) } }
print(pcall(through))                     // expect: false	stack overflow
print(depth)                              // expect: 3999
t := setmetatable({}, {__call: nil})
getmetatable(t).__call = t
print(pcall(t))                           // expect: false	stack overflow
