const rows = Number(process.argv[2] || 100), rounds = Number(process.argv[3] || 30);

const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const filters = {
  upper: s => s.toUpperCase(),
  html: s => s.replace(/[&<>"]/g, c => entities[c]),
  short: s => s.length > 12 ? s.substring(0, 10) + ".." : s,
};
function literal(text) { return (scope, out) => { out.push(text); }; }
function field(name, filter) {
  return (scope, out) => {
    let value = scope[name];
    if (typeof value === "number") value = String(value);
    if (filter) value = filter(value);
    out.push(value);
  };
}
function run(steps, scope, out) {
  for (const step of steps) step(scope, out);
}
function each(name, steps) {
  return (scope, out) => {
    scope[name].forEach((element, i) => {
      element.index = i + 1;
      run(steps, element, out);
    });
  };
}
function when(name, steps, otherwise) {
  return (scope, out) => run(scope[name] ? steps : otherwise, scope, out);
}
const mark = /\{\{([#/]?)([A-Za-z_]+)[ |]?([A-Za-z_]*)\}\}/g;
function compileBlock(text, at) {
  const steps = [];
  for (;;) {
    mark.lastIndex = at;
    const found = mark.exec(text);
    if (found === null) {
      steps.push(literal(text.substring(at)));
      return [steps, "", text.length];
    }
    if (found.index > at) steps.push(literal(text.substring(at, found.index)));
    at = mark.lastIndex;
    const [, kind, name, option] = found;
    if (kind === "/" || name === "else") return [steps, name, at];
    if (kind === "") {
      steps.push(field(name, filters[option]));
    } else {
      let [inner, ending, after] = compileBlock(text, at);
      let otherwise = [];
      if (ending === "else") [otherwise, ending, after] = compileBlock(text, after);
      steps.push(name === "each" ? each(option, inner) : when(option, inner, otherwise));
      at = after;
    }
  }
}
const page = `<html><head><title>{{title|upper}}</title></head>
<body class="{{style}}"><h1>{{title|html}}</h1>
<table>
{{#each orders}}<tr class="row{{index}}"><td>{{customer|html}}</td><td>{{city|short}}</td>
{{#if urgent}}<td><b>{{amount}} now</b></td>{{else}}<td>{{amount}}</td>{{/if}}
<td>{{#each items}}<i>{{name|upper}}</i> x{{count}} {{/each}}</td></tr>
{{/each}}</table>
{{#if footer}}<p>{{footer}}</p>{{/if}}</body></html>
`;
function makeData(rows, seed) {
  function random(limit) {
    seed = (seed * 16807) % 2147483647;
    return seed % limit;
  }
  const customers = ["Miller & Sons", "O'Hara", "<unknown>", "Blum \"Flowers\"", "Sato", "van Dyk", "Lindqvist"];
  const cities = ["Rome", "Constantinople", "Oslo", "Johannesburg", "Lima", "San Francisco"];
  const goods = ["pen", "paper", "ink", "lamp", "chair", "desk"];
  const orders = [];
  for (let i = 1; i <= rows; i++) {
    const items = [];
    for (let k = 1; k <= 3; k++) items.push({ name: goods[random(goods.length)], count: random(9) + 1 });
    orders.push({
      customer: customers[random(customers.length)], city: cities[random(cities.length)],
      amount: random(100000), urgent: random(4) === 0, items,
    });
  }
  return { title: "Orders < " + rows + " >", style: "wide", orders, footer: seed % 2 === 0 ? "end" : null };
}
const [steps] = compileBlock(page, 0);
let check = 0, bytes = 0;
for (let r = 1; r <= rounds; r++) {
  const out = [];
  run(steps, makeData(rows, r), out);
  const text = out.join("");
  bytes += text.length;
  for (let i = 0; i < text.length; i += 13) check = (check * 31 + text.charCodeAt(i)) % 1000000007;
  if (r === 1) console.log(text.substring(0, 300));
}
console.log(bytes + "\t" + check);
