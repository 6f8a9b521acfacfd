// Which variable a name means.
//
// The parser tells Scopes when blocks and functions begin and end, and what is declared, used and assigned. That must
// happen while parsing: whether `x = 1` is allowed depends on the constants declared so far, and of several static
// errors the first one counts. As scoping is lexical, a name can be bound for good where it stands.
//
// Finding a variable takes one step: each Symbol points at its innermost visible declaration, each declaration at the
// one that it hides, and the end of a block undoes what its declarations did.
//
// A function that uses a variable of a function around it gets an Upvalue, and so does every function in between.
#pragma once

#include <span>
#include <vector>

#include "support/arena.h"
#include "syntax/ast.h"
#include "syntax/symbols.h"

namespace gs::syntax {

inline constexpr u32 kMaxLocals = 1000;  // visible at once in one function
inline constexpr u32 kMaxUpvalues = 250;

class Scopes {
public:
    explicit Scopes(Arena& arena) : arena_(arena) {}

    // Begins a function and the block of its parameters.
    void open_function(FunctionBody* body);
    // Ends it and stores its variables, nested functions and upvalues in the body.
    void close_function();
    FunctionBody* function() const { return functions_[depth_ - 1].body; }

    void open_block();
    // Ends the block; the variables declared directly in it.
    std::span<Variable*> close_block();

    // True where `:=` makes globals: directly in the chunk.
    bool at_top_level() const { return depth_ == 1 && blocks_.size() == 2; }

    // A new variable in the current block, or null if there are too many in the function.
    Variable* declare(Symbol* symbol, u32 line, u32 column);
    void declare_global_constant(Symbol* symbol) { symbol->is_global_constant = true; }

    // Binds the name. False if the function captures too many variables.
    [[nodiscard]] bool bind(NameExpr* name, Symbol* symbol);

    // True if the variable that the name means here is a constant, and if it is one declared in the current block.
    bool is_constant(const Symbol* symbol) const;
    bool is_constant_of_this_block(const Symbol* symbol) const;

    // The variable that the name means here, if it is a local one, is assigned after its declaration.
    void note_assignment(const Symbol* symbol);

    // Around the third part of a C-style loop whose variables are those of the current block: it may assign them
    // without making them `reassigned` (see Variable::assigned_by_post).
    void begin_post() { functions_[depth_ - 1].post_block = static_cast<i32>(blocks_.size()) - 1; }
    void end_post() { functions_[depth_ - 1].post_block = -1; }

private:
    struct Declaration {
        Variable* variable;
        Symbol* symbol;
        i32 hidden;  // index of the declaration of the same name that it hides, or -1
        u32 block;   // index in blocks_
        u32 depth;   // of its function: index in functions_
        bool captured_by_post;
    };
    // Kept for reuse when a function ends, for the sake of the vectors.
    struct Function {
        FunctionBody* body = nullptr;
        std::vector<Variable*> variables;
        std::vector<FunctionBody*> functions;
        std::vector<Upvalue> upvalues;
        u32 visible = 0;  // variables
        i32 post_block = -1;
    };

    // The index of the variable among the upvalues of functions_[depth], or -1 if it is not there yet.
    int find_upvalue(u32 depth, const Variable* variable) const;
    // The index in the current function; -1 if there are too many somewhere.
    int capture(const Declaration& declaration);

    Arena& arena_;
    std::vector<Function> functions_;  // those in use: [0, depth_)
    u32 depth_ = 0;
    std::vector<u32> blocks_;  // number of declarations when the block began
    std::vector<Declaration> declarations_;
};

}  // namespace gs::syntax
