// Errors: returned for what is expected to fail, raised for what is not, and how to get from one to the other.

// ---- value or nil and a message -------------------------------------------------------------------------------------

func divide(a, b) {
    if b == 0 { return nil, "division by zero" }
    return a / b
}
for _, pair := range {{10, 4}, {1, 0}} {
    result, problem := divide(pair[1], pair[2])
    print(result, problem)
}

// A chain that stops at the first failure.
func parse_age(text) {
    n := tonumber(text)
    if !n { return nil, "'" .. text .. "' is no number" }
    if n < 0 || n > 150 { return nil, n .. " is no age" }
    return n
}
func greet(text) {
    age, problem := parse_age(text)
    if !age { return nil, "cannot greet: " .. problem }
    return "hello, " .. age .. "-year-old"
}
for _, text := range {"42", "abc", "-7"} { print(greet(text)) }

// ---- raising and catching -------------------------------------------------------------------------------------------

func risky(n) {
    if n > 2 { error("too much: " .. n) }
    return n * 10
}
for i := range 4 { print(pcall(risky, i)) }

// What the language finds wrong has a message that names the variable.
settings := {}
print(pcall(func() { return settings.window.width }))
print(pcall(func() { return #undefined_list }))

// ---- errors as tables -----------------------------------------------------------------------------------------------

Error := {__tostring: func(e) { return e.kind .. ": " .. e.message }}
func failure(kind, message, details) { return setmetatable({kind: kind, message: message, details: details}, Error) }
func load_user(id) {
    switch {
    case type(id) != "number": error(failure("argument", "id must be a number", {got: type(id)}))
    case id > 100: error(failure("not found", "no user " .. id))
    default: return {id: id, name: "user" .. id}
    }
}
for _, id := range {7, 700, "x"} {
    ok, result := pcall(load_user, id)
    if ok {
        print("found", result.name)
    } else {
        print(result, result.details && result.details.got)
    }
}

// ---- trying again ---------------------------------------------------------------------------------------------------

func retry(times, f) {
    wait := 1
    for attempt := 1; attempt <= times; attempt++ {
        ok, result := pcall(f, attempt)
        if ok { return result, attempt }
        print("attempt " .. attempt .. " failed (" .. result .. "), waiting " .. wait .. "s")
        wait *= 2
    }
    return nil, "gave up after " .. times .. " attempts"
}
print(retry(5, func(n) { if n < 3 { error("busy") } return "done" }))
print(retry(2, func() { error("down") }))

// ---- cleaning up, whatever happens ----------------------------------------------------------------------------------

func with_resource(name, work) {
    print("open " .. name)
    defer print("close " .. name)
    return work(name)
}
print(pcall(with_resource, "file A", func(name) { return "read " .. name }))
print(pcall(with_resource, "file B", func(name) { error("disk error in " .. name) }))

// ---- collecting several errors --------------------------------------------------------------------------------------

rules := {
    name: func(v) { return v && #v >= 2, "must have at least two letters" }
    mail: func(v) { return v && v:contains("@"), "must contain an @" }
    age: func(v) { return tonumber(v) && tonumber(v) >= 18, "must be 18 or more" }
}
func validate(form) {
    problems := {}
    for field, rule := range rules {
        ok, message := rule(form[field])
        if !ok { problems[#problems + 1] = field .. " " .. message }
    }
    return #problems == 0, problems
}
print((validate({name: "Ada", mail: "ada@example.org", age: "36"})))
ok, problems := validate({name: "A", mail: "nowhere", age: "x"})
for _, p := range problems { print("-", p) }

// ---- a handler sees the stack of the failure ------------------------------------------------------------------------

func deep(n) {
    if n == 0 { error("bottom") }
    deep(n - 1)
    return nil
}
ok, report := xpcall(deep, func(e) { return e .. ", " .. #string.split(debug.traceback(), "\n") .. " lines of traceback" }, 3)
print(ok, report)
