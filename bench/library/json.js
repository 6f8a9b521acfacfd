const text = require("fs").readFileSync(process.argv[2], "utf8");
let start = performance.now();
const rows = JSON.parse(text);
console.log("json-decode", (performance.now() - start) / 1000, rows.length);
start = performance.now();
const written = JSON.stringify(rows);
console.log("json-encode", (performance.now() - start) / 1000, JSON.parse(written).length);
