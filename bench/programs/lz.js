const size = Number(process.argv[2] || 60000), rounds = Number(process.argv[3] || 3);
const WINDOW = 4096, SHORTEST = 4, LONGEST = 64, TRIES = 16;
function makeText(size) {
  const words = ["stone", "river", "and", "the", "mountain", "of", "light", "shadow", "falls", "on", "every", "old", "road"];
  const parts = [];
  let length = 0, seed = 7;
  while (length < size) {
    seed = (seed * 16807) % 2147483647;
    let word = words[seed % words.length] + (seed % 9 === 0 ? ". " : " ");
    if (seed % 50 === 0) word = word + seed % 100000 + " ";
    parts.push(word);
    length += word.length;
  }
  return parts.join("").substring(0, size);
}
function hashAt(text, i) {
  return (text.charCodeAt(i) * 31 + text.charCodeAt(i + 1) * 1009 + text.charCodeAt(i + 2) * 65599 +
    text.charCodeAt(i + 3) * 7919) % 8191;
}
function matchLength(text, i, j, limit) {
  let length = 0;
  while (length < limit && text.charCodeAt(i + length) === text.charCodeAt(j + length)) length++;
  return length;
}
// Positions count from 1 in the lists, so that 0 can mean "none".
function compress(text) {
  const tokens = [], newest = new Array(8191).fill(0), older = [0];
  const size = text.length;
  let i = 1;
  while (i <= size) {
    let best = 0, distance = 0;
    if (i + SHORTEST <= size) {
      const h = hashAt(text, i - 1);
      let candidate = newest[h], tries = 0;
      const limit = Math.min(LONGEST, size - i + 1);
      while (candidate > 0 && i - candidate <= WINDOW && tries < TRIES) {
        const length = matchLength(text, candidate - 1, i - 1, limit);
        if (length > best) {
          best = length;
          distance = i - candidate;
        }
        candidate = older[candidate];
        tries++;
      }
      older[i] = newest[h];
      newest[h] = i;
    } else {
      older[i] = 0;
    }
    if (best >= SHORTEST) {
      tokens.push(256 + best);
      tokens.push(distance);
      for (let k = i + 1; k < i + best; k++) {
        if (k + SHORTEST <= size) {
          const h = hashAt(text, k - 1);
          older[k] = newest[h];
          newest[h] = k;
        } else {
          older[k] = 0;
        }
      }
      i += best;
    } else {
      tokens.push(text.charCodeAt(i - 1));
      i++;
    }
  }
  return tokens;
}
function decompress(tokens) {
  const bytes = [];
  let i = 0;
  while (i < tokens.length) {
    const token = tokens[i];
    if (token < 256) {
      bytes.push(token);
      i++;
    } else {
      const from = bytes.length - tokens[i + 1];
      for (let k = 0; k < token - 256; k++) bytes.push(bytes[from + k]);
      i += 2;
    }
  }
  return bytes;
}
const text = makeText(size);
let check = 0;
for (let r = 1; r <= rounds; r++) {
  const piece = text.substring(r - 1) + text.substring(0, r - 1);
  const tokens = compress(piece);
  const bytes = decompress(tokens);
  if (bytes.length !== piece.length) throw new Error("wrong length");
  bytes.forEach((b, i) => {
    if (piece.charCodeAt(i) !== b) throw new Error("wrong byte at " + (i + 1));
  });
  for (const token of tokens) check = (check * 31 + token) % 1000000007;
  if (r === 1) console.log(piece.length + "\t" + tokens.length);
}
console.log(check);
