const size = Number(process.argv[2] || 300), rounds = Number(process.argv[3] || 15);

function newBlock(graph) {
  const block = { id: graph.length, to: [], from: [] };
  graph.push(block);
  return block;
}
function connect(a, b) {
  a.to.push(b);
  b.from.push(a);
}
function build(graph, start, depth, random) {
  if (depth === 0) {
    const block = newBlock(graph);
    connect(start, block);
    return block;
  }
  const choice = random(4);
  if (choice === 0) return build(graph, build(graph, start, depth - 1, random), depth - 1, random);
  if (choice === 1) {
    const join = newBlock(graph);
    connect(build(graph, start, depth - 1, random), join);
    connect(build(graph, start, depth - 1, random), join);
    return join;
  }
  const header = newBlock(graph), exit = newBlock(graph);
  connect(start, header);
  const last = build(graph, header, depth - 1, random);
  connect(last, header);
  connect(header, exit);
  if (choice === 3) connect(last, exit);
  return exit;
}
function makeGraph(size, seed) {
  function random(limit) {
    seed = (seed * 16807) % 2147483647;
    return seed % limit;
  }
  const graph = [];
  let at = newBlock(graph);
  while (graph.length < size) at = build(graph, at, 3 + random(3), random);
  for (let i = 1; i <= 3; i++) {
    const from = graph[random(graph.length)];
    connect(from, graph[random(graph.length)]);
  }
  return graph;
}

function find(parents, node) {
  let root = node;
  while (parents[root] !== root) root = parents[root];
  while (parents[node] !== root) {
    const above = parents[node];
    parents[node] = root;
    node = above;
  }
  return root;
}
// Numbers count from 1, so that 0 can mean "not reached".
function numberBlocks(graph) {
  const number = graph.map(() => 0), order = [null], last = [0];
  const stack = [{ block: graph[0], next: 0 }];
  number[0] = 1;
  order.push(graph[0]);
  while (stack.length > 0) {
    const top = stack[stack.length - 1];
    if (top.next < top.block.to.length) {
      const target = top.block.to[top.next++];
      if (number[target.id] === 0) {
        number[target.id] = order.length;
        order.push(target);
        stack.push({ block: target, next: 0 });
      }
    } else {
      last[number[top.block.id]] = order.length - 1;
      stack.pop();
    }
  }
  return [number, order, last];
}
function findLoops(graph) {
  const [number, order, last] = numberBlocks(graph);
  const count = order.length - 1;
  const parents = [0], back = [null], other = [null], header = [0], kind = [""];
  for (let w = 1; w <= count; w++) {
    parents.push(w);
    back.push([]);
    other.push([]);
    header.push(0);
    kind.push("block");
    for (const from of order[w].from) {
      const v = number[from.id];
      if (v > 0) {
        if (w <= v && v <= last[w]) back[w].push(v); else other[w].push(v);
      }
    }
  }
  const loops = new Array(count + 1).fill(null);
  for (let w = count; w >= 1; w--) {
    const body = [], inside = new Set();
    for (const v of back[w]) {
      if (v === w) {
        kind[w] = "self";
      } else {
        const root = find(parents, v);
        if (!inside.has(root)) {
          inside.add(root);
          body.push(root);
        }
      }
    }
    if (body.length > 0) kind[w] = "loop";
    for (let i = 0; i < body.length; i++) {
      for (const y of other[body[i]]) {
        const root = find(parents, y);
        if (root < w || root > last[w]) {
          kind[w] = "irreducible";
          other[w].push(root);
        } else if (root !== w && !inside.has(root)) {
          inside.add(root);
          body.push(root);
        }
      }
    }
    if (body.length > 0 || kind[w] === "self") {
      const loop = { header: w, kind: kind[w], size: body.length + 1, children: [], depth: 0 };
      loops[w] = loop;
      for (const x of body) {
        header[x] = w;
        parents[x] = w;
        if (loops[x]) loop.children.push(loops[x]);
      }
    }
  }
  return [loops, header, count];
}
function setDepth(loop, depth) {
  loop.depth = depth;
  let deepest = depth;
  for (const child of loop.children) deepest = Math.max(deepest, setDepth(child, depth + 1));
  return deepest;
}
let check = 0, found = 0, irreducible = 0, deepest = 0;
for (let r = 1; r <= rounds; r++) {
  const graph = makeGraph(size, r * 7919);
  const [loops, header, count] = findLoops(graph);
  for (let w = 1; w <= count; w++) {
    const loop = loops[w];
    if (loop) {
      found++;
      if (loop.kind === "irreducible") irreducible++;
      if (header[w] === 0) deepest = Math.max(deepest, setDepth(loop, 1));
    }
  }
  for (let w = 1; w <= count; w++) {
    if (loops[w]) check = (check * 31 + w * loops[w].depth + loops[w].size) % 1000000007;
  }
}
console.log([found, irreducible, deepest, check].join("\t"));
