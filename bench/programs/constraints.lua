local length, rounds = tonumber(arg and arg[1]) or 200, tonumber(arg and arg[2]) or 40

local REQUIRED, STRONG, MEDIUM, WEAK, NONE = 5, 4, 3, 2, 0

local Variable = {}
Variable.__index = Variable
local function new_variable(value)
  return setmetatable({value = value, constraints = {}, determined_by = nil, strength = NONE, mark = 0}, Variable)
end
function Variable:forget(constraint)
  local list = self.constraints
  for i, c in ipairs(list) do
    if c == constraint then
      table.remove(list, i)
      return
    end
  end
end

local Constraint = {}
Constraint.__index = Constraint
function Constraint:setup(strength, a, b)
  self.strength, self.a, self.b, self.output = strength, a, b, nil
  return self
end
function Constraint:input() if self.output == self.a then return self.b else return self.a end end
function Constraint:best_output()
  local a, b = self.a, self.b
  if b == nil or a.strength < b.strength then return a end
  return b
end
function Constraint:output_strength()
  if self.b == nil then return self.strength end
  return math.min(self.strength, self:input().strength)
end

local function subclass(parent)
  local class = setmetatable({}, {__index = parent})
  class.__index = class
  return class
end
local Stay = subclass(Constraint)
function Stay:execute() end
local Edit = subclass(Constraint)
function Edit:execute() self.a.value = self.wanted end
local Equal = subclass(Constraint)
function Equal:execute() self.output.value = self:input().value end
local Linear = subclass(Constraint)
function Linear:execute()
  if self.output == self.b then
    self.b.value = self.a.value * self.factor + self.offset
  else
    self.a.value = (self.b.value - self.offset) / self.factor
  end
end

local Solver = {}
Solver.__index = Solver
local function new_solver() return setmetatable({mark = 0, added = 0, failed = 0}, Solver) end
function Solver:enforce(constraint)
  local output = constraint:best_output()
  if output.mark == self.mark or output.strength >= constraint.strength then
    constraint.output = nil
    if constraint.strength == REQUIRED then self.failed = self.failed + 1 end
    return nil
  end
  local displaced = output.determined_by
  if displaced then displaced.output = nil end
  constraint.output = output
  output.determined_by = constraint
  output.mark = self.mark
  self:update(output)
  return displaced
end
function Solver:update(variable)
  local pending = {variable.determined_by}
  while #pending > 0 do
    local constraint = pending[#pending]
    pending[#pending] = nil
    local output = constraint.output
    output.strength = constraint:output_strength()
    constraint:execute()
    self:consumers(output, pending)
  end
end
function Solver:consumers(variable, list)
  for _, c in ipairs(variable.constraints) do
    if c.output and c.output ~= variable then list[#list + 1] = c end
  end
end
function Solver:add(constraint)
  self.added = self.added + 1
  constraint.a.constraints[#constraint.a.constraints + 1] = constraint
  if constraint.b then constraint.b.constraints[#constraint.b.constraints + 1] = constraint end
  self.mark = self.mark + 1
  self:settle(constraint)
end
function Solver:settle(constraint)
  while constraint do constraint = self:enforce(constraint) end
end
function Solver:remove(constraint)
  local output = constraint.output
  constraint.a:forget(constraint)
  if constraint.b then constraint.b:forget(constraint) end
  if output == nil then return end
  constraint.output = nil
  output.determined_by, output.strength = nil, NONE
  local unenforced = {}
  local reached = {output}
  while #reached > 0 do
    local variable = reached[#reached]
    reached[#reached] = nil
    for _, c in ipairs(variable.constraints) do
      if c.output == nil then
        unenforced[#unenforced + 1] = c
      elseif c.output ~= variable then
        c.output.strength = c:output_strength()
        reached[#reached + 1] = c.output
      end
    end
  end
  table.sort(unenforced, function(a, b) return a.strength > b.strength end)
  for _, c in ipairs(unenforced) do
    self.mark = self.mark + 1
    self:settle(c)
  end
end
function Solver:plan(sources)
  local list = {}
  for _, c in ipairs(sources) do list[#list + 1] = c end
  local i = 1
  while i <= #list do
    self:consumers(list[i].output, list)
    i = i + 1
  end
  return list
end
local function execute(plan)
  for _, c in ipairs(plan) do c:execute() end
end

local function chain(length, seed)
  local solver = new_solver()
  local variables = {}
  for i = 1, length do
    variables[i] = new_variable(i)
    if i > 1 then solver:add(setmetatable({}, Equal):setup(REQUIRED, variables[i - 1], variables[i])) end
  end
  local last = variables[length]
  solver:add(setmetatable({}, Stay):setup(WEAK, last, nil))
  local edit = setmetatable({wanted = seed}, Edit):setup(STRONG, variables[1], nil)
  solver:add(edit)
  local plan = solver:plan({edit})
  local sum = 0
  for k = 1, 20 do
    edit.wanted = seed * k
    execute(plan)
    if last.value ~= seed * k then error("the chain does not follow") end
    sum = (sum * 31 + last.value + #plan) % 1000003
  end
  solver:remove(edit)
  return sum, solver.added + solver.failed
end
local function projection(length, seed)
  local solver = new_solver()
  local sources, targets = {}, {}
  for i = 1, length do
    local source, target = new_variable(i), new_variable(i)
    sources[i], targets[i] = source, target
    solver:add(setmetatable({}, Stay):setup(WEAK, source, nil))
    local relation = setmetatable({factor = 1 + i % 4, offset = seed % 10}, Linear)
    solver:add(relation:setup(REQUIRED, source, target))
  end
  local sum = 0
  for i = 1, length, 7 do
    local edited, other = sources[i], targets[i]
    if i % 2 == 0 then edited, other = other, edited end
    local edit = setmetatable({wanted = 0}, Edit):setup(MEDIUM, edited, nil)
    solver:add(edit)
    local plan = solver:plan({edit})
    for k = 1, 5 do
      edit.wanted = (seed + k) * 12 + seed % 10
      execute(plan)
      sum = (sum * 31 + math.floor(other.value)) % 1000003
    end
    solver:remove(edit)
  end
  for i = 1, length do sum = (sum + math.floor(targets[i].value) + targets[i].strength) % 1000003 end
  return sum, solver.added + solver.failed
end
local total, count = 0, 0
for r = 1, rounds do
  local sum, added = chain(length, r)
  total, count = (total * 7 + sum) % 1000003, count + added
  sum, added = projection(length, r)
  total, count = (total * 7 + sum) % 1000003, count + added
end
print(string.format("%d\t%d", total, count))
