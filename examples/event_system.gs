// Events: an emitter, a game session that is driven by it, and a broker with topics.

func Emitter() {
    handlers := {}
    self := {}
    self.on = func(_, event, handler) {
        handlers[event] = handlers[event] || {}
        table.insert(handlers[event], {call: handler})
        return self
    }
    self.once = func(_, event, handler) {
        handlers[event] = handlers[event] || {}
        table.insert(handlers[event], {call: handler, once: true})
        return self
    }
    self.off = func(_, event, handler) {
        list := handlers[event] || {}
        for i := #list; i >= 1; i-- {
            if list[i].call == handler { table.remove(list, i) }
        }
        return self
    }
    // The handlers are called from a copy: they may add and remove handlers.
    self.emit = func(_, event, ...) {
        for _, h := range table.copy(handlers[event] || {}) {
            if h.once { self:off(event, h.call) }
            h.call(...)
        }
        return self
    }
    self.count = func(_, event) { return #(handlers[event] || {}) }
    self.clear = func() { handlers = {} }
    return self
}

bell := Emitter()
func hear(name) { return func(...) { print(name .. " hears", ...) } }
cat := hear("cat")
bell:on("ring", hear("dog")):on("ring", cat):once("ring", hear("mouse"))
bell:emit("ring", "loud", 3)
print("handlers left", bell:count("ring"))
bell:off("ring", cat):emit("ring", "soft", 1)
bell:clear()
bell:emit("ring", "nobody hears this")

// ---- a game session -------------------------------------------------------------------------------------------------

func Game() {
    game := {score: 0, combo: 0, lives: 3, level: 1, events: Emitter()}
    game.events
        :on("kill", func(points) {
            game.combo++
            gained := points * game.combo
            game.score += gained
            print("+" .. gained .. (game.combo > 1 && " (combo x" .. game.combo .. ")" || ""))
            if game.score >= game.level * 100 {
                game.level++
                game.events:emit("level", game.level)
            }
        })
        :once("kill", func() { print("achievement: first blow") })
        :on("hit", func() {
            game.combo = 0
            game.lives--
            print("hit! lives: " .. game.lives)
            if game.lives == 0 { game.events:emit("over") }
        })
        :on("level", func(level) { print("level " .. level) })
        :on("over", func() { print("game over, score " .. game.score) })
    return game
}
session := Game()
for _, event := range {"kill", "kill", "hit", "kill", "kill", "kill", "hit", "hit"} { session.events:emit(event, 20) }

// ---- a counter that announces a threshold ---------------------------------------------------------------------------

func Counter(limit) {
    self := {value: 0, events: Emitter()}
    self.add = func(n) {
        self.value += n
        self.events:emit("change", self.value)
        if self.value >= limit { self.events:emit("limit", self.value) }
    }
    return self
}
counter := Counter(5)
counter.events:on("change", func(v) { print("now", v) }):once("limit", func(v) { print("limit reached at", v) })
for _, n := range {2, 2, 2, 1} { counter.add(n) }

// ---- topics: "news.*" gets all messages below news ------------------------------------------------------------------

func Broker() {
    subscriptions := {}
    return {
        subscribe: func(topic, f) { subscriptions[#subscriptions + 1] = {topic: topic, f: f} }
        publish: func(topic, ...) {
            delivered := 0
            for _, s := range subscriptions {
                prefix := s.topic:match("^(.*)%*$")
                if s.topic == topic || prefix && topic:hasPrefix(prefix) {
                    s.f(topic, ...)
                    delivered++
                }
            }
            return delivered
        }
    }
}
broker := Broker()
broker.subscribe("news.*", func(topic, text) { print("reader", topic, text) })
broker.subscribe("news.sport", func(_, text) { print("fan", text) })
print(broker.publish("news.sport", "a draw"), broker.publish("news.weather", "rain"), broker.publish("mail", "hi"))
