const n = Number(process.argv[2] || 1000000);
function counter(step) {
  let c = 0;
  return () => {
    c += step;
    return c;
  };
}
function compose(f, g) { return x => f(g(x)); }
function adder(k) { return x => x + k; }
const a = counter(1), b = counter(2);
let sum = 0;
for (let i = 1; i <= n; i++) sum = (sum + a() + b()) % 1000003;
const h = compose(adder(3), compose(adder(5), adder(-7)));
for (let i = 1; i <= n; i++) sum = (sum + h(i)) % 1000003;
for (let i = 1; i <= n; i++) sum = (sum + adder(i)(1)) % 1000003;
console.log(sum);
