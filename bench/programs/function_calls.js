const n = Number(process.argv[2] || 10000), rounds = Number(process.argv[3] || 500);
function step(x, i) { return (x * 3 + i) % 65521; }
function run(n, x) {
  for (let i = 1; i <= n; i++) x = step(x, i);
  return x;
}
let sum = 0;
for (let r = 1; r <= rounds; r++) sum = (sum + run(n, r)) % 1000003;
console.log(sum);
