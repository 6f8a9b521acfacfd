const n = Number(process.argv[2] || 5000000);
function main() {
  let x = 1, sum = 0;
  for (let i = 1; i <= n; i++) {
    x = (x * 3 + i) % 65521;
    if (x % 2 === 0) sum += x; else sum -= i % 7;
  }
  console.log(sum);
}
main();
