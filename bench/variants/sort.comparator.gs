// sort with the comparison as an argument.
n, rounds := tonumber(arg && arg[1]) || 50000, tonumber(arg && arg[2]) || 3
func quicksort(t, lo, hi, less) {
    for lo < hi {
        pivot := t[(lo + hi - (lo + hi) % 2) / 2]
        i, j := lo, hi
        for i <= j {
            for less(t[i], pivot) { i++ }
            for less(pivot, t[j]) { j-- }
            if i <= j {
                t[i], t[j] = t[j], t[i]
                i++
                j--
            }
        }
        if j - lo < hi - i {
            quicksort(t, lo, j, less)
            lo = i
        } else {
            quicksort(t, i, hi, less)
            hi = j
        }
    }
}
func main() {
    check := 0
    for r := 1; r <= rounds; r++ {
        t, x := {}, 42 + r
        for i := 1; i <= n; i++ {
            x = (x * 16807) % 2147483647
            t[i] = x
        }
        quicksort(t, 1, n, func(a, b) { return a < b })
        for i := 2; i <= n; i++ {
            if t[i - 1] > t[i] { error("not sorted") }
        }
        check = (check + t[1] + t[n]) % 1000000007
    }
    print(check)
}
main()
