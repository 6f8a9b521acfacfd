const n = Number(process.argv[2] || 1000000), rounds = Number(process.argv[3] || 3);
function sieve(n) {
  const flags = [false];
  for (let i = 1; i <= n; i++) flags.push(true);
  for (let i = 2; i * i <= n; i++) {
    if (flags[i]) {
      for (let j = i * i; j <= n; j += i) flags[j] = false;
    }
  }
  let count = 0;
  for (let i = 2; i <= n; i++) {
    if (flags[i]) count++;
  }
  return count;
}
let total = 0;
for (let r = 1; r <= rounds; r++) total += sieve(n);
console.log(total);
