const m = Number(process.argv[2] || 3), n = Number(process.argv[3] || 4), rounds = Number(process.argv[4] || 500);
function ack(m, n) {
  if (m === 0) return n + 1;
  if (n === 0) return ack(m - 1, 1);
  return ack(m - 1, ack(m, n - 1));
}
let total = 0;
for (let r = 1; r <= rounds; r++) total += ack(m, n);
console.log(total);
