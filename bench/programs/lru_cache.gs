// A cache that drops what was not used for the longest time: a map of string keys and a doubly linked list.
n, capacity := tonumber(arg && arg[1]) || 200000, tonumber(arg && arg[2]) || 1000
Cache := {}
Cache.__index = Cache
func new_cache(capacity) {
    head := {key: "", value: 0}
    head.next, head.previous = head, head
    return setmetatable({entries: {}, size: 0, capacity: capacity, head: head, dropped: 0}, Cache)
}
Cache.unlink = func(self, entry) {
    entry.previous.next = entry.next
    entry.next.previous = entry.previous
}
Cache.to_front = func(self, entry) {
    head := self.head
    entry.next, entry.previous = head.next, head
    head.next.previous = entry
    head.next = entry
}
Cache.get = func(self, key) {
    entry := self.entries[key]
    if entry == nil { return nil }
    self:unlink(entry)
    self:to_front(entry)
    return entry.value
}
Cache.put = func(self, key, value) {
    entry := self.entries[key]
    if entry {
        entry.value = value
        self:unlink(entry)
    } else {
        if self.size == self.capacity {
            oldest := self.head.previous
            self:unlink(oldest)
            self.entries[oldest.key] = nil
            self.size--
            self.dropped++
        }
        entry = {key: key, value: value}
        self.entries[key] = entry
        self.size++
    }
    self:to_front(entry)
}
func main() {
    cache := new_cache(capacity)
    keys := {}
    for i := 1; i <= 4 * capacity; i++ { keys[i] = "key-" .. i }
    seed, hits, sum := 42, 0, 0
    for i := 1; i <= n; i++ {
        seed = (seed * 16807) % 2147483647
        // The product of two numbers prefers small ones, as real access does.
        a := seed % 64
        seed = (seed * 16807) % 2147483647
        key := keys[(a * (seed % 64) * capacity) % (4 * capacity) + seed % capacity + 1] || keys[1]
        value := cache:get(key)
        if value {
            hits++
            sum = (sum + value) % 1000003
        } else {
            cache:put(key, i)
        }
        if i % 16 == 0 { cache:put(key, sum) }
    }
    print(hits, sum, cache.size, cache.dropped, cache.head.next.key, cache.head.previous.key)
}
main()
