// A template engine: texts with {{name}}, {{#each list}}, {{#if name}} are compiled to closures and filled in with
// records. Patterns, closures in lists, pieces of text put together.
rows, rounds := tonumber(arg && arg[1]) || 100, tonumber(arg && arg[2]) || 30

entities := {["&"]: "&amp;", ["<"]: "&lt;", [">"]: "&gt;", ['"']: "&quot;"}
filters := {
    upper: func(s) { return string.upper(s) }
    html: func(s) { return (string.gsub(s, '[&<>"]', entities)) }
    short: func(s) { if #s > 12 { return s:sub(1, 10) .. ".." } else { return s } }
}
func literal(text) { return func(scope, out) { out[#out + 1] = text } }
func field(name, filter) {
    return func(scope, out) {
        value := scope[name]
        if type(value) == "number" { value = string.format("%d", value) }
        if filter { value = filter(value) }
        out[#out + 1] = value
    }
}
func run(steps, scope, out) {
    for _, step := range ipairs(steps) { step(scope, out) }
}
func each(name, steps) {
    return func(scope, out) {
        for i, element := range ipairs(scope[name]) {
            element.index = i
            run(steps, element, out)
        }
    }
}
func when(name, steps, otherwise) {
    return func(scope, out) { run(scope[name] && steps || otherwise, scope, out) }
}
// Compiles from a position to the end of the block; returns the steps, what ended it, and the position behind.
func compile_block(text, at) {
    steps := {}
    for {
        first, last, mark, name, option := text:find("{{([#/]?)([%a_]+)[ |]?([%a_]*)}}", at)
        if first == nil {
            steps[#steps + 1] = literal(text:sub(at))
            return steps, "", #text + 1
        }
        if first > at { steps[#steps + 1] = literal(text:sub(at, first - 1)) }
        at = last + 1
        if mark == "/" || name == "else" { return steps, name, at }
        if mark == "" {
            steps[#steps + 1] = field(name, filters[option])
        } else {
            inner, ending, after := compile_block(text, at)
            otherwise := {}
            if ending == "else" { otherwise, ending, after = compile_block(text, after) }
            if name == "each" {
                steps[#steps + 1] = each(option, inner)
            } else {
                steps[#steps + 1] = when(option, inner, otherwise)
            }
            at = after
        }
    }
}
page := `<html><head><title>{{title|upper}}</title></head>
<body class="{{style}}"><h1>{{title|html}}</h1>
<table>
{{#each orders}}<tr class="row{{index}}"><td>{{customer|html}}</td><td>{{city|short}}</td>
{{#if urgent}}<td><b>{{amount}} now</b></td>{{else}}<td>{{amount}}</td>{{/if}}
<td>{{#each items}}<i>{{name|upper}}</i> x{{count}} {{/each}}</td></tr>
{{/each}}</table>
{{#if footer}}<p>{{footer}}</p>{{/if}}</body></html>
`
func make_data(rows, seed) {
    func random(limit) {
        seed = (seed * 16807) % 2147483647
        return seed % limit
    }
    customers := {"Miller & Sons", "O'Hara", "<unknown>", "Blum \"Flowers\"", "Sato", "van Dyk", "Lindqvist"}
    cities := {"Rome", "Constantinople", "Oslo", "Johannesburg", "Lima", "San Francisco"}
    goods := {"pen", "paper", "ink", "lamp", "chair", "desk"}
    orders := {}
    for i := 1; i <= rows; i++ {
        items := {}
        for k := 1; k <= 3; k++ { items[k] = {name: goods[random(#goods) + 1], count: random(9) + 1} }
        orders[i] = {
            customer: customers[random(#customers) + 1], city: cities[random(#cities) + 1]
            amount: random(100000), urgent: random(4) == 0, items: items
        }
    }
    return {title: "Orders < " .. rows .. " >", style: "wide", orders: orders, footer: seed % 2 == 0 && "end" || nil}
}
func main() {
    steps := compile_block(page, 1)
    check, bytes := 0, 0
    for r := 1; r <= rounds; r++ {
        out := {}
        run(steps, make_data(rows, r), out)
        text := table.concat(out)
        bytes += #text
        for i := 1; i <= #text; i += 13 { check = (check * 31 + text:byte(i)) % 1000000007 }
        if r == 1 { print(text:sub(1, 300)) }
    }
    print(bytes, check)
}
main()
