const n = Number(process.argv[2] || 100000);
function isPrime(n) {
  if (n < 2) return false;
  if (n < 4) return true;
  if (n % 2 === 0) return false;
  for (let d = 3; d * d <= n; d += 2) {
    if (n % d === 0) return false;
  }
  return true;
}
let sum = 0;
for (let i = 1; i <= n; i++) {
  if (isPrime(i)) sum += i;
}
console.log(sum);
