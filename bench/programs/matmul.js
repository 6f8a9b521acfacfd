const n = Number(process.argv[2] || 300);
function matrix(n, seed) {
  const rows = [];
  for (let i = 1; i <= n; i++) {
    const row = [];
    for (let j = 1; j <= n; j++) row.push((i * seed + j) % 17 / 8);
    rows.push(row);
  }
  return rows;
}
function multiply(a, b, n) {
  const c = [];
  for (let i = 0; i < n; i++) {
    const row = [], ai = a[i];
    for (let j = 0; j < n; j++) {
      let sum = 0.0;
      for (let k = 0; k < n; k++) sum += ai[k] * b[k][j];
      row.push(sum);
    }
    c.push(row);
  }
  return c;
}
const c = multiply(matrix(n, 3), matrix(n, 5), n);
let trace = 0.0;
for (let i = 0; i < n; i++) trace += c[i][i];
console.log(trace.toFixed(6));
