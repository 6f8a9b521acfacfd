const n = Number(process.argv[2] || 30), rounds = Number(process.argv[3] || 300000);
function fib(n) {
  let a = 0, b = 1;
  for (let i = 1; i <= n; i++) [a, b] = [b, a + b];
  return a;
}
let sum = 0;
for (let r = 1; r <= rounds; r++) sum = (sum + fib(n + sum % 2)) % 1000003;
console.log(sum);
