// Three expressions over a text, all matches and all replaced.
f := io.open(arg[1])
text := f:read("a")
f:close()
for i, pattern := range {`[a-z]+@[a-z]+\.com`, `(\d+)-(\d+)-(\d+)`, `error\d*`} {
    re := regexp.compile(pattern)
    start := os.clock()
    found := re.findAll(text)
    print("find-" .. i, os.clock() - start, #found)
    start = os.clock()
    replaced := re.replaceAll(text, "<$0>")
    print("replace-" .. i, os.clock() - start, #replaced)
}
