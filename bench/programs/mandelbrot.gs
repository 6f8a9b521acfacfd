// Mandelbrot set, points that do not escape in 50 steps: float arithmetic.
n := tonumber(arg && arg[1]) || 1000
func mandelbrot(n) {
    inside := 0
    for y := 0; y < n; y++ {
        ci := 2.0 * y / n - 1.0
        for x := 0; x < n; x++ {
            cr := 2.0 * x / n - 1.5
            zr, zi, zr2, zi2 := 0.0, 0.0, 0.0, 0.0
            i := 0
            for i < 50 && zr2 + zi2 <= 4.0 {
                zi = 2.0 * zr * zi + ci
                zr = zr2 - zi2 + cr
                zr2 = zr * zr
                zi2 = zi * zi
                i++
            }
            if i == 50 { inside++ }
        }
    }
    return inside
}
print(mandelbrot(n))
