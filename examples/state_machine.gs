// A state machine made from a table: states with actions on entry and exit, transitions with guard and action.

func Machine(definition) {
    machine := {state: definition.initial, context: definition.context || {}}
    machine.send = func(event, ...) {
        transition := definition.states[machine.state].on && definition.states[machine.state].on[event]
        if !transition { return false, "'" .. event .. "' means nothing in state '" .. machine.state .. "'" }
        if transition.guard && !transition.guard(machine.context, ...) {
            return false, "'" .. event .. "' is refused in state '" .. machine.state .. "'"
        }
        from, to := definition.states[machine.state], transition.target
        if from.exit { from.exit(machine.context) }
        if transition.action { transition.action(machine.context, ...) }
        old := machine.state
        machine.state = to
        if definition.states[to].entry { definition.states[to].entry(machine.context) }
        if definition.on_transition { definition.on_transition(old, event, to) }
        return true
    }
    return machine
}
func trace(from, event, to) { print("  " .. from .. " --" .. event .. "--> " .. to) }

print("traffic light")
light := Machine({
    initial: "red"
    on_transition: trace
    states: {
        red: {on: {next: {target: "green"}}}
        green: {on: {next: {target: "yellow"}}}
        yellow: {on: {next: {target: "red"}}}
    }
})
for range 3 { light.send("next") }

print("order")
order := Machine({
    initial: "new"
    context: {paid: 0, price: 30}
    on_transition: trace
    states: {
        new: {on: {submit: {target: "submitted"}, cancel: {target: "cancelled"}}}
        submitted: {on: {
            pay: {
                target: "paid"
                guard: func(order, amount) { return amount >= order.price }
                action: func(order, amount) { order.paid = amount }
            }
            cancel: {target: "cancelled"}
        }}
        paid: {
            entry: func(order) { print("  received " .. order.paid) }
            on: {pack: {target: "packed"}, refund: {target: "refunded"}}
        }
        packed: {on: {ship: {target: "shipped"}}}
        shipped: {on: {deliver: {target: "delivered"}, lose: {target: "lost"}}}
        delivered: {entry: func() { print("  thank you") }}
        lost: {on: {refund: {target: "refunded"}}}
        refunded: {}
        cancelled: {}
    }
})
print(order.send("ship"))
print(order.send("submit"))
print(order.send("pay", 10))
print(order.send("pay", 30))
for _, event := range {"pack", "ship", "deliver"} { order.send(event) }
print(order.send("cancel"))

print("elevator")
elevator := Machine({
    initial: "idle"
    context: {floor: 0}
    on_transition: trace
    states: {
        idle: {on: {call: {
            target: "moving"
            guard: func(e, floor) { return floor != e.floor }
            action: func(e, floor) { e.goal = floor }
        }}}
        moving: {
            entry: func(e) { print("  from " .. e.floor .. " to " .. e.goal) }
            on: {arrive: {target: "open", action: func(e) { e.floor = e.goal }}}
        }
        open: {exit: func() { print("  doors close") }, on: {close: {target: "idle"}}}
    }
})
print(elevator.send("call", 0))
for _, step := range {{"call", 3}, {"arrive"}, {"close"}, {"call", 1}} { elevator.send(unpack(step)) }
print("floor", elevator.context.floor, elevator.state)

print("locked door")
door := Machine({
    initial: "closed"
    context: {code: 1234}
    on_transition: trace
    states: {
        closed: {on: {open: {target: "opened"}, lock: {target: "locked"}}}
        opened: {on: {close: {target: "closed"}}}
        locked: {on: {unlock: {target: "closed", guard: func(d, code) { return code == d.code }}}}
    }
})
door.send("lock")
print(door.send("open"))
print(door.send("unlock", 1111))
print(door.send("unlock", 1234))
print(door.send("open"))
