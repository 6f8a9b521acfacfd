const n = Number(process.argv[2] || 1000);
function mandelbrot(n) {
  let inside = 0;
  for (let y = 0; y < n; y++) {
    const ci = 2.0 * y / n - 1.0;
    for (let x = 0; x < n; x++) {
      const cr = 2.0 * x / n - 1.5;
      let zr = 0.0, zi = 0.0, zr2 = 0.0, zi2 = 0.0;
      let i = 0;
      while (i < 50 && zr2 + zi2 <= 4.0) {
        zi = 2.0 * zr * zi + ci;
        zr = zr2 - zi2 + cr;
        zr2 = zr * zr;
        zi2 = zi * zi;
        i++;
      }
      if (i === 50) inside++;
    }
  }
  return inside;
}
console.log(mandelbrot(n));
