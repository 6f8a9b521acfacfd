// Where variables live.
//
// The parser has bound every name to its variable, because the rules about constants must be checked from left to
// right along with everything else. What is left can only be said when the whole scope of a variable has been seen:
// is it captured, is it assigned later, hence is it in a cell; then slots, the order of upvalues, and tail calls. One
// walk over the tree writes the answers into it (the fields marked "sema" in syntax/ast.h). Nothing here can fail.
#pragma once

#include <string_view>

#include "support/arena.h"
#include "syntax/ast.h"

namespace gs::sema {

using syntax::Binding;
using syntax::Chunk;
using syntax::FunctionBody;
using syntax::Upvalue;
using syntax::Variable;

// Annotates the whole chunk. To be called once, after parsing and before any engine sees the tree; what it adds is
// allocated in `arena`, which should be the tree's.
void resolve(Arena& arena, Chunk& chunk);

// How messages name the source of a value at fault (15.2).
enum class OperandKind : u8 { None, Local, Upvalue, Global, Field, Method };

struct OperandName {
    OperandKind kind = OperandKind::None;
    std::string_view name;  // lives as long as the tree
};

// The name of an operand; parentheses make no difference. Never Method: what a method call *gives* has no name.
OperandName describe(const syntax::Expr* e);

// The name of the method itself, for a call that finds it can not be called.
inline OperandName describe_method(const syntax::MethodCallExpr* e) { return {OperandKind::Method, e->name}; }

}  // namespace gs::sema
