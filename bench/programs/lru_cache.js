const n = Number(process.argv[2] || 200000), capacity = Number(process.argv[3] || 1000);
class Cache {
  constructor(capacity) {
    const head = { key: "", value: 0, next: null, previous: null };
    head.next = head.previous = head;
    this.entries = new Map();
    this.size = 0;
    this.capacity = capacity;
    this.head = head;
    this.dropped = 0;
  }
  unlink(entry) {
    entry.previous.next = entry.next;
    entry.next.previous = entry.previous;
  }
  toFront(entry) {
    const head = this.head;
    entry.next = head.next;
    entry.previous = head;
    head.next.previous = entry;
    head.next = entry;
  }
  get(key) {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    this.unlink(entry);
    this.toFront(entry);
    return entry.value;
  }
  put(key, value) {
    let entry = this.entries.get(key);
    if (entry) {
      entry.value = value;
      this.unlink(entry);
    } else {
      if (this.size === this.capacity) {
        const oldest = this.head.previous;
        this.unlink(oldest);
        this.entries.delete(oldest.key);
        this.size--;
        this.dropped++;
      }
      entry = { key, value, next: null, previous: null };
      this.entries.set(key, entry);
      this.size++;
    }
    this.toFront(entry);
  }
}
const cache = new Cache(capacity);
const keys = [];
for (let i = 1; i <= 4 * capacity; i++) keys.push("key-" + i);
let seed = 42, hits = 0, sum = 0;
for (let i = 1; i <= n; i++) {
  seed = (seed * 16807) % 2147483647;
  const a = seed % 64;
  seed = (seed * 16807) % 2147483647;
  const key = keys[(a * (seed % 64) * capacity) % (4 * capacity) + seed % capacity] || keys[0];
  const value = cache.get(key);
  if (value !== undefined) {
    hits++;
    sum = (sum + value) % 1000003;
  } else {
    cache.put(key, i);
  }
  if (i % 16 === 0) cache.put(key, sum);
}
console.log([hits, sum, cache.size, cache.dropped, cache.head.next.key, cache.head.previous.key].join("\t"));
