const n = Number(process.argv[2] || 25), rounds = Number(process.argv[3] || 1000);
function female(n) {
  if (n === 0) return 1;
  return n - male(female(n - 1));
}
function male(n) {
  if (n === 0) return 0;
  return n - female(male(n - 1));
}
let sum = 0;
for (let r = 1; r <= rounds; r++) sum += female(n) + male(n);
console.log(sum);
