#include "syntax/scope.h"

namespace gs::syntax {

void Scopes::open_function(FunctionBody* body) {
    if (depth_ > 0) {
        Function& parent = functions_[depth_ - 1];
        body->parent = parent.body;
        body->index = static_cast<u32>(parent.functions.size());
        parent.functions.push_back(body);
    }
    if (functions_.size() == depth_) functions_.emplace_back();
    Function& function = functions_[depth_++];
    function.body = body;
    function.variables.clear();
    function.functions.clear();
    function.upvalues.clear();
    function.visible = 0;
    function.post_block = -1;
    open_block();
}

void Scopes::close_function() {
    close_block();
    const Function& function = functions_[--depth_];
    FunctionBody* body = function.body;
    body->variables = arena_.copy(std::span<Variable* const>(function.variables));
    body->functions = arena_.copy(std::span<FunctionBody* const>(function.functions));
    body->upvalues = arena_.copy(std::span<const Upvalue>(function.upvalues));
}

void Scopes::open_block() { blocks_.push_back(static_cast<u32>(declarations_.size())); }

std::span<Variable*> Scopes::close_block() {
    u32 first = blocks_.back();
    blocks_.pop_back();
    size_t count = declarations_.size() - first;
    auto* variables =
        count == 0 ? nullptr : static_cast<Variable**>(arena_.allocate(count * sizeof(Variable*), alignof(Variable*)));
    // Backwards, so that of two declarations of one name the older one is undone last.
    for (size_t i = count; i-- > 0;) {
        const Declaration& declaration = declarations_[first + i];
        Variable* variable = declaration.variable;
        // A closure made by `post` itself sees what `post` goes on to assign, so copying the value would be wrong.
        if (variable->assigned_by_post && declaration.captured_by_post) variable->reassigned = true;
        declaration.symbol->declaration = declaration.hidden;
        variables[i] = variable;
    }
    declarations_.resize(first);
    functions_[depth_ - 1].visible -= static_cast<u32>(count);
    return {variables, count};
}

Variable* Scopes::declare(Symbol* symbol, u32 line, u32 column) {
    Function& function = functions_[depth_ - 1];
    if (function.visible == kMaxLocals) return nullptr;
    auto* variable = arena_.make<Variable>();
    variable->name = symbol->text;
    variable->owner = function.body;
    variable->line = line;
    variable->column = column;
    variable->id = static_cast<u32>(function.variables.size());
    variable->slot = static_cast<u16>(function.visible++);
    if (function.body->slot_count < function.visible) function.body->slot_count = static_cast<u16>(function.visible);
    function.variables.push_back(variable);
    declarations_.push_back(
        {variable, symbol, symbol->declaration, static_cast<u32>(blocks_.size()) - 1, depth_ - 1, false});
    symbol->declaration = static_cast<i32>(declarations_.size()) - 1;
    return variable;
}

bool Scopes::bind(NameExpr* name, Symbol* symbol) {
    name->name = symbol->text;
    name->variable = nullptr;
    name->binding = Binding::Global;
    if (symbol->declaration < 0) return true;
    Declaration& declaration = declarations_[static_cast<size_t>(symbol->declaration)];
    name->variable = declaration.variable;
    name->binding = Binding::Local;
    if (declaration.depth == depth_ - 1) return true;
    name->binding = Binding::Upvalue;
    declaration.variable->captured = true;
    if (functions_[declaration.depth].post_block == static_cast<i32>(declaration.block))
        declaration.captured_by_post = true;
    int index = capture(declaration);
    name->upvalue = static_cast<u16>(index);
    return index >= 0;
}

int Scopes::find_upvalue(u32 depth, const Variable* variable) const {
    const std::vector<Upvalue>& upvalues = functions_[depth].upvalues;
    for (size_t i = 0; i < upvalues.size(); i++) {
        if (upvalues[i].variable == variable) return static_cast<int>(i);
    }
    return -1;
}

int Scopes::capture(const Declaration& declaration) {
    int found = find_upvalue(depth_ - 1, declaration.variable);
    if (found >= 0) return found;
    // From the outside in: each function takes the variable from the one around it.
    int index = declaration.variable->slot;
    for (u32 depth = declaration.depth + 1; depth < depth_; depth++) {
        found = find_upvalue(depth, declaration.variable);
        if (found < 0) {
            std::vector<Upvalue>& upvalues = functions_[depth].upvalues;
            if (upvalues.size() == kMaxUpvalues) return -1;
            bool from_local = depth == declaration.depth + 1;
            upvalues.push_back({declaration.variable, static_cast<u16>(index), from_local, false});
            found = static_cast<int>(upvalues.size()) - 1;
        }
        index = found;
    }
    return index;
}

bool Scopes::is_constant(const Symbol* symbol) const {
    if (symbol->declaration < 0) return symbol->is_global_constant;
    return declarations_[static_cast<size_t>(symbol->declaration)].variable->is_const;
}

bool Scopes::is_constant_of_this_block(const Symbol* symbol) const {
    if (at_top_level()) return symbol->is_global_constant;
    if (symbol->declaration < 0) return false;
    const Declaration& declaration = declarations_[static_cast<size_t>(symbol->declaration)];
    return declaration.block == blocks_.size() - 1 && declaration.variable->is_const;
}

void Scopes::note_assignment(const Symbol* symbol) {
    if (symbol->declaration < 0) return;
    const Declaration& declaration = declarations_[static_cast<size_t>(symbol->declaration)];
    bool by_post =
        declaration.depth == depth_ - 1 && functions_[depth_ - 1].post_block == static_cast<i32>(declaration.block);
    (by_post ? declaration.variable->assigned_by_post : declaration.variable->reassigned) = true;
}

}  // namespace gs::syntax
