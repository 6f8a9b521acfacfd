const records = Number(process.argv[2] || 300), rounds = Number(process.argv[3] || 10);

const escapes = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t" };
function quote(s) { return '"' + s.replace(/[\x00-\x1f"\\]/g, c => escapes[c]) + '"'; }
function numberText(x) { return x === Math.floor(x) ? String(x) : x.toFixed(3); }
function write(value, parts) {
  const kind = typeof value;
  if (kind === "string") {
    parts.push(quote(value));
  } else if (kind === "number") {
    parts.push(numberText(value));
  } else if (kind === "boolean") {
    parts.push(value ? "true" : "false");
  } else if (Array.isArray(value)) {
    value.forEach((element, i) => {
      parts.push(i === 0 ? "[" : ",");
      write(element, parts);
    });
    parts.push("]");
  } else {
    parts.push("{");
    Object.keys(value).sort().forEach((key, i) => {
      if (i > 0) parts.push(",");
      parts.push(quote(key));
      parts.push(":");
      write(value[key], parts);
    });
    parts.push("}");
  }
}
function encode(value) {
  const parts = [];
  write(value, parts);
  return parts.join("");
}

const unescaped = { n: "\n", t: "\t" };
function skipSpace(text, at) {
  for (;;) {
    const c = text.charCodeAt(at);
    if (c !== 32 && c !== 10 && c !== 9) return at;
    at++;
  }
}
const special = /["\\]/g, numeral = /-?\d+\.?\d*/y;
function readString(text, at) {
  let parts = null;
  for (;;) {
    special.lastIndex = at;
    const stop = special.exec(text).index;
    const piece = text.substring(at, stop);
    if (text.charCodeAt(stop) === 34) {
      if (parts === null) return [piece, stop + 1];
      parts.push(piece);
      return [parts.join(""), stop + 1];
    }
    parts = parts || [];
    parts.push(piece);
    const c = text[stop + 1];
    parts.push(unescaped[c] || c);
    at = stop + 2;
  }
}
function readList(text, at) {
  const list = [];
  for (;;) {
    const [value, next] = read(text, at);
    list.push(value);
    at = skipSpace(text, next);
    if (text.charCodeAt(at) === 93) return [list, at + 1];
    at++;
  }
}
function readObject(text, at) {
  const object = {};
  at = skipSpace(text, at);
  if (text.charCodeAt(at) === 125) return [object, at + 1];
  for (;;) {
    at = skipSpace(text, at);
    const [key, after] = readString(text, at + 1);
    const [value, next] = read(text, skipSpace(text, after) + 1);
    object[key] = value;
    at = skipSpace(text, next);
    if (text.charCodeAt(at) === 125) return [object, at + 1];
    at++;
  }
}
function read(text, at) {
  at = skipSpace(text, at);
  const c = text.charCodeAt(at);
  if (c === 123) return readObject(text, at + 1);
  if (c === 91) return readList(text, at + 1);
  if (c === 34) return readString(text, at + 1);
  if (c === 116) return [true, at + 4];
  if (c === 102) return [false, at + 5];
  numeral.lastIndex = at;
  const match = numeral.exec(text);
  if (match === null) throw new Error("unexpected byte " + c + " at " + at);
  return [Number(match[0]), numeral.lastIndex];
}

function makeDocument(records, seed) {
  function random(limit) {
    seed = (seed * 16807) % 2147483647;
    return seed % limit;
  }
  const names = ["Ada", "Grace", "Edsger \"E.\"", "Barbara", "Tony", "Alan\tM.", "John\nvN", "C:\\Niklaus"];
  const document = [];
  for (let i = 1; i <= records; i++) {
    const tags = [];
    for (let k = 1; k <= 1 + random(4); k++) tags.push("tag" + random(100));
    document.push({
      id: i, name: names[random(names.length)], active: random(2) === 0,
      score: random(100000) / 8, tags,
      place: { x: random(1000) - 500, y: random(1000) - 500, label: "p" + random(10) },
    });
  }
  return document;
}
let check = 0, bytes = 0;
for (let r = 1; r <= rounds; r++) {
  const text = encode(makeDocument(records, r));
  const again = encode(read(text, 0)[0]);
  if (text !== again) throw new Error("the second text is different");
  bytes += text.length;
  for (let i = 0; i < text.length; i += 17) check = (check * 31 + text.charCodeAt(i)) % 1000000007;
  if (r === 1) console.log(text.substring(0, 140));
}
console.log(bytes + "\t" + check);
