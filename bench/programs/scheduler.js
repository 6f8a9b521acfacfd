const steps = Number(process.argv[2] || 10000), systems = Number(process.argv[3] || 10);

class Task {
  constructor(system, name, priority) {
    this.system = system;
    this.name = name;
    this.priority = priority;
    this.state = "ready";
    this.runs = 0;
    this.first = null;
    this.last = null;
  }
  receive(message) {
    message.next = null;
    if (this.last) this.last.next = message; else this.first = message;
    this.last = message;
    if (this.state === "waiting") this.state = "ready";
  }
  take() {
    const message = this.first;
    if (message === null) return null;
    this.first = message.next;
    if (this.first === null) this.last = null;
    message.next = null;
    return message;
  }
  wait() { if (this.first === null) this.state = "waiting"; }
  finish() { this.state = "done"; }
}
class Producer extends Task {
  constructor(system, name, priority, { limit, workers, sum }) {
    super(system, name, priority);
    this.sent = 0;
    this.limit = limit;
    this.workers = workers;
    this.answers = 0;
    this.sum = sum;
  }
  run() {
    if (this.sent === this.limit) {
      this.finish();
      return;
    }
    for (let i = 1; i <= 3 && this.sent < this.limit; i++) {
      this.sent++;
      const message = this.system.newMessage("job", this.sent, this);
      this.system.send(this.workers[this.sent % this.workers.length], message);
    }
    this.state = "resting";
    this.system.wakeLater(this, 30);
  }
  receive(message) {
    this.answers++;
    this.sum = (this.sum * 7 + message.value) % 1000003;
    this.system.freeMessage(message);
  }
}
class Worker extends Task {
  constructor(system, name, priority, { work, device }) {
    super(system, name, priority);
    this.work = work;
    this.left = 0;
    this.current = null;
    this.device = device;
  }
  run() {
    if (this.current === null) {
      this.current = this.take();
      if (this.current === null) {
        this.wait();
        return;
      }
      this.left = this.current.value % 3 + 1;
    }
    this.left--;
    this.work = (this.work * 31 + this.current.value) % 65521;
    if (this.left === 0) {
      const message = this.current;
      this.current = null;
      message.value = message.value + this.work % 10;
      this.system.send(this.device, message);
    }
  }
}
class Device extends Task {
  constructor(system, name, priority, { size }) {
    super(system, name, priority);
    this.batch = [];
    this.size = size;
  }
  run() {
    const message = this.take();
    if (message === null) {
      this.wait();
      return;
    }
    this.batch.push(message);
    if (this.batch.length === this.size || message.value % 11 === 0) {
      while (this.batch.length > 0) {
        const done = this.batch.pop();
        done.kind = "answer";
        this.system.send(done.sender, done);
      }
    }
  }
}
class Idle extends Task {
  run() {}
}
class System {
  constructor() {
    this.tasks = [];
    this.time = 0;
    this.sleepers = [];
    this.free = null;
    this.made = 0;
    this.sent = 0;
  }
  add(Class, name, priority, fields) {
    const task = new Class(this, name, priority, fields);
    const tasks = this.tasks;
    let i = tasks.length;
    while (i > 0 && tasks[i - 1].priority < priority) {
      tasks[i] = tasks[i - 1];
      i--;
    }
    tasks[i] = task;
    return task;
  }
  newMessage(kind, value, sender) {
    const message = this.free;
    if (message) {
      this.free = message.next;
      message.kind = kind;
      message.value = value;
      message.sender = sender;
      message.next = null;
      return message;
    }
    this.made++;
    return { kind, value, sender, next: null };
  }
  freeMessage(message) {
    message.next = this.free;
    this.free = message;
  }
  send(task, message) {
    this.sent++;
    task.receive(message);
  }
  wakeLater(task, delay) { this.sleepers.push({ task, time: this.time + delay }); }
  wake() {
    const sleepers = this.sleepers;
    let kept = 0;
    for (const sleeper of sleepers) {
      if (sleeper.time <= this.time) sleeper.task.state = "ready";
      else sleepers[kept++] = sleeper;
    }
    sleepers.length = kept;
  }
  choose() {
    for (const task of this.tasks) {
      if (task.state === "ready") return task;
    }
    return null;
  }
  run(steps) {
    for (let i = 1; i <= steps; i++) {
      this.time++;
      if (this.sleepers.length > 0) this.wake();
      const task = this.choose();
      task.runs++;
      task.run();
    }
  }
}

let total = 0;
for (let s = 1; s <= systems; s++) {
  const system = new System();
  const devices = [], workers = [], producers = [];
  for (let i = 1; i <= 2; i++) devices.push(system.add(Device, "device " + i, 40 + i, { size: 4 + i }));
  for (let i = 1; i <= 4; i++) {
    workers.push(system.add(Worker, "worker " + i, 20 + i % 2, { work: i + s, device: devices[i % 2] }));
  }
  for (let i = 1; i <= 2; i++) {
    producers.push(system.add(Producer, "producer " + i, 30, { limit: Math.floor(steps / 16), workers, sum: s }));
  }
  system.add(Idle, "idle", 0, {});
  system.run(steps);
  for (const task of system.tasks) total = (total * 31 + task.runs) % 1000000007;
  for (const producer of producers) total = (total * 31 + producer.sum + producer.answers) % 1000000007;
  if (s === 1) {
    for (const task of system.tasks) console.log([task.name, task.state, task.runs].join("\t"));
    console.log([system.made, system.sent, producers[0].answers, producers[1].answers].join("\t"));
  }
}
console.log(total);
