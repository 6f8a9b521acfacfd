const n = Number(process.argv[2] || 300000), kept = Number(process.argv[3] || 500);
class Vector {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
  plus(other) {
    return new Vector((this.x + other.x) % 10007, (this.y + other.y) % 10009);
  }
  turned() {
    return new Vector(this.y, 10007 - this.x);
  }
}
const ring = [];
for (let i = 1; i <= kept; i++) ring.push(new Vector(i, 2 * i));
let at = 0;
for (let i = 1; i <= n; i++) {
  const next = (at + 1) % kept;
  ring[at] = ring[at].plus(ring[next]).turned();
  at = next;
}
let sum = 0;
for (const v of ring) sum += v.x * 3 + v.y;
console.log(sum);
