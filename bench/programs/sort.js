const n = Number(process.argv[2] || 50000), rounds = Number(process.argv[3] || 3);
function quicksort(t, lo, hi) {
  while (lo < hi) {
    const pivot = t[(lo + hi - (lo + hi) % 2) / 2];
    let i = lo, j = hi;
    while (i <= j) {
      while (t[i] < pivot) i++;
      while (t[j] > pivot) j--;
      if (i <= j) {
        const x = t[i];
        t[i] = t[j];
        t[j] = x;
        i++;
        j--;
      }
    }
    if (j - lo < hi - i) {
      quicksort(t, lo, j);
      lo = i;
    } else {
      quicksort(t, i, hi);
      hi = j;
    }
  }
}
let check = 0;
for (let r = 1; r <= rounds; r++) {
  const t = [];
  let x = 42 + r;
  for (let i = 0; i < n; i++) {
    x = (x * 16807) % 2147483647;
    t.push(x);
  }
  quicksort(t, 0, n - 1);
  for (let i = 1; i < n; i++) {
    if (t[i - 1] > t[i]) throw new Error("not sorted");
  }
  check = (check + t[0] + t[n - 1]) % 1000000007;
}
console.log(check);
