// only: vm,jit
// A list whose nodes are dropped at its front grows at its end. One reference to a node from long ago keeps all of them.
func node(value) { return {value: value} }

peak := 0
func watch(i) {
    if i % 25000 != 0 { return }
    collectgarbage()
    peak = math.max(peak, collectgarbage("count"))
}

// The front is a variable of the loop, which calls functions of the library.
func natives(n) {
    first := node(0)
    last, sum := first, 0
    for i := 1; i <= n; i++ {
        last.next = node(i)
        last = last.next
        sum += math.max(first.value, i % 7)
        first = first.next
        watch(i)
    }
    return sum
}

// The same with calls of functions, which allocate.
func step(last, i) {
    last.next = {value: i}
    return last.next
}
func calls(n) {
    first := node(0)
    last, sum := first, 0
    for i := 1; i <= n; i++ {
        front := first
        last = step(last, i)
        sum += front.value
        first = front.next
        watch(i)
    }
    return sum
}

// The same with texts, which the runtime makes.
func texts(n) {
    first := node("0")
    last, length := first, 0
    for i := 1; i <= n; i++ {
        last.next = {value: "n" .. i}
        last = last.next
        length += #first.value
        first = first.next
        watch(i)
    }
    return length
}

// The front is in an object; a method allocates while another variable has held a node.
Queue := {}
Queue.__index = Queue
func queue() {
    head := node(0)
    return setmetatable({head: head, tail: head, size: 1}, Queue)
}
Queue.pass = func(self, value) {
    if self.size > 100 {
        dropped := self.head
        self.head = dropped.next
        self.size--
    }
    made := {value: value}
    self.tail.next = made
    self.tail = made
    self.size++
    return made.value
}
func methods(n) {
    q := queue()
    sum := 0
    for i := 1; i <= n; i++ {
        sum += q:pass(i)
        watch(i)
    }
    return sum
}

for _, f := range {natives, calls, texts, methods} {
    peak = 0
    result := f(100000)
    print(result, peak < 3000)
}
