const n = Number(process.argv[2] || 100000);
function* numbers(n, seed) {
  for (let i = 1; i <= n; i++) {
    seed = (seed * 16807) % 2147483647;
    yield seed % 10000;
  }
}
function* filter(source, accept) {
  for (const x of source) {
    if (accept(x)) yield x;
  }
}
function* map(source, f) {
  for (const x of source) yield f(x);
}
function* runningSums(source) {
  let sum = 0;
  for (const x of source) {
    sum = (sum + x) % 65521;
    yield sum;
  }
}
function* batches(source, size) {
  let batch = [];
  for (const x of source) {
    batch.push(x);
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
function* takeTurns(a, b) {
  let x = a.next(), y = b.next();
  while (!x.done || !y.done) {
    if (!x.done) {
      yield x.value;
      x = a.next();
    }
    if (!y.done) {
      yield y.value;
      y = b.next();
    }
  }
}
const odd = filter(numbers(n, 1), x => x % 2 === 1);
const squares = map(numbers(n / 2, 2), x => x * x % 9973);
const sums = runningSums(takeTurns(odd, squares));
let check = 0, count = 0, values = 0;
for (const batch of batches(sums, 16)) {
  count++;
  values += batch.length;
  batch.forEach((x, i) => { check = (check * 31 + x * (i + 1)) % 1000000007; });
}
console.log([count, values, check].join("\t"));
