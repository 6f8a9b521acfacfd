// Conway's Game of Life on a bounded grid. A live cell stays with two or three neighbours, a dead one is born with three.

Grid := {}
Grid.__index = Grid

func new_grid(width, height) {
    grid := setmetatable({width: width, height: height, rows: {}}, Grid)
    for y := 1; y <= height; y++ {
        grid.rows[y] = {}
        for x := 1; x <= width; x++ { grid.rows[y][x] = 0 }
    }
    return grid
}

// Cells outside the grid are dead.
Grid.get = func(self, x, y) {
    row := self.rows[y]
    return row && row[x] || 0
}

Grid.neighbours = func(self, x, y) {
    n := -self:get(x, y)
    for dy := -1; dy <= 1; dy++ {
        for dx := -1; dx <= 1; dx++ { n += self:get(x + dx, y + dy) }
    }
    return n
}

Grid.step = func(self) {
    next := {}
    for y := 1; y <= self.height; y++ {
        next[y] = {}
        for x := 1; x <= self.width; x++ {
            n := self:neighbours(x, y)
            next[y][x] = (n == 3 || n == 2 && self:get(x, y) == 1) && 1 || 0
        }
    }
    self.rows = next
}

Grid.place = func(self, pattern, left, top) {
    for _, cell := range pattern { self.rows[top + cell[2]][left + cell[1]] = 1 }
    return self
}

Grid.population = func(self) {
    sum := 0
    for _, row := range self.rows {
        for _, cell := range row { sum += cell }
    }
    return sum
}

Grid.show = func(self, title) {
    print(title .. ", " .. self:population() .. " alive")
    border := "+" .. string.rep("-", self.width) .. "+"
    print(border)
    for _, row := range self.rows {
        print("|" .. table.concat(table.map(row, func(c) { return c == 1 && "#" || " " })) .. "|")
    }
    print(border)
}

patterns := {
    glider: {{1, 0}, {2, 1}, {0, 2}, {1, 2}, {2, 2}}
    blinker: {{0, 0}, {1, 0}, {2, 0}}
    block: {{0, 0}, {1, 0}, {0, 1}, {1, 1}}
    toad: {{1, 0}, {2, 0}, {3, 0}, {0, 1}, {1, 1}, {2, 1}}
    r_pentomino: {{1, 0}, {2, 0}, {0, 1}, {1, 1}, {1, 2}}
    die_hard: {{6, 0}, {0, 1}, {1, 1}, {1, 2}, {5, 2}, {6, 2}, {7, 2}}
}

glider := new_grid(10, 8):place(patterns.glider, 2, 2)
glider:show("glider, generation 0")
for range 8 { glider:step() }
glider:show("glider, generation 8")

still := new_grid(14, 6):place(patterns.blinker, 2, 3):place(patterns.block, 7, 3):place(patterns.toad, 10, 3)
for generation := 0; generation <= 2; generation++ {
    still:show("oscillators, generation " .. generation)
    still:step()
}

pentomino := new_grid(30, 20):place(patterns.r_pentomino, 14, 9)
history := {}
for range 20 {
    history[#history + 1] = pentomino:population()
    pentomino:step()
}
print("R-pentomino", table.concat(history, " "))

die_hard := new_grid(40, 24):place(patterns.die_hard, 16, 11)
for range 30 { die_hard:step() }
die_hard:show("die-hard, generation 30")
