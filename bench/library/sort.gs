// Sorts as many numbers as the argument says, in four ways. The numbers are the same in every language.
count := math.tointeger(tonumber(arg[1]))

func numbers(scale) {
    t, x := {}, 42
    for i := 1; i <= count; i++ {
        x = (x * 16807) % 2147483647
        t[i] = x * scale
    }
    return t
}

func less(x, y) { return x < y }

func measure(name, t, how) {
    start := os.clock()
    sorted := how(t)
    print(name, os.clock() - start, sorted[1])
}

func main() {
    measure("ints", numbers(1), func(t) { table.sort(t); return t })
    measure("floats", numbers(0.5), func(t) { table.sort(t); return t })
    measure("compared", numbers(1), func(t) { table.sort(t, less); return t })
    measure("sort-by", numbers(1), func(t) { return sort.by(t, less) })
}
main()
