const n = Number(process.argv[2] || 300000), kept = Number(process.argv[3] || 500);
const scaled = (factor, offset) => (x) => (x * factor + offset) % 10007;
function summed(start) {
  let total = start;
  return (x) => {
    total = (total + x) % 10009;
    return total;
  };
}
const ring = [];
for (let i = 1; i <= kept; i++) ring.push(summed(i));
let at = 0, value = 1;
for (let i = 1; i <= n; i++) {
  value = ring[at](value);
  ring[at] = i % 2 === 0 ? scaled(value, i) : summed(value);
  at = (at + 1) % kept;
}
console.log(value);
