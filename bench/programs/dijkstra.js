const n = Number(process.argv[2] || 4000), starts = Number(process.argv[3] || 8);
let seed = 12345;
function random(limit) {
  seed = (seed * 16807) % 2147483647;
  return seed % limit;
}
function makeGraph(n) {
  const edges = [];
  for (let i = 0; i < n; i++) {
    const list = [{ to: (i + 1) % n, weight: 50 + random(50) }];
    for (let k = 2; k <= 5; k++) list.push({ to: random(n), weight: 1 + random(100) });
    edges.push(list);
  }
  return edges;
}
function push(heap, entry) {
  let i = heap.length;
  heap.push(entry);
  while (i > 0) {
    const parent = (i - 1) >> 1;
    const above = heap[parent];
    if (above.distance <= entry.distance) break;
    heap[i] = above;
    i = parent;
  }
  heap[i] = entry;
}
function pop(heap) {
  const top = heap[0], last = heap.pop();
  const size = heap.length;
  if (size === 0) return top;
  let i = 0;
  while (2 * i + 1 < size) {
    let child = 2 * i + 1;
    if (child + 1 < size && heap[child + 1].distance < heap[child].distance) child++;
    if (heap[child].distance >= last.distance) break;
    heap[i] = heap[child];
    i = child;
  }
  heap[i] = last;
  return top;
}
function distances(edges, start) {
  const found = new Array(edges.length).fill(-1), heap = [];
  push(heap, { node: start, distance: 0 });
  while (heap.length > 0) {
    const { node, distance } = pop(heap);
    if (found[node] < 0) {
      found[node] = distance;
      for (const edge of edges[node]) {
        if (found[edge.to] < 0) push(heap, { node: edge.to, distance: distance + edge.weight });
      }
    }
  }
  return found;
}
const edges = makeGraph(n);
let sum = 0, most = 0;
for (let s = 1; s <= starts; s++) {
  distances(edges, random(n)).forEach((distance, node) => {
    sum = (sum * 31 + distance * (node + 1)) % 1000000007;
    if (distance > most) most = distance;
  });
}
console.log(sum + "\t" + most);
