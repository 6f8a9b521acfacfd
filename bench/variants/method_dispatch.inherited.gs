// method_dispatch with classes that inherit from one another, declared one by one, and loops without headers.
rounds := tonumber(arg && arg[1]) || 100000
func derive(parent) {
    class := {}
    class.__index = class
    if parent { setmetatable(class, parent) }
    return class
}
base := derive(nil)
base.resize = func(object, factor) { object.width = factor * object.width }
rectangle := derive(base)
rectangle.size = func(object) { return object.width * object.height }
triangle := derive(rectangle)
triangle.size = func(object) { return rectangle.size(object) / 2 }
square := derive(base)
square.size = func(object) { return object.width * object.width + object.height }
line := derive(base)
line.size = func(object) { return object.width + object.height }
func main() {
    kinds, things, i := {rectangle, triangle, square, line}, {}, 1
    for i <= 64 {
        things[i] = setmetatable({height: i % 5 + 1, width: i % 7 + 1}, kinds[i % 4 + 1])
        i++
    }
    sum, round := 0, 0
    for round < rounds {
        round++
        thing, left := things[round % 64 + 1], 8
        for left > 0 {
            sum += thing:size()
            left--
        }
        thing:resize(1)
    }
    print(string.format("%.1f", sum))
}
main()
