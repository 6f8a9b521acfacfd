// A static-site generator: pages in a small markup become HTML with a common frame, a list of tags and a feed; then the site
// is looked at through a server, as its readers would.
//
//     gscript site_generator.gs [SOURCE [TARGET]]

here := string.match(arg[0], "^(.*)/[^/]*$") || "."
source := arg[1] || path.join(here, "data", "site")
target := arg[2] || os.tmpname()
if !arg[2] { os.remove(target) }

// ---- markup -----------------------------------------------------------------------------------------------------

func escape(text) {
    text = string.replaceAll(string.replaceAll(text, "&", "&amp;"), "<", "&lt;")
    return string.replaceAll(text, "\"", "&quot;")
}

// *strong*, `code` and [text](address) inside of a line.
func inline(text) {
    text = escape(text)
    text = regexp.compile("`([^`]+)`").replaceAll(text, "<code>$1</code>")
    text = regexp.compile("\\*([^*]+)\\*").replaceAll(text, "<strong>$1</strong>")
    return regexp.compile("\\[([^\\]]+)\\]\\(([^)\\s]+)\\)").replaceAll(text, "<a href=\"$2\">$1</a>")
}

// Blocks: headings, lists, code, and paragraphs.
func to_html(text) {
    out, paragraph, items := {}, {}, {}
    func flush() {
        if #paragraph > 0 { table.insert(out, "<p>" .. inline(table.concat(paragraph, " ")) .. "</p>") }
        if #items > 0 { table.insert(out, "<ul>" .. table.concat(items) .. "</ul>") }
        paragraph, items = {}, {}
    }
    code := nil
    for _, line := range string.split(text, "\n") {
        heading, title := string.match(line, "^(#+) (.*)")
        if code {
            if line == "```" {
                table.insert(out, "<pre>" .. escape(table.concat(code, "\n")) .. "</pre>")
                code = nil
            } else { table.insert(code, line) }
        } elseif line == "```" {
            flush()
            code = {}
        } elseif heading {
            flush()
            table.insert(out, string.format("<h%d>%s</h%d>", #heading, inline(title), #heading))
        } elseif string.hasPrefix(line, "- ") {
            table.insert(items, "<li>" .. inline(string.sub(line, 3)) .. "</li>")
        } elseif string.trim(line) == "" { flush() }
        else { table.insert(paragraph, line) }
    }
    flush()
    return table.concat(out, "\n")
}

// ---- pages ------------------------------------------------------------------------------------------------------

// `key: value` lines, an empty line, then the text.
func read_page(file) {
    head, body := string.match(fs.readfile(file), "^(.-)\n\n(.*)$")
    page := {name: string.replaceAll(path.base(file), ".page", ""), tags: {}, body: body}
    for line := range string.gmatch(head, "[^\n]+") {
        key, value := string.match(line, "^(%a+):%s*(.*)$")
        page[key] = value
    }
    if type(page.tags) == "string" { page.tags = string.split(page.tags, " ") }
    page.url = "/" .. page.name .. ".html"
    return page
}

func frame(title, body) {
    return string.format("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>%s</title></head>\n<body>\n%s\n</body></html>\n",
        escape(title), body)
}

func links(pages) {
    list := table.map(pages, func(p) { return string.format("<li><a href=\"%s\">%s</a> %s</li>", p.url, escape(p.title), p.date) })
    return "<ul>\n" .. table.concat(list, "\n") .. "\n</ul>"
}

func write(name, text) {
    file := path.join(target, name)
    fs.mkdirAll(path.dir(file))
    fs.writefile(file, text)
}

pages := table.map(fs.glob(path.join(source, "*.page")), read_page)
table.sort(pages, func(a, b) { return a.date > b.date })
tags := {}
for _, page := range pages {
    write(page.name .. ".html", frame(page.title, "<h1>" .. escape(page.title) .. "</h1>\n" .. to_html(page.body)))
    for _, tag := range page.tags {
        tags[tag] = tags[tag] || {}
        table.insert(tags[tag], page)
    }
}
write("index.html", frame("All pages", links(pages)))
names := table.keys(tags)
table.sort(names)
for _, tag := range names { write("tags/" .. tag .. ".html", frame("Pages about " .. tag, links(tags[tag]))) }
write("feed.json", json.pretty({title: "All pages", items: table.map(pages, func(p) { return {title: p.title, url: p.url, date: p.date} })}))
print(#pages .. " pages, tags: " .. table.concat(names, " "))

// ---- looking at it ------------------------------------------------------------------------------------------------

if !arg[2] {
    http.listen("127.0.0.1:0", http.files(target), {quiet: true, onListen: func(addr, stop) {
        base := "http://" .. addr
        for _, url := range {"/", "/tags", "/tags/lua.html", "/feed.json", "/none.html"} {
            r := net.get(base .. url, {followRedirects: false})
            print(url, r.status, r.headers["Content-Type"])
        }
        // Every link leads somewhere.
        seen, waiting, broken := {}, {"/"}, 0
        for #waiting > 0 {
            url := table.remove(waiting)
            if seen[url] { continue }
            seen[url] = true
            r := net.get(base .. url)
            if r.status != 200 { broken++ }
            for link := range string.gmatch(r.body, "href=\"(/[^\"]*)\"") { table.insert(waiting, link) }
        }
        print(#table.keys(seen) .. " pages can be reached, " .. broken .. " links are broken")
        print(net.get(base .. "/coroutines.html").body)
        stop()
    }})
    fs.removeAll(target)
}
