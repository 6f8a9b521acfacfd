// Finds the loops of control-flow graphs, and which loop contains which, in the manner of Tarjan and Havlak:
// depth-first numbers tell the back edges, a union-find structure collapses loops from the inside out.
size, rounds := tonumber(arg && arg[1]) || 300, tonumber(arg && arg[2]) || 15

// A graph is a list of blocks {id, to, from}.
func new_block(graph) {
    block := {id: #graph + 1, to: {}, from: {}}
    graph[#graph + 1] = block
    return block
}
func connect(a, b) {
    a.to[#a.to + 1] = b
    b.from[#b.from + 1] = a
}
// A piece of a program between two blocks: statements in a row, branches, loops in loops. Returns its last block.
func build(graph, start, depth, random) {
    if depth == 0 {
        block := new_block(graph)
        connect(start, block)
        return block
    }
    choice := random(4)
    if choice == 0 {
        return build(graph, build(graph, start, depth - 1, random), depth - 1, random)
    }
    if choice == 1 {
        join := new_block(graph)
        connect(build(graph, start, depth - 1, random), join)
        connect(build(graph, start, depth - 1, random), join)
        return join
    }
    header, exit := new_block(graph), new_block(graph)
    connect(start, header)
    last := build(graph, header, depth - 1, random)
    connect(last, header)
    connect(header, exit)
    if choice == 3 { connect(last, exit) }
    return exit
}
func make_graph(size, seed) {
    func random(limit) {
        seed = (seed * 16807) % 2147483647
        return seed % limit
    }
    graph := {}
    at := new_block(graph)
    for #graph < size { at = build(graph, at, 3 + random(3), random) }
    // Some jumps that no structured program has, so that there are loops with two entries.
    for i := 1; i <= 3; i++ { connect(graph[random(#graph) + 1], graph[random(#graph) + 1]) }
    return graph
}

func find(parents, node) {
    root := node
    for parents[root] != root { root = parents[root] }
    for parents[node] != root { parents[node], node = root, parents[node] }
    return root
}
// Numbers the blocks depth first: numbers by block, blocks by number, and the last number below each.
func number_blocks(graph) {
    number, order, last := {}, {}, {}
    for i := 1; i <= #graph; i++ { number[i] = 0 }
    stack := {{block: graph[1], next: 1}}
    number[1], order[1] = 1, graph[1]
    for #stack > 0 {
        top := stack[#stack]
        target := top.block.to[top.next]
        if target {
            top.next++
            if number[target.id] == 0 {
                order[#order + 1] = target
                number[target.id] = #order
                stack[#stack + 1] = {block: target, next: 1}
            }
        } else {
            last[number[top.block.id]] = #order
            stack[#stack] = nil
        }
    }
    return number, order, last
}
func find_loops(graph) {
    number, order, last := number_blocks(graph)
    count := #order
    parents, back, other, header, kind := {}, {}, {}, {}, {}
    for w := 1; w <= count; w++ {
        parents[w], back[w], other[w], header[w], kind[w] = w, {}, {}, 0, "block"
        for _, from := range ipairs(order[w].from) {
            v := number[from.id]
            if v > 0 {
                if w <= v && v <= last[w] { back[w][#back[w] + 1] = v } else { other[w][#other[w] + 1] = v }
            }
        }
    }
    loops := {}
    for w := count; w >= 1; w-- {
        body, inside := {}, {}
        for _, v := range ipairs(back[w]) {
            if v == w {
                kind[w] = "self"
            } else {
                root := find(parents, v)
                if !inside[root] {
                    inside[root] = true
                    body[#body + 1] = root
                }
            }
        }
        if #body > 0 { kind[w] = "loop" }
        i := 1
        for i <= #body {
            x := body[i]
            i++
            for _, y := range ipairs(other[x]) {
                root := find(parents, y)
                if root < w || root > last[w] {
                    // Somebody jumps into the loop past its header.
                    kind[w] = "irreducible"
                    other[w][#other[w] + 1] = root
                } else if root != w && !inside[root] {
                    inside[root] = true
                    body[#body + 1] = root
                }
            }
        }
        if #body > 0 || kind[w] == "self" {
            loop := {header: w, kind: kind[w], size: #body + 1, children: {}, depth: 0}
            loops[w] = loop
            for _, x := range ipairs(body) {
                header[x] = w
                parents[x] = w
                if loops[x] { loop.children[#loop.children + 1] = loops[x] }
            }
        }
    }
    return loops, header, count
}
func set_depth(loop, depth) {
    loop.depth = depth
    deepest := depth
    for _, child := range ipairs(loop.children) { deepest = math.max(deepest, set_depth(child, depth + 1)) }
    return deepest
}
func main() {
    check, found, irreducible, deepest := 0, 0, 0, 0
    for r := 1; r <= rounds; r++ {
        graph := make_graph(size, r * 7919)
        loops, header, count := find_loops(graph)
        for w := 1; w <= count; w++ {
            loop := loops[w]
            if loop {
                found++
                if loop.kind == "irreducible" { irreducible++ }
                if header[w] == 0 { deepest = math.max(deepest, set_depth(loop, 1)) }
            }
        }
        for w := 1; w <= count; w++ {
            if loops[w] { check = (check * 31 + w * loops[w].depth + loops[w].size) % 1000000007 }
        }
    }
    print(found, irreducible, deepest, check)
}
main()
