// Quicksort written in the language: int lists, swaps, recursion.
n, rounds := tonumber(arg && arg[1]) || 50000, tonumber(arg && arg[2]) || 3
func quicksort(t, lo, hi) {
    for lo < hi {
        pivot := t[(lo + hi - (lo + hi) % 2) / 2]
        i, j := lo, hi
        for i <= j {
            for t[i] < pivot { i++ }
            for t[j] > pivot { j-- }
            if i <= j {
                t[i], t[j] = t[j], t[i]
                i++
                j--
            }
        }
        if j - lo < hi - i {
            quicksort(t, lo, j)
            lo = i
        } else {
            quicksort(t, i, hi)
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
        quicksort(t, 1, n)
        for i := 2; i <= n; i++ {
            if t[i - 1] > t[i] { error("not sorted") }
        }
        check = (check + t[1] + t[n]) % 1000000007
    }
    print(check)
}
main()
