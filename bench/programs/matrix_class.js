const size = Number(process.argv[2] || 4), rounds = Number(process.argv[3] || 2000);
const MODULUS = 32749;

// JavaScript has no operators for objects; they are methods here.
class Matrix {
  constructor(n, f) {
    this.n = n;
    this.rows = [];
    for (let i = 0; i < n; i++) {
      const row = [];
      for (let j = 0; j < n; j++) {
        const x = f(i, j) % MODULUS;
        row.push(x < 0 ? x + MODULUS : x);
      }
      this.rows.push(row);
    }
  }
  add(b) { return new Matrix(this.n, (i, j) => this.rows[i][j] + b.rows[i][j]); }
  subtract(b) { return new Matrix(this.n, (i, j) => this.rows[i][j] - b.rows[i][j]); }
  negate() { return new Matrix(this.n, (i, j) => -this.rows[i][j]); }
  multiply(b) {
    if (typeof b === "number") return new Matrix(this.n, (i, j) => this.rows[i][j] * b);
    const n = this.n;
    return new Matrix(n, (i, j) => {
      let sum = 0;
      const row = this.rows[i];
      for (let k = 0; k < n; k++) sum += row[k] * b.rows[k][j];
      return sum;
    });
  }
  power(k) {
    let result = new Matrix(this.n, (i, j) => i === j ? 1 : 0), a = this;
    while (k > 0) {
      if (k % 2 === 1) result = result.multiply(a);
      a = a.multiply(a);
      k = Math.floor(k / 2);
    }
    return result;
  }
  equals(b) {
    for (let i = 0; i < this.n; i++) {
      for (let j = 0; j < this.n; j++) {
        if (this.rows[i][j] !== b.rows[i][j]) return false;
      }
    }
    return true;
  }
  toString() { return this.rows.map(row => row.join(" ")).join("; "); }
  trace() {
    let sum = 0;
    for (let i = 0; i < this.n; i++) sum += this.rows[i][i];
    return sum % MODULUS;
  }
}
let a = new Matrix(size, (i, j) => (i + 1) * 3 + (j + 1) * (j + 1));
let b = new Matrix(size, (i, j) => (i + 3) * (j + 6) + 1);
let check = 0, equal = 0;
for (let r = 1; r <= rounds; r++) {
  const c = a.multiply(b).add(a.multiply(3)).subtract(b.negate());
  const d = c.power(r % 13 + 2);
  if (a.add(b).multiply(c).equals(a.multiply(c).add(b.multiply(c)))) equal++;
  check = (check * 31 + d.trace()) % 1000003;
  a = b;
  b = new Matrix(size, (i, j) => d.rows[i][j] + r);
}
console.log(check + "\t" + equal);
console.log(String(a));
