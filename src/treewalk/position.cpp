// Positions. hot.pc is a word that each engine codes its own way; the tree-walker stores the node, with its kind in the
// low bits (nodes are 8-byte aligned) and, for the pair of a concatenation, a number in the top 16 bits. Those stay
// below the tags of heap references, so a saved position on the Value stack reads as a double.
#include "sema/resolve.h"
#include "treewalk/interpreter.h"

namespace gs::treewalk {

using namespace syntax;

namespace {

enum Kind : u64 { kExpr, kStmt, kLine, kConcat, kMethod };
constexpr u64 kKindMask = 7;
constexpr u64 kPointerMask = rt::kPayloadMask & ~kKindMask;
constexpr u32 kMaxPair = 0x7FFF;

const Word* code(const void* node, Kind kind) {
    return reinterpret_cast<const Word*>(reinterpret_cast<u64>(node) | kind);
}
u64 bits_of(const Word* pc) { return reinterpret_cast<u64>(pc); }
template <class T>
const T* node_of(const Word* pc) {
    return reinterpret_cast<const T*>(bits_of(pc) & kPointerMask);
}
u32 pair_of(const Word* pc) { return static_cast<u32>(bits_of(pc) >> 48); }

rt::OperandName named(sema::OperandName name) {
    static_assert(static_cast<int>(sema::OperandKind::Method) == rt::OperandName::Method);
    return {static_cast<rt::OperandName::Kind>(name.kind), name.name};
}

rt::OperandName name_in_expression(const Expr* e, u32 operand) {
    switch (e->kind) {
        case ExprKind::Arith:
            return named(sema::describe(operand == 0 ? e->as<ArithExpr>()->left : e->as<ArithExpr>()->right));
        case ExprKind::Unary: return named(sema::describe(e->as<UnaryExpr>()->operand));
        case ExprKind::Concat: return named(sema::describe(e->as<ConcatExpr>()->operands[operand]));
        case ExprKind::Field:
            return operand == 0 ? named(sema::describe(e->as<FieldExpr>()->object)) : rt::OperandName{};
        case ExprKind::Index:
            return operand == 0 ? named(sema::describe(e->as<IndexExpr>()->object)) : rt::OperandName{};
        case ExprKind::Call: return operand == 0 ? named(sema::describe(e->as<CallExpr>()->callee)) : rt::OperandName{};
        case ExprKind::MethodCall:
            return operand == 0 ? named(sema::describe(e->as<MethodCallExpr>()->object)) : rt::OperandName{};
        default: return {};
    }
}

rt::OperandName name_in_call(const Expr* call) {
    if (call->kind == ExprKind::MethodCall) return named(sema::describe_method(call->as<MethodCallExpr>()));
    return named(sema::describe(call->as<CallExpr>()->callee));
}

rt::OperandName name_in_statement(const Stmt* s, u32 operand) {
    switch (s->kind) {
        case StmtKind::CompoundAssign: {
            auto* c = s->as<CompoundAssignStmt>();
            return named(sema::describe(operand == 0 ? c->target : c->value));
        }
        case StmtKind::Range:
            return operand == 0 ? named(sema::describe(s->as<RangeStmt>()->operands[0])) : rt::OperandName{};
        case StmtKind::Defer: return name_in_call(s->as<DeferStmt>()->call);
        default: return {};
    }
}

}  // namespace

const Word* position(const Expr* e) { return code(e, kExpr); }
const Word* position(const Stmt* s) { return code(s, kStmt); }
const Word* line_position(u32 line) { return reinterpret_cast<const Word*>(u64{line} << 3 | kLine); }
const Word* method_position(const MethodCallExpr* e) { return code(e, kMethod); }
const Word* concat_position(const ConcatExpr* e, u32 pair) {
    return reinterpret_cast<const Word*>(bits_of(code(e, kConcat)) | u64{pair < kMaxPair ? pair : kMaxPair} << 48);
}

u32 line_of(const Word* pc) {
    switch (static_cast<Kind>(bits_of(pc) & kKindMask)) {
        case kExpr: return pc ? node_of<Expr>(pc)->line : 0;
        case kStmt: return node_of<Stmt>(pc)->line;
        case kLine: return static_cast<u32>(bits_of(pc) >> 3);
        case kConcat: return node_of<ConcatExpr>(pc)->lines[pair_of(pc)];
        case kMethod: return node_of<MethodCallExpr>(pc)->call_line;
    }
    return 0;
}

rt::OperandName operand_name_of(const Word* pc, u32 operand) {
    switch (static_cast<Kind>(bits_of(pc) & kKindMask)) {
        case kExpr: return pc ? name_in_expression(node_of<Expr>(pc), operand) : rt::OperandName{};
        case kStmt: return name_in_statement(node_of<Stmt>(pc), operand);
        case kLine: return {};
        case kConcat: {
            // The right operand of all pairs but the last is the text joined so far, which has no name.
            auto* e = node_of<ConcatExpr>(pc);
            u32 pair = pair_of(pc);
            if (operand == 1 && pair + 2 < e->operands.size()) return {};
            return named(sema::describe(e->operands[pair + operand]));
        }
        case kMethod:
            return operand == 0 ? named(sema::describe_method(node_of<MethodCallExpr>(pc))) : rt::OperandName{};
    }
    return {};
}

}  // namespace gs::treewalk
