// method_dispatch with closures in the fields of each object instead of metatables.
n := tonumber(arg && arg[1]) || 100000
func shape(kind, w, h) {
    self := {w: w, h: h}
    self.scale = func(k) { self.w = self.w * k }
    if kind == 1 {
        self.area = func() { return self.w * self.h }
    } elseif kind == 2 {
        self.area = func() { return self.w * self.h / 2 }
    } elseif kind == 3 {
        self.area = func() { return self.w * self.w + self.h }
    } else {
        self.area = func() { return self.w + self.h }
    }
    return self
}
func main() {
    shapes := {}
    for i := 1; i <= 64; i++ { shapes[i] = shape(i % 4 + 1, i % 7 + 1, i % 5 + 1) }
    total := 0
    for r := 1; r <= n; r++ {
        s := shapes[r % 64 + 1]
        for k := 1; k <= 8; k++ { total += s.area() }
        s.scale(1)
    }
    print(string.format("%.1f", total))
}
main()
