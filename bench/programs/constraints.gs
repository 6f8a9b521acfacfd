// A solver for hierarchies of one-way and two-way constraints, as user interfaces use them: each constraint can compute
// one of its variables from the other; strong constraints win over weak ones; a change is propagated along a plan.
length, rounds := tonumber(arg && arg[1]) || 200, tonumber(arg && arg[2]) || 40

REQUIRED, STRONG, MEDIUM, WEAK, NONE := 5, 4, 3, 2, 0

Variable := {}
Variable.__index = Variable
func new_variable(value) {
    return setmetatable({value: value, constraints: {}, determined_by: nil, strength: NONE, mark: 0}, Variable)
}
Variable.forget = func(self, constraint) {
    list := self.constraints
    for i, c := range ipairs(list) {
        if c == constraint {
            table.remove(list, i)
            return
        }
    }
}

// A constraint has one or two variables. Its output is the variable that it computes now, nil if it is not enforced.
Constraint := {}
Constraint.__index = Constraint
Constraint.setup = func(self, strength, a, b) {
    self.strength, self.a, self.b, self.output = strength, a, b, nil
    return self
}
Constraint.input = func(self) { if self.output == self.a { return self.b } else { return self.a } }
// The weaker of its variables is the one that costs least to take over.
Constraint.best_output = func(self) {
    a, b := self.a, self.b
    if b == nil || a.strength < b.strength { return a }
    return b
}
// How strongly its output is determined: as weakly as the weakest that could give way instead.
Constraint.output_strength = func(self) {
    if self.b == nil { return self.strength }
    return math.min(self.strength, self:input().strength)
}

func subclass(parent) {
    class := setmetatable({}, {__index: parent})
    class.__index = class
    return class
}
Stay := subclass(Constraint)
Stay.execute = func(self) {}
Edit := subclass(Constraint)
Edit.execute = func(self) { self.a.value = self.wanted }
Equal := subclass(Constraint)
Equal.execute = func(self) { self.output.value = self:input().value }
// b = a * factor + offset
Linear := subclass(Constraint)
Linear.execute = func(self) {
    if self.output == self.b {
        self.b.value = self.a.value * self.factor + self.offset
    } else {
        self.a.value = (self.b.value - self.offset) / self.factor
    }
}

Solver := {}
Solver.__index = Solver
func new_solver() { return setmetatable({mark: 0, added: 0, failed: 0}, Solver) }

// Lets a constraint determine one of its variables, if it is stronger than what does so now. Returns the
// constraint that had to give way.
Solver.enforce = func(self, constraint) {
    output := constraint:best_output()
    if output.mark == self.mark || output.strength >= constraint.strength {
        constraint.output = nil
        if constraint.strength == REQUIRED { self.failed++ }
        return nil
    }
    displaced := output.determined_by
    if displaced { displaced.output = nil }
    constraint.output = output
    output.determined_by = constraint
    output.mark = self.mark
    self:update(output)
    return displaced
}
// Recomputes strengths and values downstream of a variable.
Solver.update = func(self, variable) {
    pending := {variable.determined_by}
    for #pending > 0 {
        constraint := pending[#pending]
        pending[#pending] = nil
        output := constraint.output
        output.strength = constraint:output_strength()
        constraint:execute()
        self:consumers(output, pending)
    }
}
Solver.consumers = func(self, variable, list) {
    for _, c := range ipairs(variable.constraints) {
        if c.output && c.output != variable { list[#list + 1] = c }
    }
}
Solver.add = func(self, constraint) {
    self.added++
    constraint.a.constraints[#constraint.a.constraints + 1] = constraint
    if constraint.b { constraint.b.constraints[#constraint.b.constraints + 1] = constraint }
    self.mark++
    self:settle(constraint)
}
// Enforces a constraint, then those that it displaces, one after the other.
Solver.settle = func(self, constraint) {
    for constraint { constraint = self:enforce(constraint) }
}
Solver.remove = func(self, constraint) {
    output := constraint.output
    constraint.a:forget(constraint)
    if constraint.b { constraint.b:forget(constraint) }
    if output == nil { return }
    constraint.output = nil
    output.determined_by, output.strength = nil, NONE
    // What was not enforced downstream may get its chance now, the strongest first.
    unenforced, pending := {}, {}
    reached := {output}
    for #reached > 0 {
        variable := reached[#reached]
        reached[#reached] = nil
        for _, c := range ipairs(variable.constraints) {
            if c.output == nil {
                unenforced[#unenforced + 1] = c
            } else if c.output != variable {
                c.output.strength = c:output_strength()
                reached[#reached + 1] = c.output
            }
        }
    }
    table.sort(unenforced, func(a, b) { return a.strength > b.strength })
    for _, c := range ipairs(unenforced) {
        self.mark++
        self:settle(c)
    }
}
// The constraints to run, in order, when the outputs of some input constraints change.
Solver.plan = func(self, sources) {
    list := {}
    for _, c := range ipairs(sources) { list[#list + 1] = c }
    i := 1
    for i <= #list {
        self:consumers(list[i].output, list)
        i++
    }
    return list
}
func execute(plan) {
    for _, c := range ipairs(plan) { c:execute() }
}

// A chain of equal variables; the first is edited, the last must follow.
func chain(length, seed) {
    solver := new_solver()
    variables := {}
    for i := 1; i <= length; i++ {
        variables[i] = new_variable(i)
        if i > 1 { solver:add(setmetatable({}, Equal):setup(REQUIRED, variables[i - 1], variables[i])) }
    }
    last := variables[length]
    solver:add(setmetatable({}, Stay):setup(WEAK, last, nil))
    edit := setmetatable({wanted: seed}, Edit):setup(STRONG, variables[1], nil)
    solver:add(edit)
    plan := solver:plan({edit})
    sum := 0
    for k := 1; k <= 20; k++ {
        edit.wanted = seed * k
        execute(plan)
        if last.value != seed * k { error("the chain does not follow") }
        sum = (sum * 31 + last.value + #plan) % 1000003
    }
    solver:remove(edit)
    return sum, solver.added + solver.failed
}
// Pairs of variables that one factor and one offset relate; either side of a pair is edited.
func projection(length, seed) {
    solver := new_solver()
    sources, targets := {}, {}
    for i := 1; i <= length; i++ {
        source, target := new_variable(i), new_variable(i)
        sources[i], targets[i] = source, target
        solver:add(setmetatable({}, Stay):setup(WEAK, source, nil))
        relation := setmetatable({factor: 1 + i % 4, offset: seed % 10}, Linear)
        solver:add(relation:setup(REQUIRED, source, target))
    }
    sum := 0
    for i := 1; i <= length; i += 7 {
        edited, other := sources[i], targets[i]
        if i % 2 == 0 { edited, other = other, edited }
        edit := setmetatable({wanted: 0}, Edit):setup(MEDIUM, edited, nil)
        solver:add(edit)
        plan := solver:plan({edit})
        for k := 1; k <= 5; k++ {
            edit.wanted = (seed + k) * 12 + seed % 10
            execute(plan)
            sum = (sum * 31 + math.floor(other.value)) % 1000003
        }
        solver:remove(edit)
    }
    for i := 1; i <= length; i++ { sum = (sum + math.floor(targets[i].value) + targets[i].strength) % 1000003 }
    return sum, solver.added + solver.failed
}
func main() {
    total, count := 0, 0
    for r := 1; r <= rounds; r++ {
        sum, added := chain(length, r)
        total, count = (total * 7 + sum) % 1000003, count + added
        sum, added = projection(length, r)
        total, count = (total * 7 + sum) % 1000003, count + added
    }
    print(total, count)
}
main()
