// Reads a web server's log and reports what happened: requests by hour and status, the most wanted pages, clients, errors.
//
//     gscript log_analyser.gs [FILE]       (default: data/access.log beside this program)

here := arg && arg[0] && arg[0]:match("^(.*)/[^/]*$") || "."
file_name := arg && arg[1] || here .. "/data/access.log"

LINE := '^(%S+) %S+ %S+ %[(%d+)/(%a+)/(%d+):(%d+):(%d+):(%d+) [^%]]*%] "(%u+) (%S+) [^"]*" (%d+) (%d+) "([^"]*)"$'

func parse_line(line) {
    client, day, month, year, hour, minute, second, method, path, status, size, agent := line:match(LINE)
    if !client { return nil }
    return {
        client: client, hour: tonumber(hour), method: method, path: path
        status: tonumber(status), size: tonumber(size), agent: agent
    }
}

// A table whose absent entries count as 0.
func tally() { return setmetatable({}, {__index: func() { return 0 }}) }

func top(counts, n) {
    keys := table.keys(counts)
    table.sort(keys, func(a, b) {
        if counts[a] != counts[b] { return counts[a] > counts[b] }
        return a < b
    })
    return table.slice(keys, 1, n)
}

func human(bytes) {
    for _, unit := range {"B", "KB", "MB", "GB"} {
        if bytes < 1024 { return string.format(unit == "B" && "%d %s" || "%.1f %s", bytes, unit) }
        bytes = bytes / 1024
    }
    return string.format("%.1f TB", bytes)
}

func bar(value, largest, width) { return ("#"):rep(math.ceil(value / largest * width)) }

func analyse(lines) {
    report := {
        requests: 0, damaged: {}, bytes: 0
        hours: tally(), statuses: tally(), pages: tally(), clients: tally(), missing: tally(), agents: tally()
    }
    number := 0
    for line := range lines {
        number++
        entry := parse_line(line)
        if !entry {
            table.insert(report.damaged, number)
            continue
        }
        report.requests++
        report.bytes += entry.size
        report.hours[entry.hour] += 1
        report.statuses[entry.status] += 1
        report.clients[entry.client] += 1
        report.agents[entry.agent:match("^[%a]+")] += 1
        switch {
        case entry.status == 404: report.missing[entry.path] += 1
        case entry.status < 400: report.pages[entry.path] += 1
        }
    }
    return report
}

file, problem := io.open(file_name)
if !file {
    io.stderr:write("cannot analyse: ", problem, "\n")
    os.exit(1)
}
defer file:close()
report := analyse(file:lines())

print(report.requests .. " requests, " .. human(report.bytes) .. ", damaged lines: " .. table.concat(report.damaged, " "))

print("\nby hour")
largest := 0
for _, n := range report.hours { largest = math.max(largest, n) }
hours := table.keys(report.hours)
table.sort(hours)
for _, hour := range hours { print(string.format("  %02d %4d %s", hour, report.hours[hour], bar(report.hours[hour], largest, 40))) }

print("\nby status")
statuses := table.keys(report.statuses)
table.sort(statuses)
for _, status := range statuses { print(string.format("  %d %4d", status, report.statuses[status])) }

print("\nmost wanted pages")
for i, page := range top(report.pages, 5) { print(string.format("  %d. %-28s %3d", i, page, report.pages[page])) }

print("\nbusiest clients")
for _, client := range top(report.clients, 3) { print(string.format("  %-12s %3d", client, report.clients[client])) }

print("\npages not found")
for _, page := range top(report.missing, 10) { print("  " .. page, report.missing[page]) }

print("\nprograms")
for _, agent := range top(report.agents, 9) { print("  " .. string.padRight(agent, 12), report.agents[agent]) }
