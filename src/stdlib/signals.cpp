#include "stdlib/signals.h"

namespace gs::stdlib {
namespace {

struct SignalOwner final : rt::LibraryData {
    explicit SignalOwner(rt::State&) {}
    bool is_ours = false;
};

}  // namespace

void own_signals(rt::State& st) { rt::library_data<SignalOwner>(st).is_ours = true; }
bool owns_signals(rt::State& st) { return rt::library_data<SignalOwner>(st).is_ours; }

}  // namespace gs::stdlib
