// Shortest ways in a random graph with n nodes, from several starts: a binary heap of small tables, adjacency lists.
n, starts := tonumber(arg && arg[1]) || 4000, tonumber(arg && arg[2]) || 8
seed := 12345
func random(limit) {
    seed = (seed * 16807) % 2147483647
    return seed % limit
}
func make_graph(n) {
    edges := {}
    for i := 1; i <= n; i++ { edges[i] = {} }
    for i := 1; i <= n; i++ {
        // One edge keeps the graph connected, four go anywhere.
        list := edges[i]
        list[1] = {to: i % n + 1, weight: 50 + random(50)}
        for k := 2; k <= 5; k++ { list[k] = {to: random(n) + 1, weight: 1 + random(100)} }
    }
    return edges
}
func push(heap, entry) {
    i := #heap + 1
    for i > 1 {
        parent := math.floor(i / 2)
        above := heap[parent]
        if above.distance <= entry.distance { break }
        heap[i] = above
        i = parent
    }
    heap[i] = entry
}
func pop(heap) {
    size := #heap
    top, last := heap[1], heap[size]
    heap[size] = nil
    size--
    if size == 0 { return top }
    i := 1
    for 2 * i <= size {
        child := 2 * i
        if child < size && heap[child + 1].distance < heap[child].distance { child++ }
        if heap[child].distance >= last.distance { break }
        heap[i] = heap[child]
        i = child
    }
    heap[i] = last
    return top
}
func distances(edges, start) {
    found, heap := {}, {}
    for i := 1; i <= #edges; i++ { found[i] = -1 }
    push(heap, {node: start, distance: 0})
    for #heap > 0 {
        entry := pop(heap)
        node, distance := entry.node, entry.distance
        if found[node] < 0 {
            found[node] = distance
            for _, edge := range ipairs(edges[node]) {
                if found[edge.to] < 0 { push(heap, {node: edge.to, distance: distance + edge.weight}) }
            }
        }
    }
    return found
}
func main() {
    edges := make_graph(n)
    sum, most := 0, 0
    for s := 1; s <= starts; s++ {
        for node, distance := range ipairs(distances(edges, random(n) + 1)) {
            sum = (sum * 31 + distance * node) % 1000000007
            if distance > most { most = distance }
        }
    }
    print(sum, most)
}
main()
