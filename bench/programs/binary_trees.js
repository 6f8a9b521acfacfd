const depth = Number(process.argv[2] || 15);
function build(d) {
  if (d === 0) return { left: null, right: null };
  return { left: build(d - 1), right: build(d - 1) };
}
function check(t) {
  if (t.left) return 1 + check(t.left) + check(t.right);
  return 1;
}
const long = build(depth);
let total = 0;
for (let d = 4; d <= depth; d += 4) {
  for (let i = 1; i <= 2 ** (depth - d + 4) / 16; i++) total += check(build(d));
}
console.log(total + "\t" + check(long));
