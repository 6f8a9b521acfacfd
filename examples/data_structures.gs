// Data structures as tables of closures: what is inside stays inside.

func Stack() {
    items := {}
    return {
        push: func(v) { items[#items + 1] = v }
        pop: func() { return table.remove(items) }
        top: func() { return items[#items] }
        size: func() { return #items }
    }
}

// A head index that moves: taking from the front moves nothing.
func Queue() {
    items, head, tail := {}, 1, 0
    return {
        put: func(v) { tail++  items[tail] = v }
        take: func() {
            if head > tail { return nil }
            v := items[head]
            items[head] = nil
            head++
            return v
        }
        size: func() { return tail - head + 1 }
    }
}

func LinkedList() {
    first, last, count := nil, nil, 0
    list := {}
    list.add_front = func(v) {
        first = {value: v, next: first}
        last = last || first
        count++
    }
    list.add_back = func(v) {
        node := {value: v}
        if last { last.next = node } else { first = node }
        last = node
        count++
    }
    list.remove = func(v) {
        before, node := nil, first
        for node && node.value != v { before, node = node, node.next }
        if !node { return false }
        if before { before.next = node.next } else { first = node.next }
        if node == last { last = before }
        count--
        return true
    }
    list.contains = func(v) {
        node := first
        for node {
            if node.value == v { return true }
            node = node.next
        }
        return false
    }
    list.each = func(f) {
        node := first
        for node {
            f(node.value)
            node = node.next
        }
    }
    list.size = func() { return count }
    return list
}

func SearchTree() {
    root := nil
    func insert(node, key) {
        if !node { return {key: key} }
        if key < node.key { node.left = insert(node.left, key) }
        if key > node.key { node.right = insert(node.right, key) }
        return node
    }
    // Three cases: no child, one child, two children (the smallest key on the right moves up).
    func delete(node, key) {
        if !node { return nil }
        switch {
        case key < node.key: node.left = delete(node.left, key)
        case key > node.key: node.right = delete(node.right, key)
        case !node.left: return node.right
        case !node.right: return node.left
        default:
            least := node.right
            for least.left { least = least.left }
            node.key = least.key
            node.right = delete(node.right, least.key)
        }
        return node
    }
    func walk(node, f) {
        if !node { return }
        walk(node.left, f)
        f(node.key)
        walk(node.right, f)
    }
    return {
        insert: func(key) { root = insert(root, key) }
        delete: func(key) { root = delete(root, key) }
        contains: func(key) {
            node := root
            for node && node.key != key { node = key < node.key && node.left || key > node.key && node.right || nil }
            return node != nil
        }
        in_order: func() {
            keys := {}
            walk(root, func(key) { keys[#keys + 1] = key })
            return keys
        }
    }
}

func HashSet(...) {
    items := {}
    for _, v := range ... { items[v] = true }
    set := {items: items}
    set.contains = func(v) { return items[v] == true }
    set.union = func(other) { return HashSet(unpack(table.keys(table.merge(table.copy(items), other.items)))) }
    set.intersection = func(other) {
        return HashSet(unpack(table.filter(table.keys(items), func(v) { return other.items[v] })))
    }
    set.list = func() {
        keys := table.keys(items)
        table.sort(keys)
        return table.concat(keys, " ")
    }
    return set
}

func PriorityQueue() {
    items := {}
    return {
        put: func(v, priority) {
            items[#items + 1] = {value: v, priority: priority}
            table.sort(items, func(a, b) { return a.priority > b.priority })
        }
        take: func() {
            item := table.remove(items)
            if item { return item.value, item.priority }
        }
    }
}

stack := Stack()
for i := range 4 { stack.push(i * i) }
print("stack", stack.pop(), stack.pop(), stack.top(), stack.size())

queue := Queue()
for _, v := range {"a", "b", "c"} { queue.put(v) }
print("queue", queue.take(), queue.take(), queue.size(), queue.take(), queue.take())

list := LinkedList()
for i := range 3 { list.add_back(i) }
list.add_front(0)
print("list", list.remove(2), list.remove(9), list.contains(3), list.size())
list.each(func(v) { io.write(v, " ") })
print()

tree := SearchTree()
for _, key := range {50, 30, 70, 20, 40, 60, 80} { tree.insert(key) }
print("tree", table.concat(tree.in_order(), " "))
for _, key := range {20, 30, 50} {
    tree.delete(key)
    print("without " .. key, table.concat(tree.in_order(), " "))
}
print(tree.contains(60), tree.contains(50))

fruit, red := HashSet("apple", "cherry", "plum"), HashSet("cherry", "brick", "apple")
print("union", fruit.union(red).list())
print("intersection", fruit.intersection(red).list())

tasks := PriorityQueue()
tasks.put("sleep", 9)
tasks.put("eat", 2)
tasks.put("work", 5)
print("priority queue", tasks.take())
print("next", tasks.take())

// Brackets match if every closing one meets its opening one on top of the stack.
func balanced(text) {
    closing := {[")"]: "(", ["]"]: "[", ["}"]: "{"}
    open := Stack()
    for c := range string.gmatch(text, "[%(%)%[%]{}]") {
        if !closing[c] { open.push(c) } else if open.pop() != closing[c] { return false }
    }
    return open.size() == 0
}
for _, text := range {"(a + b) * c", "f(x[1], {y})", "(]", "((", ")(", ""} {
    print(string.format("%-14s %s", text, balanced(text) && "pass" || "fail"))
}
