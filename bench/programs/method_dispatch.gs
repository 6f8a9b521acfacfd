// Method calls through metatables, four classes in turn.
n := tonumber(arg && arg[1]) || 100000
func class(area) {
    c := {area: area}
    c.__index = c
    c.scale = func(self, k) { self.w = self.w * k }
    return c
}
func main() {
    classes := {
        class(func(self) { return self.w * self.h })
        class(func(self) { return self.w * self.h / 2 })
        class(func(self) { return self.w * self.w + self.h })
        class(func(self) { return self.w + self.h })
    }
    shapes := {}
    for i := 1; i <= 64; i++ {
        shapes[i] = setmetatable({w: i % 7 + 1, h: i % 5 + 1}, classes[i % 4 + 1])
    }
    total := 0
    for r := 1; r <= n; r++ {
        s := shapes[r % 64 + 1]
        for k := 1; k <= 8; k++ { total += s:area() }
        s:scale(1)
    }
    print(string.format("%.1f", total))
}
main()
