// mandelbrot with a function for each point, and with loops without headers.
size := tonumber(arg && arg[1]) || 1000
func escapes(re, im) {
    a, b, a2, b2, left := 0.0, 0.0, 0.0, 0.0, 50
    for left > 0 {
        if a2 + b2 > 4.0 { return true }
        b = im + 2.0 * a * b
        a = re + (a2 - b2)
        a2, b2 = a * a, b * b
        left--
    }
    return false
}
func main() {
    total, row := 0, 0
    for row < size {
        im, column := 2.0 * row / size - 1.0, 0
        for column < size {
            if !escapes(2.0 * column / size - 1.5, im) { total++ }
            column++
        }
        row++
    }
    print(total)
}
main()
