// A live heap of a given size under allocation load: what bench/gc_pause measures.
//
//   load.gs KIND MIB MILLIONS   KIND as below; size of the live heap in MiB, millions of allocations
//
//   nodes       small objects in lists of 1000, linked at random; the load replaces one of 16 of them
//   map         one map of strings to small objects, as large as that; the load removes and adds keys
//   deep        nodes, and the load runs below 150,000 calls
//   suspended   nodes, and 20,000 coroutines that wait
//   resumed     nodes, and 20,000 coroutines that are resumed in turn by the load
//   goroutines  nodes, and 20,000 goroutines that wait for a channel
//   weak        nodes, a weak table with 200,000 keys and a cache with 200,000 weak values
//   finalizers  nodes, of which 50,000 have a finaliser
//   strings     interned strings: 500,000 names as keys
kind := arg && arg[1] || "nodes"
mebibytes := tonumber(arg && arg[2]) || 16
millions := tonumber(arg && arg[3]) || 1

seed := 12345
func random(limit) {
    seed = (seed * 16807) % 2147483647
    return seed % limit + 1
}

// A node is a table with three fields: 48 bytes, and 8 for its place in a list.
func build_nodes(bytes) {
    lists := {}
    for i := 1; i <= bytes / 56000; i++ {
        list := {}
        for k := 1; k <= 1000; k++ { list[k] = {value: k, next: false, other: false} }
        lists[i] = list
    }
    for i := 1; i <= #lists; i++ {
        list := lists[i]
        for k := 1; k <= 1000; k++ {
            list[k].next = lists[random(#lists)][random(1000)]
            list[k].other = lists[random(#lists)][random(1000)]
        }
    }
    return lists
}

// Allocates, keeps the last thousand objects in a ring, and puts one of 16 in the place of an old one.
func load_nodes(lists, count, each) {
    ring := {}
    for i := 1; i <= 1000; i++ { ring[i] = false }
    for i := 1; i <= count; i++ {
        node := {value: i, next: ring[random(1000)], other: false}
        ring[i % 1000 + 1] = node
        if i % 16 == 0 {
            node.next = false
            node.other = lists[random(#lists)][random(1000)]
            node.other.next = false
            lists[random(#lists)][random(1000)] = node
        }
        if each && i % 20 == 0 { each(i) }
    }
    return ring
}

func load_map(bytes, count) {
    map := {}
    size := math.floor(bytes / 160)
    for i := 1; i <= size; i++ { map["k" .. i] = {value: i} }
    for i := 1; i <= count / 4; i++ {
        map["k" .. random(size)] = nil
        map["k" .. random(size)] = {value: i}
    }
    return map
}

func descend(depth, body) {
    if depth == 0 { return body() }
    result := descend(depth - 1, body)
    return result
}

func coroutines(count) {
    all := {}
    for i := 1; i <= count; i++ {
        all[i] = coroutine.create(func() {
            mine := {i}
            for { coroutine.yield(mine) }
        })
        coroutine.resume(all[i])
    }
    return all
}

func main() {
    bytes, count := mebibytes * 1048576, millions * 1000000
    if kind == "map" { return load_map(bytes, count) }
    if kind == "strings" {
        names := {}
        for i := 1; i <= 500000; i++ { names["name " .. i] = true }
        return load_nodes(build_nodes(bytes), count), names
    }
    lists := build_nodes(bytes)
    if kind == "deep" { return descend(150000, func() { return load_nodes(lists, count) }) }
    if kind == "suspended" {
        all := coroutines(20000)
        return load_nodes(lists, count), all
    }
    if kind == "resumed" {
        all := coroutines(20000)
        at := 0
        return load_nodes(lists, count, func() {
            at = at % 20000 + 1
            coroutine.resume(all[at])
        }), all
    }
    if kind == "goroutines" {
        waiting, done := make(chan), make(chan)
        for i := 1; i <= 20000; i++ {
            go func() {
                mine := {i}
                <-waiting
                done <- mine
            }()
        }
        load_nodes(lists, count)
        for i := 1; i <= 20000; i++ { waiting <- true }
        for i := 1; i <= 20000; i++ { <-done }
        return lists
    }
    if kind == "weak" {
        keys, values := setmetatable({}, {__mode: "k"}), setmetatable({}, {__mode: "v"})
        for i := 1; i <= 200000; i++ {
            keys[lists[random(#lists)][random(1000)]] = {i}
            values[i] = lists[random(#lists)][random(1000)]
        }
        return load_nodes(lists, count), keys, values
    }
    if kind == "finalizers" {
        meta := {__gc: func(object) { object.value = nil }}
        for i := 1; i <= 50000; i++ { setmetatable(lists[random(#lists)][random(1000)], meta) }
    }
    return load_nodes(lists, count)
}
keep := main()
print("done", kind, keep != nil)
