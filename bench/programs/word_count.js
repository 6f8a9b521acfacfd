const words = Number(process.argv[2] || 20000), rounds = Number(process.argv[3] || 5);
function makeText(words, seed) {
  const starts = ["b", "Br", "c", "d", "F", "g", "l", "m", "P", "s", "st", "t"];
  const middles = ["a", "e", "i", "o", "u", "ea", "oo"];
  const ends = ["n", "r", "t", "ll", "ck", "m", "", "nd"];
  const parts = [];
  function random(limit) {
    seed = (seed * 16807) % 2147483647;
    return seed % limit;
  }
  for (let i = 0; i < words; i++) {
    let word = starts[Math.min(random(starts.length), random(starts.length))];
    for (let k = 0; k <= random(2); k++) {
      word += middles[random(middles.length)];
      word += ends[Math.min(random(ends.length), random(ends.length))];
    }
    if (random(12) === 0) word += random(2) === 0 ? "," : ".\n";
    parts.push(word);
  }
  return parts.join(" ");
}
function countWords(text) {
  const counts = new Map();
  let total = 0;
  for (const [match] of text.matchAll(/[A-Za-z]+/g)) {
    const word = match.toLowerCase();
    counts.set(word, (counts.get(word) || 0) + 1);
    total++;
  }
  return [counts, total];
}
function byFrequency(counts) {
  const list = [];
  for (const [word, count] of counts) list.push({ word, count });
  return list.sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
}
let check = 0;
for (let r = 1; r <= rounds; r++) {
  const text = makeText(words, r);
  const [counts, total] = countWords(text);
  const list = byFrequency(counts);
  list.forEach((entry, i) => { check = (check * 31 + entry.count * (i + 1) + entry.word.length) % 1000000007; });
  if (r === 1) {
    console.log([text.length, total, list.length].join("\t"));
    for (let i = 0; i < 5; i++) console.log(list[i].word.padEnd(8) + String(list[i].count).padStart(6));
  }
}
console.log(check);
