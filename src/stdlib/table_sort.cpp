// table.sort.
#include "runtime/native_args.h"
#include "stdlib/list_sort.h"
#include "stdlib/table_library.h"

namespace gs::stdlib {

using namespace rt;

namespace {

Ret table_sort(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    Value less = TRY(in.callable_or_nil(1));
    TRY(sort_list(st, t, {less}));
    return Ret::none();
}

constexpr FnRow kFunctions[] = {{"table.sort", table_sort}};

}  // namespace

void add_sort_function(State& st, Table* library) { add_functions(st, library, kFunctions); }

}  // namespace gs::stdlib
