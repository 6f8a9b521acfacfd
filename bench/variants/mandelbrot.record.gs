// mandelbrot with complex numbers as records, changed in place.
n := tonumber(arg && arg[1]) || 1000
func inside(z, c) {
    z.re, z.im = 0.0, 0.0
    for i := 1; i <= 50; i++ {
        re2, im2 := z.re * z.re, z.im * z.im
        if re2 + im2 > 4.0 { return false }
        z.im = 2.0 * z.re * z.im + c.im
        z.re = re2 - im2 + c.re
    }
    return true
}
func main() {
    z, c, count := {re: 0.0, im: 0.0}, {re: 0.0, im: 0.0}, 0
    for y := 0; y < n; y++ {
        c.im = 2.0 * y / n - 1.0
        for x := 0; x < n; x++ {
            c.re = 2.0 * x / n - 1.5
            if inside(z, c) { count++ }
        }
    }
    print(count)
}
main()
