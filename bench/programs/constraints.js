const length = Number(process.argv[2] || 200), rounds = Number(process.argv[3] || 40);

const REQUIRED = 5, STRONG = 4, MEDIUM = 3, WEAK = 2, NONE = 0;

class Variable {
  constructor(value) {
    this.value = value;
    this.constraints = [];
    this.determinedBy = null;
    this.strength = NONE;
    this.mark = 0;
  }
  forget(constraint) {
    const at = this.constraints.indexOf(constraint);
    if (at >= 0) this.constraints.splice(at, 1);
  }
}
class Constraint {
  constructor(strength, a, b) {
    this.strength = strength;
    this.a = a;
    this.b = b;
    this.output = null;
  }
  input() { return this.output === this.a ? this.b : this.a; }
  bestOutput() {
    const a = this.a, b = this.b;
    return b === null || a.strength < b.strength ? a : b;
  }
  outputStrength() {
    if (this.b === null) return this.strength;
    return Math.min(this.strength, this.input().strength);
  }
}
class Stay extends Constraint {
  execute() {}
}
class Edit extends Constraint {
  constructor(strength, a, wanted) {
    super(strength, a, null);
    this.wanted = wanted;
  }
  execute() { this.a.value = this.wanted; }
}
class Equal extends Constraint {
  execute() { this.output.value = this.input().value; }
}
class Linear extends Constraint {
  constructor(strength, a, b, factor, offset) {
    super(strength, a, b);
    this.factor = factor;
    this.offset = offset;
  }
  execute() {
    if (this.output === this.b) this.b.value = this.a.value * this.factor + this.offset;
    else this.a.value = (this.b.value - this.offset) / this.factor;
  }
}
class Solver {
  constructor() {
    this.mark = 0;
    this.added = 0;
    this.failed = 0;
  }
  enforce(constraint) {
    const output = constraint.bestOutput();
    if (output.mark === this.mark || output.strength >= constraint.strength) {
      constraint.output = null;
      if (constraint.strength === REQUIRED) this.failed++;
      return null;
    }
    const displaced = output.determinedBy;
    if (displaced) displaced.output = null;
    constraint.output = output;
    output.determinedBy = constraint;
    output.mark = this.mark;
    this.update(output);
    return displaced;
  }
  update(variable) {
    const pending = [variable.determinedBy];
    while (pending.length > 0) {
      const constraint = pending.pop();
      const output = constraint.output;
      output.strength = constraint.outputStrength();
      constraint.execute();
      this.consumers(output, pending);
    }
  }
  consumers(variable, list) {
    for (const c of variable.constraints) {
      if (c.output && c.output !== variable) list.push(c);
    }
  }
  add(constraint) {
    this.added++;
    constraint.a.constraints.push(constraint);
    if (constraint.b) constraint.b.constraints.push(constraint);
    this.mark++;
    this.settle(constraint);
  }
  settle(constraint) {
    while (constraint) constraint = this.enforce(constraint);
  }
  remove(constraint) {
    const output = constraint.output;
    constraint.a.forget(constraint);
    if (constraint.b) constraint.b.forget(constraint);
    if (output === null) return;
    constraint.output = null;
    output.determinedBy = null;
    output.strength = NONE;
    const unenforced = [], reached = [output];
    while (reached.length > 0) {
      const variable = reached.pop();
      for (const c of variable.constraints) {
        if (c.output === null) {
          unenforced.push(c);
        } else if (c.output !== variable) {
          c.output.strength = c.outputStrength();
          reached.push(c.output);
        }
      }
    }
    unenforced.sort((a, b) => b.strength - a.strength);
    for (const c of unenforced) {
      this.mark++;
      this.settle(c);
    }
  }
  plan(sources) {
    const list = sources.slice();
    for (let i = 0; i < list.length; i++) this.consumers(list[i].output, list);
    return list;
  }
}
function execute(plan) {
  for (const c of plan) c.execute();
}

function chain(length, seed) {
  const solver = new Solver(), variables = [];
  for (let i = 1; i <= length; i++) {
    variables.push(new Variable(i));
    if (i > 1) solver.add(new Equal(REQUIRED, variables[i - 2], variables[i - 1]));
  }
  const last = variables[length - 1];
  solver.add(new Stay(WEAK, last, null));
  const edit = new Edit(STRONG, variables[0], seed);
  solver.add(edit);
  const plan = solver.plan([edit]);
  let sum = 0;
  for (let k = 1; k <= 20; k++) {
    edit.wanted = seed * k;
    execute(plan);
    if (last.value !== seed * k) throw new Error("the chain does not follow");
    sum = (sum * 31 + last.value + plan.length) % 1000003;
  }
  solver.remove(edit);
  return [sum, solver.added + solver.failed];
}
function projection(length, seed) {
  const solver = new Solver(), sources = [], targets = [];
  for (let i = 1; i <= length; i++) {
    const source = new Variable(i), target = new Variable(i);
    sources.push(source);
    targets.push(target);
    solver.add(new Stay(WEAK, source, null));
    solver.add(new Linear(REQUIRED, source, target, 1 + i % 4, seed % 10));
  }
  let sum = 0;
  for (let i = 1; i <= length; i += 7) {
    let edited = sources[i - 1], other = targets[i - 1];
    if (i % 2 === 0) [edited, other] = [other, edited];
    const edit = new Edit(MEDIUM, edited, 0);
    solver.add(edit);
    const plan = solver.plan([edit]);
    for (let k = 1; k <= 5; k++) {
      edit.wanted = (seed + k) * 12 + seed % 10;
      execute(plan);
      sum = (sum * 31 + Math.floor(other.value)) % 1000003;
    }
    solver.remove(edit);
  }
  for (const target of targets) sum = (sum + Math.floor(target.value) + target.strength) % 1000003;
  return [sum, solver.added + solver.failed];
}
let total = 0, count = 0;
for (let r = 1; r <= rounds; r++) {
  for (const run of [chain, projection]) {
    const [sum, added] = run(length, r);
    total = (total * 7 + sum) % 1000003;
    count += added;
  }
}
console.log(total + "\t" + count);
