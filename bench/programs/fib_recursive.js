const n = Number(process.argv[2] || 20), rounds = Number(process.argv[3] || 300);
function fib(n) {
  if (n < 2) return n;
  return fib(n - 1) + fib(n - 2);
}
let sum = 0;
for (let r = 1; r <= rounds; r++) sum = (sum + fib(n + sum % 2)) % 1000003;
console.log(sum);
