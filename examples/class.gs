// A class helper in ten lines. A class is a table that is its own __index; a subclass looks further in its parent.

func Class(parent) {
    class := {}
    class.__index = class
    class.new = func(...) {
        object := setmetatable({}, class)
        if class.init { class.init(object, ...) }
        return object
    }
    return setmetatable(class, {__index: parent})
}

Animal := Class()
Animal.init = func(self, name, sound) { self.name, self.sound = name, sound }
Animal.speak = func(self) { return self.name .. " says " .. self.sound }

Dog := Class(Animal)
Dog.init = func(self, name) {
    Animal.init(self, name, "woof")
    self.tricks = {}
}
Dog.learn = func(self, ...) {
    for _, trick := range ... { self.tricks[#self.tricks + 1] = trick }
    return self
}
Dog.show = func(self) {
    if #self.tricks == 0 { return self.name .. " knows no tricks" }
    return self.name .. " can " .. table.concat(self.tricks, ", ")
}

cat, rex, bo := Animal.new("Tom", "meow"), Dog.new("Rex"), Dog.new("Bo")
rex:learn("sit", "roll over"):learn("play dead")
print(cat:speak())
print(rex:speak())
print(rex:show())
print(bo:show())
