#include "stdlib/memory.h"

#include "runtime/native_args.h"

namespace gs::stdlib {

using namespace rt;

namespace {

Value text(State& st, std::string_view s) { return Value::string(intern(st, s)); }

/// There is one mode; the name last asked for is remembered as the function's upvalue.
Value exchange_mode(State& st, std::string_view mode) {
    Value before = native_upvalue(st, 0);
    set_native_upvalue(st, 0, text(st, mode));
    return before;
}

Ret base_collectgarbage(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view option = TRY(in.text_or(0, "collect"));
    Heap& heap = *st.heap;
    if (option == "collect") {
        TRY(collect_garbage(st));
        return Value::integer(0);
    }
    if (option == "count") return Value::real(static_cast<f64>(heap.bytes_in_use()) / 1024);
    if (option == "step") {
        i64 kibibytes = TRY(in.integer_or(1, 0));
        if (kibibytes < 0) kibibytes = 0;
        return Value::boolean(
            heap.step(kibibytes > (i64{1} << 30) ? SIZE_MAX : static_cast<std::size_t>(kibibytes) << 10));
    }
    if (option == "isrunning") return Value::boolean(heap.running());
    if (option == "stop") {
        heap.stop();
        return Value::integer(0);
    }
    if (option == "restart") {
        heap.restart();
        return Value::integer(0);
    }
    if (option == "generational" || option == "incremental") return exchange_mode(st, option);
    return in.error_format(0, "invalid option '%.*s'", static_cast<int>(option.size()), option.data());
}

constexpr FnRow kCollect = {"collectgarbage", base_collectgarbage};

}  // namespace

void open_memory(State& st) {
    Native* collect = make_native(st, &kCollect, {text(st, "generational")});
    set_field(st, st.globals, "collectgarbage", Value::function(collect));
}

}  // namespace gs::stdlib
