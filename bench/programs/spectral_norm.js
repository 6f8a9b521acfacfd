const n = Number(process.argv[2] || 500);
function a(i, j) { return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1); }
function times(v, n) {
  const out = [];
  for (let i = 0; i < n; i++) {
    let sum = 0.0;
    for (let j = 0; j < n; j++) sum += a(i, j) * v[j];
    out.push(sum);
  }
  return out;
}
function timesTransposed(v, n) {
  const out = [];
  for (let i = 0; i < n; i++) {
    let sum = 0.0;
    for (let j = 0; j < n; j++) sum += a(j, i) * v[j];
    out.push(sum);
  }
  return out;
}
let u = [], v = [];
for (let i = 0; i < n; i++) u.push(1.0);
for (let i = 1; i <= 10; i++) {
  v = timesTransposed(times(u, n), n);
  u = timesTransposed(times(v, n), n);
}
let vbv = 0.0, vv = 0.0;
for (let i = 0; i < n; i++) {
  vbv += u[i] * v[i];
  vv += v[i] * v[i];
}
console.log(Math.sqrt(vbv / vv).toFixed(9));
