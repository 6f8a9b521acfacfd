// Sites that meet many shapes: values come from the object, its class, the class above, or nowhere, and that changes.
// Every answer is compared with what a plain search finds.
Base := {shared: "base", only_base: 1}
Base.__index = Base
Middle := setmetatable({middle: 2}, Base)
Middle.__index = Middle
classes := {Base, Middle}
for i := 1; i <= 20; i++ {
    class := setmetatable({}, i % 2 == 0 && Base || Middle)
    class.__index = class
    class.own = i
    classes[#classes + 1] = class
}

func search(object, name) {
    for object != nil {
        v := rawget(object, name)
        if v != nil { return v }
        object = getmetatable(object)
    }
}
// One site for each way to read and write.
func read_shared(o) { return o.shared }
func read_middle(o) { return o.middle }
func read_flag(o) { return o.flag }
func write_flag(o, v) { o.flag = v }
func write_shared(o, v) { o.shared = v }
func read(o, name) { return o[name] }
func write(o, name, v) { o[name] = v }

seed := 7
func random(n) {
    seed = seed * 16807 % 2147483647
    return seed % n + 1
}
names := {"shared", "middle", "flag", "own", "only_base", "other", "a", "b", "c", "d"}
for i := 1; i <= 60; i++ { names[#names + 1] = "name" .. i }
objects := {}
for i := 1; i <= 300; i++ {
    o := setmetatable({}, classes[random(#classes)])
    for k := 1; k <= random(6); k++ { o[names[random(#names)]] = k }
    if i % 3 == 0 { o.flag = i }
    objects[i] = o
}
wrong := 0
func expect(got, wanted) { if got != wanted { wrong++ } }
for round := 1; round <= 40; round++ {
    for i := 1; i <= #objects; i++ {
        o := objects[i]
        expect(read_shared(o), search(o, "shared"))
        expect(read_middle(o), search(o, "middle"))
        expect(read_flag(o), search(o, "flag"))
        name := names[random(#names)]
        expect(read(o, name), search(o, name))
        action := random(6)
        if action == 1 {
            write_flag(o, nil)
            expect(read_flag(o), search(o, "flag"))
        } else if action == 2 {
            write_flag(o, round)
            expect(read_flag(o), round)
        } else if action == 3 {
            write(o, name, i)
            expect(read(o, name), i)
        } else if action == 4 {
            write(o, name, nil)
            expect(read(o, name), search(o, name))
        } else if action == 5 {
            write_shared(o, i % 2 == 0 && i || nil)
            expect(read_shared(o), search(o, "shared"))
        }
    }
    // Prototypes change as well: values, new keys, removed keys, other metatables.
    class := classes[random(#classes)]
    name := names[random(#names)]
    class[name] = round % 3 == 0 && nil || round
    if round == 20 { Base.flag = "inherited flag" }
    if round == 25 { setmetatable(classes[3], nil) }
    if round == 30 {
        Base.flag = nil
        collectgarbage()
    }
    if round == 35 { setmetatable(classes[3], {__index: func(o, k) { return nil }}) }
}
print(wrong)

// A method of all strings that appears, changes and goes.
func call_it(s) { return s:shout() }
print(pcall(call_it, "a"))
string.shout = func(s) { return s .. "!" }
for i := 1; i <= 3; i++ { print(call_it("b")) }
string.shout = func(s) { return s .. "?" }
print(call_it("c"))
string.shout = nil
print(pcall(call_it, "d"))
print(call_it({shout: func(self) { return "a table" }}))
