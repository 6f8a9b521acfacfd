// A game loop over entities that are made of components: systems ask for the entities that have the components they
// need, things move, meet in a grid, get hurt, die and are replaced.
steps, start := tonumber(arg && arg[1]) || 200, tonumber(arg && arg[2]) || 300
WIDTH, HEIGHT, CELL := 640, 480, 32

seed := 2024
func random(limit) {
    seed = (seed * 16807) % 2147483647
    return seed % limit
}
World := {}
World.__index = World
func new_world() { return setmetatable({entities: {}, next_id: 1, systems: {}, events: {}, born: 0, dead: 0}, World) }
World.spawn = func(self, components) {
    components.id = self.next_id
    self.next_id++
    self.born++
    self.entities[#self.entities + 1] = components
    return components
}
World.each = func(self, needs, action) {
    for _, entity := range ipairs(self.entities) {
        complete := true
        for _, name := range ipairs(needs) {
            if entity[name] == nil {
                complete = false
                break
            }
        }
        if complete { action(entity) }
    }
}
World.emit = func(self, kind, entity, amount) {
    self.events[#self.events + 1] = {kind: kind, entity: entity, amount: amount}
}
World.step = func(self, time) {
    for _, system := range ipairs(self.systems) { system(self, time) }
    handled := self.events
    self.events = {}
    for _, event := range ipairs(handled) {
        health := event.entity.health
        if event.kind == "hurt" && health {
            health.points -= event.amount
            health.hits++
        } else if event.kind == "heal" && health {
            health.points = math.min(health.points + event.amount, health.most)
        }
    }
    kept := 0
    entities := self.entities
    for i := 1; i <= #entities; i++ {
        entity := entities[i]
        if entity.health && entity.health.points <= 0 || entity.lifetime && entity.lifetime.left <= 0 {
            self.dead++
        } else {
            kept++
            entities[kept] = entity
        }
    }
    for i := #entities; i > kept; i-- { entities[i] = nil }
}

func movement(world, time) {
    world:each({"position", "velocity"}, func(e) {
        p, v := e.position, e.velocity
        p.x += v.x * 0.25
        p.y += v.y * 0.25
        if p.x < 0.0 || p.x >= WIDTH {
            v.x = -v.x
            p.x = math.max(0.0, math.min(p.x, WIDTH - 1.0))
        }
        if p.y < 0.0 || p.y >= HEIGHT {
            v.y = -v.y
            p.y = math.max(0.0, math.min(p.y, HEIGHT - 1.0))
        }
    })
}
func gravity(world, time) {
    world:each({"velocity", "weight"}, func(e) { e.velocity.y += e.weight * 0.125 })
}
func ageing(world, time) {
    world:each({"lifetime"}, func(e) { e.lifetime.left-- })
}
func collisions(world, time) {
    columns, grid := WIDTH / CELL, {}
    world:each({"position", "radius"}, func(e) {
        cell := math.floor(e.position.x / CELL) + math.floor(e.position.y / CELL) * columns
        list := grid[cell]
        if list == nil {
            list = {}
            grid[cell] = list
        }
        for _, other := range ipairs(list) {
            dx, dy := e.position.x - other.position.x, e.position.y - other.position.y
            reach := e.radius + other.radius
            if dx * dx + dy * dy < reach * reach && e.team != other.team {
                world:emit("hurt", e, 3)
                world:emit("hurt", other, 2)
            }
        }
        list[#list + 1] = e
    })
}
func healing(world, time) {
    if time % 8 != 0 { return }
    world:each({"health", "healer"}, func(e) { world:emit("heal", e, 1) })
}
func spawn_fighter(world) {
    team := random(3)
    world:spawn({
        position: {x: random(WIDTH) + 0.5, y: random(HEIGHT) + 0.5}
        velocity: {x: random(17) - 8.0, y: random(17) - 8.0}
        health: {points: 10 + random(10), most: 20, hits: 0}
        radius: 4 + random(5), team: team, healer: random(4) == 0 || nil
    })
}
func spawning(world, time) {
    for i := 1; i <= 3; i++ {
        world:spawn({
            position: {x: random(WIDTH) + 0.0, y: 0.0}, velocity: {x: 0.0, y: 1.0}
            weight: 1 + random(3), lifetime: {left: 20 + random(40)}
        })
    }
    if #world.entities < start { spawn_fighter(world) }
}
func main() {
    world := new_world()
    world.systems = {gravity, movement, ageing, collisions, healing, spawning}
    for i := 1; i <= start; i++ { spawn_fighter(world) }
    check := 0
    for time := 1; time <= steps; time++ {
        world:step(time)
        world:each({"position"}, func(e) {
            check = (check * 31 + math.floor(e.position.x * 16) + math.floor(e.position.y * 16) + e.id) % 1000000007
        })
    }
    points, hits := 0, 0
    world:each({"health"}, func(e) {
        points += e.health.points
        hits += e.health.hits
    })
    print(#world.entities, world.born, world.dead, points, hits)
    print(check)
}
main()
