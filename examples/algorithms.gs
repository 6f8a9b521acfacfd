// Classic algorithms: sorting, searching, graphs, shortest paths, dynamic programming.

// ---- sorting --------------------------------------------------------------------------------------------------------

// Quicksort by partition around the last element, in place.
func quicksort(t, lo, hi) {
    lo, hi = lo || 1, hi || #t
    if lo >= hi { return t }
    pivot, store := t[hi], lo
    for i := lo; i < hi; i++ {
        if t[i] < pivot {
            t[i], t[store] = t[store], t[i]
            store++
        }
    }
    t[store], t[hi] = t[hi], t[store]
    quicksort(t, lo, store - 1)
    quicksort(t, store + 1, hi)
    return t
}

func merge(a, b) {
    out, i, j := {}, 1, 1
    for i <= #a && j <= #b {
        if b[j] < a[i] {
            out[#out + 1] = b[j]
            j++
        } else {
            out[#out + 1] = a[i]
            i++
        }
    }
    for i <= #a {
        out[#out + 1] = a[i]
        i++
    }
    for j <= #b {
        out[#out + 1] = b[j]
        j++
    }
    return out
}

// Merge sort into new tables.
func merge_sort(t) {
    if #t < 2 { return table.copy(t) }
    middle := math.idiv(#t, 2)
    return merge(merge_sort(table.slice(t, 1, middle)), merge_sort(table.slice(t, middle + 1)))
}

numbers := {38, 27, 43, 3, 9, 82, 10}
print("quicksort", table.concat(quicksort(table.copy(numbers)), " "))
print("merge sort", table.concat(merge_sort(numbers), " "))

// ---- searching ------------------------------------------------------------------------------------------------------

// Index of the value in a sorted list, or -1.
func binary_search(t, value) {
    lo, hi := 1, #t
    for lo <= hi {
        middle := math.idiv(lo + hi, 2)
        switch {
        case t[middle] == value: return middle
        case t[middle] < value: lo = middle + 1
        default: hi = middle - 1
        }
    }
    return -1
}

sorted := quicksort(table.copy(numbers))
print("search", binary_search(sorted, 43), binary_search(sorted, 4))

// ---- graphs ---------------------------------------------------------------------------------------------------------

graph := {
    A: {"B", "C"}, B: {"A", "D", "E"}, C: {"A", "F"}, D: {"B"}, E: {"B", "F"}, F: {"C", "E", "G"}, G: {"F"}
}

func breadth_first(graph, start) {
    seen, order, queue, head := {[start]: true}, {}, {start}, 1
    for head <= #queue {
        node := queue[head]
        head++
        order[#order + 1] = node
        for _, next := range graph[node] {
            if !seen[next] {
                seen[next] = true
                queue[#queue + 1] = next
            }
        }
    }
    return order
}

func depth_first(graph, node, seen, order) {
    seen, order = seen || {}, order || {}
    seen[node] = true
    order[#order + 1] = node
    for _, next := range graph[node] {
        if !seen[next] { depth_first(graph, next, seen, order) }
    }
    return order
}

func depth_first_stack(graph, start) {
    seen, order, stack := {}, {}, {start}
    for #stack > 0 {
        node := table.remove(stack)
        if !seen[node] {
            seen[node] = true
            order[#order + 1] = node
            for i := #graph[node]; i >= 1; i-- { stack[#stack + 1] = graph[node][i] }
        }
    }
    return order
}

print("breadth first", table.concat(breadth_first(graph, "A"), " "))
print("depth first", table.concat(depth_first(graph, "A"), " "))
print("with a stack", table.concat(depth_first_stack(graph, "A"), " "))

// ---- shortest paths: Dijkstra ---------------------------------------------------------------------------------------

roads := {
    home: {shop: 4, park: 1}, park: {shop: 2, school: 7}, shop: {school: 3, station: 8}, school: {station: 2}, station: {}
}

func shortest_path(roads, from, to) {
    distance, previous, done := {}, {}, {}
    for node := range roads { distance[node] = math.huge }
    distance[from] = 0
    for {
        nearest := nil
        for node := range roads {
            if !done[node] && (nearest == nil || distance[node] < distance[nearest]) { nearest = node }
        }
        if nearest == nil || distance[nearest] == math.huge { break }
        done[nearest] = true
        for next, length := range roads[nearest] {
            if distance[nearest] + length < distance[next] {
                distance[next] = distance[nearest] + length
                previous[next] = nearest
            }
        }
    }
    path, node := {}, to
    for node != nil {
        table.insert(path, 1, node)
        node = previous[node]
    }
    return distance[to], path
}

length, path := shortest_path(roads, "home", "station")
print("shortest path", length, table.concat(path, " > "))

// ---- Fibonacci by iteration and with a memo -------------------------------------------------------------------------

func fib_iterative(n) {
    a, b := 0, 1
    for range n { a, b = b, a + b }
    return a
}

memo := {}
func fib_memo(n) {
    if n < 2 { return n }
    if !memo[n] { memo[n] = fib_memo(n - 1) + fib_memo(n - 2) }
    return memo[n]
}
print("fib(50)", fib_iterative(50), fib_memo(50), fib_iterative(50) == fib_memo(50))

// ---- both sorts on the same pseudo-random list ----------------------------------------------------------------------

func pseudo_random(n, seed) {
    t := {}
    for i := range n {
        seed = (seed * 1103515245 + 12345) % 2147483648
        t[i] = seed % 1000
    }
    return t
}

list := pseudo_random(200, 42)
a, b := quicksort(table.copy(list)), merge_sort(list)
same := #a == #b
for i := range #a {
    if a[i] != b[i] { same = false }
}
print(string.format("sorts agree on %d numbers: %s; smallest %d, largest %d", #a, same, a[1], a[#a]))
