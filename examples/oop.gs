// Objects: classes, inheritance, private state, mix-ins.

Object := {}
Object.__index = Object
Object.__name = "Object"
Object.extend = func(parent, name) {
    class := {__name: name, parent: parent}
    for key, value := range parent {
        if string.hasPrefix(key, "__") && class[key] == nil { class[key] = value }
    }
    class.__index = class
    return setmetatable(class, parent)
}
Object.new = func(class, ...) {
    object := setmetatable({}, class)
    object:init(...)
    return object
}
Object.init = func(self) { }
Object.is = func(self, class) {
    c := getmetatable(self)
    for c {
        if c == class { return true }
        c = c.parent
    }
    return false
}

// ---- shapes ---------------------------------------------------------------------------------------------------------

Shape := Object:extend("Shape")
Shape.init = func(self, name) { self.name = name }
Shape.area = func(self) { return 0 }
Shape.__tostring = func(self) { return string.format("%s with area %.2f", self.name, self:area()) }

Circle := Shape:extend("Circle")
Circle.init = func(self, radius) {
    Shape.init(self, "circle")
    self.radius = radius
}
Circle.area = func(self) { return math.pi * self.radius ** 2 }

Rectangle := Shape:extend("Rectangle")
Rectangle.init = func(self, width, height) {
    Shape.init(self, "rectangle")
    self.width, self.height = width, height
}
Rectangle.area = func(self) { return self.width * self.height }

Square := Rectangle:extend("Square")
Square.init = func(self, side) {
    Rectangle.init(self, side, side)
    self.name = "square"
}

// In a constructor `Circle:new(1)` would be the key Circle with the value new(1): method calls stand in parentheses.
shapes, total := {(Circle:new(1)), (Rectangle:new(2, 3.5)), (Square:new(2))}, 0
for _, shape := range shapes {
    print(shape)
    total += shape:area()
}
print(string.format("total %.2f", total))
square := shapes[3]
print(square:is(Square), square:is(Rectangle), square:is(Shape), square:is(Circle))

// ---- a method with its object ---------------------------------------------------------------------------------------

func bind(object, name) { return func(...) { return object[name](object, ...) } }
area := bind(square, "area")
square.width = 5
print("bound", area())

// ---- private state --------------------------------------------------------------------------------------------------

func account(owner) {
    balance := 0
    self := {owner: owner}
    self.deposit = func(amount) {
        if amount <= 0 { error({code: "amount", message: "must be positive, got " .. amount}) }
        balance += amount
        return self
    }
    self.withdraw = func(amount) {
        if amount > balance { return nil, "only " .. balance .. " left" }
        balance -= amount
        return amount
    }
    self.balance = func() { return balance }
    return self
}
acc := account("Ada")
acc.deposit(70).deposit(30)
print(acc.owner, acc.balance(), acc.withdraw(30), acc.balance())
print(acc.withdraw(500))
ok, problem := pcall(acc.deposit, -5)
print(ok, problem.code, problem.message)

// ---- mix-ins --------------------------------------------------------------------------------------------------------

Serializable := {
    serialize: func(self) {
        parts := {}
        for key, value := range self { parts[#parts + 1] = key .. "=" .. tostring(value) }
        table.sort(parts)
        return getmetatable(self).__name .. "{" .. table.concat(parts, ", ") .. "}"
    }
}
Comparable := {
    __lt: func(a, b) { return a:rank() < b:rank() }
    __le: func(a, b) { return a:rank() <= b:rank() }
}
func mix(class, ...) {
    for _, source := range ... { table.merge(class, source) }
    return class
}
Version := mix(Object:extend("Version"), Serializable, Comparable)
Version.init = func(self, major, minor) { self.major, self.minor = major, minor }
Version.rank = func(self) { return self.major * 1000 + self.minor }

versions := {(Version:new(2, 1)), (Version:new(1, 9)), (Version:new(2, 0))}
table.sort(versions)
for _, v := range versions { print(v:serialize()) }
print(versions[1] < versions[2], versions[2] <= versions[1])
