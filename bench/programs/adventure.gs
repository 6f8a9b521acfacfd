// A text adventure that plays itself: commands are sentences that are taken apart by patterns, verbs are handlers in a
// table, the game is a state machine (exploring, fighting, talking, over).
turns, games := tonumber(arg && arg[1]) || 2000, tonumber(arg && arg[2]) || 20

map := {
    gate: {text: "A rusty gate.", north: "garden", east: "wall"}
    garden: {text: "A garden full of weeds.", south: "gate", north: "hall", west: "well"}
    well: {text: "An old well. Something glitters below.", east: "garden", down: "cave"}
    cave: {text: "A wet cave.", up: "well", north: "lair", dark: true}
    lair: {text: "Bones everywhere.", south: "cave", dark: true}
    hall: {text: "A hall with high windows.", south: "garden", east: "library", up: "tower"}
    library: {text: "Books up to the ceiling.", west: "hall"}
    tower: {text: "The wind howls.", down: "hall", locked: true}
    wall: {text: "A wall too high to climb.", west: "gate"}
}
opposite := {north: "south", south: "north", east: "west", west: "east", up: "down", down: "up"}
short := {n: "north", s: "south", e: "east", w: "west", u: "up", d: "down", i: "inventory", l: "look"}
start_items := {
    lamp: {place: "gate", weight: 2}, key: {place: "lair", weight: 1}, sword: {place: "wall", weight: 4}
    bread: {place: "library", weight: 1, food: 5}, apple: {place: "garden", weight: 1, food: 3}
    crown: {place: "tower", weight: 3, value: 50}, coin: {place: "well", weight: 1, value: 5}
    stone: {place: "cave", weight: 5}, book: {place: "library", weight: 2, value: 10}
}
start_people := {
    troll: {place: "cave", health: 9, strength: 3}
    dragon: {place: "lair", health: 14, strength: 4}
    ghost: {place: "library", talk: {"Who are you?", "Beware of the lair.", "The key opens the tower.", "Leave me alone."}}
    monk: {place: "garden", talk: {"Peace.", "Eat when you are weak.", "Bring light into the dark."}}
}

func copy(things) {
    result := {}
    for name, thing := range pairs(things) {
        made := {name: name}
        for k, v := range pairs(thing) { made[k] = v }
        result[name] = made
    }
    return result
}
func new_game(seed) {
    return {
        state: "exploring", place: "gate", health: 20, score: 0, moves: 0, seed: seed
        items: copy(start_items), people: copy(start_people), carried: 0, unlocked: false, opponent: nil, line: 0
        visited: {}
    }
}
func random(game, limit) {
    game.seed = (game.seed * 16807) % 2147483647
    return game.seed % limit
}
func has(game, name) { return game.items[name].place == "you" }
func lit(game) { return !map[game.place].dark || has(game, "lamp") }
names := {"apple", "book", "bread", "coin", "crown", "key", "lamp", "stone", "sword"}
people_names := {"dragon", "ghost", "monk", "troll"}

func describe(game) {
    if !lit(game) { return "It is too dark to see anything." }
    parts := {map[game.place].text}
    for _, name := range ipairs(names) {
        if game.items[name].place == game.place { parts[#parts + 1] = "There is a " .. name .. "." }
    }
    for _, name := range ipairs(people_names) {
        if game.people[name].place == game.place { parts[#parts + 1] = "The " .. name .. " is here." }
    }
    return table.concat(parts, " ")
}
func hurt(game, points) {
    game.health -= points
    if game.health <= 0 {
        game.state = "over"
        return " You die."
    }
    return " You have " .. game.health .. " left."
}

exploring := {
    look: func(game, noun) { return describe(game) }
    inventory: func(game, noun) {
        list := {}
        for _, name := range ipairs(names) {
            if has(game, name) { list[#list + 1] = "a " .. name }
        }
        if #list == 0 { return "You carry nothing." }
        return "You carry " .. table.concat(list, ", ") .. "."
    }
    go: func(game, noun) {
        target := opposite[noun] && map[game.place][noun]
        if target == nil { return "You can not go there." }
        if map[target].locked && !game.unlocked { return "The door is locked." }
        game.place = target
        if !game.visited[target] {
            game.visited[target] = true
            game.score++
        }
        for _, name := range ipairs(people_names) {
            person := game.people[name]
            if person.place == target && person.health && random(game, 3) > 0 {
                game.state, game.opponent = "fighting", person
                return "The " .. name .. " attacks you!"
            }
        }
        return describe(game)
    }
    take: func(game, noun) {
        item := game.items[noun]
        if item == nil || item.place != game.place || !lit(game) { return "There is no " .. noun .. " here." }
        if game.carried + item.weight > 10 { return "The " .. noun .. " is too heavy." }
        item.place = "you"
        game.carried += item.weight
        game.score += item.value || 0
        return "Taken: " .. noun .. "."
    }
    drop: func(game, noun) {
        item := game.items[noun]
        if item == nil || item.place != "you" { return "You have no " .. noun .. "." }
        item.place = game.place
        game.carried -= item.weight
        game.score -= item.value || 0
        return "Dropped: " .. noun .. "."
    }
    eat: func(game, noun) {
        item := game.items[noun]
        if item == nil || item.place != "you" { return "You have no " .. noun .. "." }
        if item.food == nil { return "The " .. noun .. " tastes awful." }
        item.place = "nowhere"
        game.carried -= item.weight
        game.health = math.min(20, game.health + item.food)
        return "That was good. You have " .. game.health .. " now."
    }
    open: func(game, noun) {
        if noun != "door" || game.place != "hall" { return "You can not open that." }
        if !has(game, "key") { return "You have no key." }
        game.unlocked = true
        return "The door is open."
    }
    talk: func(game, noun) {
        person := game.people[noun]
        if person == nil || person.place != game.place { return "Nobody answers." }
        if person.talk == nil { return "The " .. noun .. " growls." }
        game.state, game.opponent, game.line = "talking", person, 0
        return "You greet the " .. noun .. "."
    }
    rest: func(game, noun) {
        if game.health >= 20 { return "You are not tired." }
        game.health++
        return "You rest a while."
    }
}
fighting := {
    attack: func(game, noun) {
        opponent := game.opponent
        opponent.health -= has(game, "sword") && 3 + random(game, 4) || random(game, 3)
        if opponent.health <= 0 {
            opponent.place = "nowhere"
            game.state, game.opponent = "exploring", nil
            game.score += 10
            return "You defeat the " .. opponent.name .. "!"
        }
        return "You hit the " .. opponent.name .. "." .. hurt(game, random(game, opponent.strength))
    }
    flee: func(game, noun) {
        if random(game, 2) == 0 { return "You stumble." .. hurt(game, 1) }
        for _, way := range ipairs({"south", "up", "west", "north"}) {
            target := map[game.place][way]
            if target {
                game.place, game.state, game.opponent = target, "exploring", nil
                return "You flee " .. way .. "."
            }
        }
        return "There is no way out!"
    }
}
talking := {
    ask: func(game, noun) {
        lines := game.opponent.talk
        game.line = game.line % #lines + 1
        return "The " .. game.opponent.name .. " says: " .. lines[game.line]
    }
    leave: func(game, noun) {
        game.state, game.opponent = "exploring", nil
        return "You turn away."
    }
}
states := {exploring: exploring, fighting: fighting, talking: talking, over: {}}

func obey(game, command) {
    game.moves++
    text := string.lower(string.gsub(command, "^%s*(.-)%s*$", "%1"))
    verb, rest := string.match(text, "^(%a+)%s*(.*)$")
    if verb == nil { return "What?" }
    noun := string.match(rest, "(%a+)$") || ""
    verb = short[verb] || verb
    if opposite[verb] { verb, noun = "go", verb }
    noun = short[noun] || noun
    handler := states[game.state][verb]
    if handler == nil { return "You can not " .. verb .. " now." }
    return handler(game, noun)
}
sentences := {
    "n", "go north", "S", "east", "go to the west", "w", "down", "u", "  look ", "i", "take the lamp", "take key"
    "Take the sword", "take bread", "eat the bread", "take apple", "eat apple", "take crown", "drop the stone", "take stone"
    "take coin", "take the old book", "drop book", "open the door", "talk to the ghost", "talk to the monk", "ask him"
    "leave", "attack", "attack with sword", "ATTACK", "flee", "rest", "dance", "42", "e", "go up", "d"
}
func play(seed, turns) {
    game := new_game(seed)
    ended, check, longest := 0, 0, ""
    for i := 1; i <= turns; i++ {
        command := sentences[random(game, #sentences) + 1]
        answer := obey(game, command)
        check = (check * 31 + #answer * 7 + answer:byte(-2) + game.score) % 1000000007
        if #answer > #longest { longest = answer }
        if game.state == "over" || game.score > 80 {
            ended++
            check = (check + game.score * 13 + game.moves) % 1000000007
            game = new_game(game.seed)
        }
    }
    return check, ended, longest
}
func main() {
    total, over := 0, 0
    for g := 1; g <= games; g++ {
        check, ended, longest := play(g * 101, turns)
        total, over = (total * 31 + check) % 1000000007, over + ended
        if g == 1 { print(longest) }
    }
    print(total, over)
}
main()
