// A small operating system: tasks of several kinds with priorities, which send each other messages, wait, and are
// chosen by a scheduler. Classes with inheritance, linked lists, states as strings.
steps, systems := tonumber(arg && arg[1]) || 10000, tonumber(arg && arg[2]) || 10

Task := {}
Task.__index = Task
Task.init = func(self, system, name, priority) {
    self.system, self.name, self.priority = system, name, priority
    self.state, self.runs, self.first, self.last = "ready", 0, nil, nil
    return self
}
Task.receive = func(self, message) {
    message.next = nil
    if self.last { self.last.next = message } else { self.first = message }
    self.last = message
    if self.state == "waiting" { self.state = "ready" }
}
Task.take = func(self) {
    message := self.first
    if message == nil { return nil }
    self.first = message.next
    if self.first == nil { self.last = nil }
    message.next = nil
    return message
}
Task.wait = func(self) { if self.first == nil { self.state = "waiting" } }
Task.finish = func(self) { self.state = "done" }

func subclass(parent) {
    class := setmetatable({}, {__index: parent})
    class.__index = class
    return class
}

// Sends numbered jobs to the workers in turn until it has sent all.
Producer := subclass(Task)
Producer.run = func(self) {
    if self.sent == self.limit {
        self:finish()
        return
    }
    for i := 1; i <= 3 && self.sent < self.limit; i++ {
        self.sent++
        message := self.system:new_message("job", self.sent, self)
        self.system:send(self.workers[self.sent % #self.workers + 1], message)
    }
    self.state = "resting"
    self.system:wake_later(self, 30)
}
Producer.receive = func(self, message) {
    self.answers++
    self.sum = (self.sum * 7 + message.value) % 1000003
    self.system:free_message(message)
}

// Works a while on each job, then passes it on to a device.
Worker := subclass(Task)
Worker.run = func(self) {
    if self.current == nil {
        self.current = self:take()
        if self.current == nil {
            self:wait()
            return
        }
        self.left = self.current.value % 3 + 1
    }
    self.left--
    self.work = (self.work * 31 + self.current.value) % 65521
    if self.left == 0 {
        message := self.current
        self.current = nil
        message.value = message.value + self.work % 10
        self.system:send(self.device, message)
    }
}

// Collects jobs and answers in batches, in reverse order.
Device := subclass(Task)
Device.run = func(self) {
    message := self:take()
    if message == nil {
        self:wait()
        return
    }
    self.batch[#self.batch + 1] = message
    if #self.batch == self.size || message.value % 11 == 0 {
        for i := #self.batch; i >= 1; i-- {
            done := self.batch[i]
            self.batch[i] = nil
            done.kind = "answer"
            self.system:send(done.sender, done)
        }
    }
}

// Runs when nobody else wants to.
Idle := subclass(Task)
Idle.run = func(self) {}

System := {}
System.__index = System
func new_system() {
    return setmetatable({tasks: {}, time: 0, sleepers: {}, free: nil, made: 0, sent: 0}, System)
}
System.add = func(self, class, name, priority, fields) {
    task := setmetatable(fields, class)
    task:init(self, name, priority)
    tasks := self.tasks
    i := #tasks
    for i >= 1 && tasks[i].priority < priority {
        tasks[i + 1] = tasks[i]
        i--
    }
    tasks[i + 1] = task
    return task
}
System.new_message = func(self, kind, value, sender) {
    message := self.free
    if message {
        self.free = message.next
        message.kind, message.value, message.sender, message.next = kind, value, sender, nil
        return message
    }
    self.made++
    return {kind: kind, value: value, sender: sender, next: nil}
}
System.free_message = func(self, message) {
    message.next = self.free
    self.free = message
}
System.send = func(self, task, message) {
    self.sent++
    task:receive(message)
}
System.wake_later = func(self, task, delay) {
    self.sleepers[#self.sleepers + 1] = {task: task, time: self.time + delay}
}
System.wake = func(self) {
    sleepers, kept := self.sleepers, 0
    for i := 1; i <= #sleepers; i++ {
        sleeper := sleepers[i]
        if sleeper.time <= self.time {
            sleeper.task.state = "ready"
        } else {
            kept++
            sleepers[kept] = sleeper
        }
    }
    for i := #sleepers; i > kept; i-- { sleepers[i] = nil }
}
System.choose = func(self) {
    for _, task := range ipairs(self.tasks) {
        if task.state == "ready" { return task }
    }
}
System.run = func(self, steps) {
    for i := 1; i <= steps; i++ {
        self.time++
        if #self.sleepers > 0 { self:wake() }
        task := self:choose()
        task.runs++
        task:run()
    }
}

func main() {
    total := 0
    for s := 1; s <= systems; s++ {
        system := new_system()
        devices, workers, producers := {}, {}, {}
        for i := 1; i <= 2; i++ {
            devices[i] = system:add(Device, "device " .. i, 40 + i, {batch: {}, size: 4 + i})
        }
        for i := 1; i <= 4; i++ {
            fields := {work: i + s, left: 0, current: nil, device: devices[i % 2 + 1]}
            workers[i] = system:add(Worker, "worker " .. i, 20 + i % 2, fields)
        }
        for i := 1; i <= 2; i++ {
            fields := {sent: 0, limit: math.floor(steps / 16), workers: workers, answers: 0, sum: s}
            producers[i] = system:add(Producer, "producer " .. i, 30, fields)
        }
        system:add(Idle, "idle", 0, {})
        system:run(steps)
        for _, task := range ipairs(system.tasks) { total = (total * 31 + task.runs) % 1000000007 }
        for _, producer := range ipairs(producers) { total = (total * 31 + producer.sum + producer.answers) % 1000000007 }
        if s == 1 {
            for _, task := range ipairs(system.tasks) { print(task.name, task.state, task.runs) }
            print(system.made, system.sent, producers[1].answers, producers[2].answers)
        }
    }
    print(total)
}
main()
