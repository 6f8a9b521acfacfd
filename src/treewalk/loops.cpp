// Loops, and select. Every loop edge polls, so that goroutines take turns and a script can be interrupted.
#include <vector>

#include "runtime/call.h"
#include "support/small_vector.h"
#include "treewalk/interpreter.h"

namespace gs::treewalk {

using namespace syntax;

namespace {

// How a loop body ended, for the loop: go on, leave the loop normally, or hand the flow outwards.
enum class Edge : u8 { Next, Leave, Out };

Edge after_body(Flow flow) {
    switch (flow) {
        case Flow::Normal:
        case Flow::Continue: return Edge::Next;
        case Flow::Break: return Edge::Leave;
        case Flow::Return:
        case Flow::TailCall:
        case Flow::Error: return Edge::Out;
    }
    GS_UNREACHABLE("flow");
}

Status bind(Frame& f, NameExpr* name, Value v) { return name ? declare(f, name->variable, v) : Status{}; }

Flow range_over_varargs(Frame& f, RangeStmt* s) {
    for (u32 i = 0; i < f.extras; i++) {
        TRY_FLOW(bind(f, s->key, Value::integer(i + 1)));
        TRY_FLOW(bind(f, s->value, f.slot(f.extras_at + i)));
        Flow flow = exec_block(f, s->body);
        switch (after_body(flow)) {
            case Edge::Next: break;
            case Edge::Leave: return Flow::Normal;
            case Edge::Out: return flow;
        }
        TRY_FLOW(poll_if_asked(f.st));
    }
    return Flow::Normal;
}

}  // namespace

Flow exec_while(Frame& f, WhileStmt* s) {
    for (;;) {
        if (s->condition && TRY_FLOW(eval(f, s->condition)).is_falsy()) return Flow::Normal;
        Flow flow = exec_block(f, s->body);
        switch (after_body(flow)) {
            case Edge::Next: break;
            case Edge::Leave: return Flow::Normal;
            case Edge::Out: return flow;
        }
        f.at(line_position(s->line));
        TRY_FLOW(poll_if_asked(f.st));
    }
}

Flow exec_for(Frame& f, ForStmt* s) {
    Flow started = exec(f, s->init);
    if (started != Flow::Normal) return started;
    for (;;) {
        if (TRY_FLOW(eval(f, s->condition)).is_falsy()) return Flow::Normal;
        Flow flow = exec_block(f, s->body);
        switch (after_body(flow)) {
            case Edge::Next: break;
            case Edge::Leave: return Flow::Normal;
            case Edge::Out: return flow;
        }
        for (const Variable* v : s->iteration_cells) {
            TRY_FLOW(declare(f, v, f.slot(v->slot).as_object<rt::Cell>()->value));
        }
        f.at(line_position(s->line));
        TRY_FLOW(poll_if_asked(f.st));
        Flow post = exec(f, s->post);
        if (post != Flow::Normal) return post;
    }
}

Flow exec_range(Frame& f, RangeStmt* s) {
    if (s->over_varargs) return range_over_varargs(f, s);
    ValueList list = TRY_FLOW(eval_list(f, s->operands));
    auto operand = [&](u32 i) { return i < list.count ? f.stack()[list.offset + i] : Value::nil(); };
    Value x = operand(0), state = operand(1), control = operand(2);
    drop_list(f, list);
    rt::RangeState range;
    f.at(position(s));
    TRY_FLOW(rt::range_start(f.st, x, state, control, &range));
    for (;;) {
        Value key, value;
        f.at(position(s));
        if (!TRY_FLOW(rt::range_next(f.st, &range, &key, &value))) return Flow::Normal;
        TRY_FLOW(bind(f, s->key, key));
        TRY_FLOW(bind(f, s->value, value));
        Flow flow = exec_block(f, s->body);
        switch (after_body(flow)) {
            case Edge::Next: break;
            case Edge::Leave: return Flow::Normal;
            case Edge::Out: return flow;
        }
        f.at(position(s));
        TRY_FLOW(poll_if_asked(f.st));
    }
}

Flow exec_select(Frame& f, SelectStmt* s) {
    // Pairs (channel, value) on the stack, in source order, default left out.
    u32 offset = static_cast<u32>(f.st.hot.top - f.stack());
    SmallVector<const SelectClause*, 8> cases;
    SmallVector<bool, 8> sends;
    SmallVector<const Word*, 8> positions;
    for (const SelectClause& clause : s->clauses) {
        if (clause.kind == SelectKind::Default) continue;
        Value channel = TRY_FLOW(eval(f, clause.channel));
        TRY_FLOW(rt::ensure_stack(f.st, 2));
        *f.st.hot.top++ = channel;
        *f.st.hot.top++ = Value::nil();
        if (clause.kind == SelectKind::Send) {
            Value v = TRY_FLOW(eval(f, clause.value));
            f.stack()[offset + 2 * cases.size() + 1] = v;
        }
        cases.push_back(&clause);
        sends.push_back(clause.kind == SelectKind::Send);
        positions.push_back(line_position(clause.line));
    }
    f.at(position(s));
    Value received = Value::nil();
    bool ok = false;
    i64 chosen = TRY_FLOW(rt::select_cases(f.st, offset, static_cast<u32>(cases.size()), sends.data(), positions.data(),
                                           s->default_index >= 0, &received, &ok));
    f.st.hot.top = f.stack() + offset;
    const SelectClause* clause =
        chosen >= 0 ? cases[static_cast<std::size_t>(chosen)] : &s->clauses[static_cast<std::size_t>(s->default_index)];
    for (std::size_t i = 0; i < clause->targets.size(); i++) {
        Value v = i == 0 ? received : i == 1 && clause->with_ok ? Value::boolean(ok) : Value::nil();
        TRY_FLOW(clause->declares ? declare_name(f, clause->targets[i]->as<NameExpr>(), v)
                                  : assign(f, clause->targets[i], v));
    }
    Flow flow = exec_block(f, clause->body);
    return flow == Flow::Break ? Flow::Normal : flow;
}

}  // namespace gs::treewalk
