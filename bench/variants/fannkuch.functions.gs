// fannkuch in small functions, with loops without headers.
size := tonumber(arg && arg[1]) || 9
func swap(list, i, j) {
    kept := list[i]
    list[i] = list[j]
    list[j] = kept
}
func reverse(list, from, to) {
    for from < to {
        swap(list, from, to)
        from++
        to--
    }
}
func copy(from, to, n) {
    k := 1
    for k <= n {
        to[k] = from[k]
        k++
    }
}
func flips_of(work) {
    flips, first := 0, work[1]
    for first != 1 {
        next := work[first]
        work[first] = first
        reverse(work, 2, first - 1)
        first = next
        flips++
    }
    return flips
}
func rotate(list, i) {
    first, j := list[1], 1
    for j <= i {
        list[j] = list[j + 1]
        j++
    }
    list[i + 1] = first
}
func fannkuch(n) {
    perm, work, counts, k := {}, {}, {}, 1
    for k <= n {
        perm[k], work[k], counts[k] = k, k, k
        k++
    }
    even, most, sum := true, 0, 0
    for {
        if perm[1] != 1 {
            copy(perm, work, n)
            flips := flips_of(work)
            if even { sum += flips } else { sum -= flips }
            if flips > most { most = flips }
        }
        if even {
            swap(perm, 1, 2)
        } else {
            swap(perm, 2, 3)
            i := 3
            for i <= n && counts[i] == 1 {
                if i == n { return sum, most }
                counts[i] = i
                rotate(perm, i)
                i++
            }
            counts[i] = counts[i] - 1
        }
        even = !even
    }
}
print(fannkuch(size))
