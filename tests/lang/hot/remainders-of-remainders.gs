func f(n, d) {
    c := 0
    for i := 1; i <= n; i++ {
        if (i % 8) % d == 0 { c++ }
        if (i * 2) % d != 0 { c += 2 }
        if ((i % 100) % 7) % d == 0 { c += 3 }
    }
    return c
}
print(f(3000, 3), f(3000, -3), f(10, 5))
func g(n) {
    c := 0
    for i := 1; i <= n; i++ {
        for j := 1; j <= 9; j++ { if (i % 16) % j == 0 { c++ } }
    }
    return c
}
print(g(2000))
