#include "compiler/compile.h"

#include "compiler/function_compiler.h"

namespace gs::compiler {

using namespace syntax;

namespace {

bytecode::FunctionInfo info_of(rt::State& st, const Chunk& chunk, const FunctionBody* body, Value env) {
    bytecode::FunctionInfo info;
    info.chunk = rt::intern(st, chunk.name);
    info.name = body->name.empty() ? nullptr : rt::intern(st, body->name);
    info.env = env;
    info.line = body->is_chunk ? 0 : body->line;
    info.params = static_cast<u16>(body->params.size());
    info.is_vararg = body->is_vararg;
    info.uses_varargs = body->is_vararg && (body->uses_varargs || body->rest != nullptr);
    info.is_chunk = body->is_chunk;
    info.cell_upvalues = body->cell_upvalues;
    info.self_upvalue = body->self_upvalue;
    return info;
}

}  // namespace

FunctionCompiler::FunctionCompiler(rt::State& st, const Chunk& chunk, const FunctionBody* body, Value env,
                                   FunctionCompiler* parent)
    : st_(st),
      chunk_(chunk),
      body_(body),
      env_(env),
      parent_(parent),
      registers_(body->variables.size(), kNone),
      b_(st, [&] {
          bytecode::FunctionInfo info = info_of(st, chunk, body, env);
          for (const Upvalue& up : body->upvalues) {
              Reg index = up.from_parent_local && parent ? parent->register_of(up.variable) : up.index;
              // The variable of a self upvalue has no register yet; the closure is patched instead of captured.
              info.captures.push_back({up.from_parent_local, up.is_cell, static_cast<u16>(index == kNone ? 0 : index)});
          }
          if (body->has_defer) info.defer_slot = static_cast<i32>(body->params.size() + (body->rest ? 1 : 0));
          return info;
      }()) {}

rt::Code* FunctionCompiler::compile() {
    b_.set_line(body_->line);
    take(static_cast<u32>(body_->params.size()));
    if (body_->rest) take();
    if (body_->has_defer) {
        defer_slot_ = take();
        b_.load_nil(defer_slot_, 1);
    }
    keep_taken();
    for (u32 i = 0; i < body_->params.size(); i++) bind(body_->params[i], i);
    if (body_->rest) {
        Reg r = static_cast<Reg>(body_->params.size());
        b_.op(Op::VarArgTable, r);
        bind(body_->rest, r);
    }
    block(body_->block);
    b_.set_line(body_->end_line);
    if (!b_.unreachable()) {
        run_defers(false);
        b_.return0();
    }
    if (failed_) return nullptr;
    if (b_.too_large()) {
        (void)st_.raise_format("%.*s:%u:%u: function too large (limit %u registers)",
                               static_cast<int>(chunk_.name.size()), chunk_.name.data(), body_->line, body_->column,
                               bytecode::kMaxRegisters);
        return nullptr;
    }
    return b_.finish();
}

void FunctionCompiler::bind(const Variable* v, Reg r) {
    registers_[v->id] = r;
    if (v->in_cell()) b_.op(Op::NewCell, r);
}

rt::Result<rt::Code*> compile(rt::State& st, const Chunk& chunk, Value env) {
    FunctionCompiler compiler(st, chunk, chunk.main, env, nullptr);
    rt::Code* code = compiler.compile();
    if (!code) return rt::kFailed;
    return code;
}

}  // namespace gs::compiler
