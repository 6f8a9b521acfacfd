// A JSON API with its own load test: a list of notes that clients create, read, change and delete. Every request is handled
// in a goroutine of its own; all of them run on one thread, so the shared table needs no lock.
//
//     gscript json_api.gs [ADDRESS]        with an address it only serves, until Ctrl-C

notes := {}
last_id := 0
served := 0

func find(req, res) {
    note := notes[tonumber(req.params.id) || 0]
    if !note { res.status(404).json({error: "no such note"}) }
    return note
}

func read_note(req, res) {
    data, problem := req.json()
    if problem == nil && (type(data) != "table" || type(data.text) != "string") { problem = "a note has a text" }
    if problem != nil {
        res.status(400).json({error: problem})
        return nil
    }
    return data
}

// A handler around a handler: counts requests and gives each answer a header.
func counted(handler) {
    return func(req, res) {
        served++
        res.header("X-Request", served)
        handler(req, res)
    }
}

router := http.newRouter()
router.get("/notes", counted(func(req, res) {
    list := {}
    for id := 1; id <= last_id; id++ {
        note := notes[id]
        if note && (!req.param("tag") || note.tag == req.param("tag")) { table.insert(list, note) }
    }
    res.json({count: #list, notes: list})
}))
router.post("/notes", counted(func(req, res) {
    data := read_note(req, res)
    if !data { return }
    last_id++
    notes[last_id] = {id: last_id, text: data.text, tag: data.tag || "none"}
    res.status(201).header("Location", "/notes/" .. last_id).json(notes[last_id])
}))
router.get("/notes/{id}", counted(func(req, res) {
    note := find(req, res)
    if note { res.json(note) }
}))
router.put("/notes/{id}", counted(func(req, res) {
    note, data := find(req, res), nil
    if note { data = read_note(req, res) }
    if !data { return }
    note.text = data.text
    res.json(note)
}))
router.delete("/notes/{id}", counted(func(req, res) {
    if !find(req, res) { return }
    notes[tonumber(req.params.id)] = nil
    res.status(204)
}))
router.get("/slow", counted(func(req, res) {
    time.sleep(0.1)
    res.json({slept: true})
}))

// One client: makes notes, reads them back, changes and deletes some. Returns how many requests went wrong.
func client(base, number) {
    wrong := 0
    func expect(answer, status) {
        if !answer || answer.status != status { wrong++ }
        return answer
    }
    for i := 1; i <= 10; i++ {
        made := expect(net.post(base .. "/notes", json.encode({text: "note " .. i, tag: "client" .. number})), 201)
        url := base .. made.headers.Location
        if expect(net.get(url), 200).json().text != "note " .. i { wrong++ }
        expect(net.put(url, json.encode({text: "changed"})), 200)
        if i % 2 == 0 {
            expect(net.delete(url), 204)
            expect(net.get(url), 404)
        }
    }
    expect(net.post(base .. "/notes", "{\"text\": "), 400)
    expect(net.patch(base .. "/notes", ""), 405)
    list := expect(net.get(base .. "/notes?tag=client" .. number), 200).json()
    if list.count != 5 { wrong++ }
    return wrong
}

func load_test(base) {
    clients := 20
    results := make(chan, clients)
    for i := 1; i <= clients; i++ { go func() { results <- client(base, i) }() }
    wrong := 0
    for i := 1; i <= clients; i++ {
        n := <-results
        wrong += n
    }
    print(string.format("%d clients, %d requests, %d wrong", clients, served, wrong))
    print("notes left: " .. net.get(base .. "/notes").json().count)

    // Requests that wait do not wait for each other.
    start := time.now()
    for i := 1; i <= 30; i++ { go func() { results <- net.get(base .. "/slow").json().slept }() }
    for i := 1; i <= 30; i++ { <-results }
    print("30 slow requests at once: " .. (time.since(start) < 2 && "done together" || "one after the other"))
    print(net.get(base .. "/notes/999").body)
}

if arg[1] {
    router.listen(arg[1])
} else {
    router.listen("127.0.0.1:0", {quiet: true, onListen: func(addr, stop) {
        load_test("http://" .. addr)
        stop()
    }})
    print("stopped")
}
