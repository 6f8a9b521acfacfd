// Constructors rely on two globals that have been assigned once, setmetatable and the class. Each case below has a class and functions of
// its own, that run until their instructions have settled.
func warm(f) { for i := 1; i <= 3000; i++ { f(i, 2) } }
real := setmetatable

// The class is another one from some moment on.
First := {__index: {name: "first"}}
func first(x, y) { return setmetatable({x: x, y: y}, First) }
func first_name(x, y) { return first(x, y).name }
warm(first_name)
print(first_name(1, 2))
First = {__index: {name: "other"}}
print(first_name(1, 2))
warm(first_name)
First = {__index: {name: "third"}}
print(first_name(1, 2))

// It is removed and comes back, by another way.
Second := {__index: {name: "second"}}
func second(x, y) { return setmetatable({x: x, y: y}, Second) }
func second_name(x, y) { return second(x, y).name }
warm(second_name)
kept := Second
_G.Second = nil
print(pcall(second_name, 1, 2))
rawset(_G, "Second", kept)
print(second_name(1, 2))
warm(second_name)
_G["Second"] = {__index: {name: "changed"}}
print(second_name(1, 2))

// setmetatable is another function for a while, once while nobody calls, once while somebody does.
Third := {__index: {name: "third"}}
func third(x, y) { return setmetatable({x: x, y: y}, Third) }
func third_name(x, y) { return third(x, y).name }
warm(third_name)
calls := 0
counting := func(t, class) {
    calls++
    return real(t, class)
}
setmetatable = counting
setmetatable = real
warm(third_name)
setmetatable = counting
print(third_name(1, 2), calls)
warm(third_name)
print(calls)
setmetatable = real
warm(third_name)
print(third_name(1, 2), calls)
setmetatable = func(t, class) { return {name: "from elsewhere"} }
print(third_name(1, 2), calls)
setmetatable = real

// A class that was never the same for long.
Fourth := {__index: {name: 0}}
func fourth(x, y) { return setmetatable({x: x, y: y}, Fourth) }
sum := 0
for i := 1; i <= 2000; i++ {
    if i % 3 == 0 { Fourth = {__index: {name: i}} }
    sum += fourth(i, i).name
}
print(sum)
