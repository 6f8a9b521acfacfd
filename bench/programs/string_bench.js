const n = Number(process.argv[2] || 100000);
let s = "";
for (let i = 1; i <= n; i++) s = s + "x" + i % 10;
const counts = new Map();
let vowels = 0;
for (let i = 0; i < n; i++) {
  const key = s.substring(i, i + 2);
  counts.set(key, (counts.get(key) || 0) + 1);
  if (s.charCodeAt(i) === 120) vowels++;
}
const parts = [];
for (let i = 1; i <= n; i++) parts.push(`${i}:${"item" + i}`);
const text = parts.join(",");
let found = 0;
for (const w of text.matchAll(/item\d*5/g)) found += w[0].length;
console.log([s.length, vowels, text.length, found, counts.get("x1")].join("\t"));
