local steps, systems = tonumber(arg and arg[1]) or 10000, tonumber(arg and arg[2]) or 10

local Task = {}
Task.__index = Task
function Task:init(system, name, priority)
  self.system, self.name, self.priority = system, name, priority
  self.state, self.runs, self.first, self.last = "ready", 0, nil, nil
  return self
end
function Task:receive(message)
  message.next = nil
  if self.last then self.last.next = message else self.first = message end
  self.last = message
  if self.state == "waiting" then self.state = "ready" end
end
function Task:take()
  local message = self.first
  if message == nil then return nil end
  self.first = message.next
  if self.first == nil then self.last = nil end
  message.next = nil
  return message
end
function Task:wait() if self.first == nil then self.state = "waiting" end end
function Task:finish() self.state = "done" end

local function subclass(parent)
  local class = setmetatable({}, {__index = parent})
  class.__index = class
  return class
end

local Producer = subclass(Task)
function Producer:run()
  if self.sent == self.limit then
    self:finish()
    return
  end
  for i = 1, 3 do
    if self.sent == self.limit then break end
    self.sent = self.sent + 1
    local message = self.system:new_message("job", self.sent, self)
    self.system:send(self.workers[self.sent % #self.workers + 1], message)
  end
  self.state = "resting"
  self.system:wake_later(self, 30)
end
function Producer:receive(message)
  self.answers = self.answers + 1
  self.sum = (self.sum * 7 + message.value) % 1000003
  self.system:free_message(message)
end

local Worker = subclass(Task)
function Worker:run()
  if self.current == nil then
    self.current = self:take()
    if self.current == nil then
      self:wait()
      return
    end
    self.left = self.current.value % 3 + 1
  end
  self.left = self.left - 1
  self.work = (self.work * 31 + self.current.value) % 65521
  if self.left == 0 then
    local message = self.current
    self.current = nil
    message.value = message.value + self.work % 10
    self.system:send(self.device, message)
  end
end

local Device = subclass(Task)
function Device:run()
  local message = self:take()
  if message == nil then
    self:wait()
    return
  end
  self.batch[#self.batch + 1] = message
  if #self.batch == self.size or message.value % 11 == 0 then
    for i = #self.batch, 1, -1 do
      local done = self.batch[i]
      self.batch[i] = nil
      done.kind = "answer"
      self.system:send(done.sender, done)
    end
  end
end

local Idle = subclass(Task)
function Idle:run() end

local System = {}
System.__index = System
local function new_system()
  return setmetatable({tasks = {}, time = 0, sleepers = {}, free = nil, made = 0, sent = 0}, System)
end
function System:add(class, name, priority, fields)
  local task = setmetatable(fields, class)
  task:init(self, name, priority)
  local tasks = self.tasks
  local i = #tasks
  while i >= 1 and tasks[i].priority < priority do
    tasks[i + 1] = tasks[i]
    i = i - 1
  end
  tasks[i + 1] = task
  return task
end
function System:new_message(kind, value, sender)
  local message = self.free
  if message then
    self.free = message.next
    message.kind, message.value, message.sender, message.next = kind, value, sender, nil
    return message
  end
  self.made = self.made + 1
  return {kind = kind, value = value, sender = sender, next = nil}
end
function System:free_message(message)
  message.next = self.free
  self.free = message
end
function System:send(task, message)
  self.sent = self.sent + 1
  task:receive(message)
end
function System:wake_later(task, delay)
  self.sleepers[#self.sleepers + 1] = {task = task, time = self.time + delay}
end
function System:wake()
  local sleepers, kept = self.sleepers, 0
  for i = 1, #sleepers do
    local sleeper = sleepers[i]
    if sleeper.time <= self.time then
      sleeper.task.state = "ready"
    else
      kept = kept + 1
      sleepers[kept] = sleeper
    end
  end
  for i = #sleepers, kept + 1, -1 do sleepers[i] = nil end
end
function System:choose()
  for _, task in ipairs(self.tasks) do
    if task.state == "ready" then return task end
  end
end
function System:run(steps)
  for i = 1, steps do
    self.time = self.time + 1
    if #self.sleepers > 0 then self:wake() end
    local task = self:choose()
    task.runs = task.runs + 1
    task:run()
  end
end

local total = 0
for s = 1, systems do
  local system = new_system()
  local devices, workers, producers = {}, {}, {}
  for i = 1, 2 do
    devices[i] = system:add(Device, "device " .. i, 40 + i, {batch = {}, size = 4 + i})
  end
  for i = 1, 4 do
    local fields = {work = i + s, left = 0, current = nil, device = devices[i % 2 + 1]}
    workers[i] = system:add(Worker, "worker " .. i, 20 + i % 2, fields)
  end
  for i = 1, 2 do
    local fields = {sent = 0, limit = math.floor(steps / 16), workers = workers, answers = 0, sum = s}
    producers[i] = system:add(Producer, "producer " .. i, 30, fields)
  end
  system:add(Idle, "idle", 0, {})
  system:run(steps)
  for _, task in ipairs(system.tasks) do total = (total * 31 + task.runs) % 1000000007 end
  for _, producer in ipairs(producers) do total = (total * 31 + producer.sum + producer.answers) % 1000000007 end
  if s == 1 then
    for _, task in ipairs(system.tasks) do print(task.name, task.state, task.runs) end
    print(system.made, system.sent, producers[1].answers, producers[2].answers)
  end
end
print(string.format("%d", total))
