// Finalisers (language.md 10.13), and objects that own something outside the heap.

#include <algorithm>
#include <cstdio>
#include <string>

#include "runtime/call.h"
#include "runtime/coroutine.h"
#include "runtime/heap_impl.h"
#include "runtime/ops.h"
#include "runtime/table.h"

namespace gs::rt {

// ---- finalisers ---------------------------------------------------------------------------------------------

void Heap::mark_for_finalization(Header* h) {
    if (h->gc & kGcFinalize) return;
    h->gc |= kGcFinalize;
    impl_->finalizable.push_back(h);
}

// Takes what is unreachable off the list and queues it. All of it is alive again until its finaliser has run.
// False if there is nothing.
bool Heap::Impl::queue_finalizers() {
    constexpr std::size_t kAhead = 12;
    std::vector<Header*> due_now;
    std::size_t next = 0;
    std::erase_if(finalizable, [&](Header* h) {
        if (next + kAhead < finalizable.size()) marker->expect(Value::object(finalizable[next + kAhead]));
        ++next;
        if (marker->is_marked(h)) return false;
        due_now.push_back(h);
        return true;
    });
    old_finalizable = finalizable.size();
    if (due_now.empty()) return false;
    // The one marked last runs first; what was queued earlier runs before all of them.
    pending.insert(pending.begin(), due_now.begin(), due_now.end());
    for (Header* h : due_now) {
        h->gc &= static_cast<u8>(~kGcFinalize);
        marker->mark(h);
    }
    marker->drain();
    st.hot.request.fetch_or(kRequestFinalize, std::memory_order_relaxed);
    return true;
}

Status Heap::Impl::finalize(Header* h) {
    Value object = h->type == HeapType::Table ? Value::table(reinterpret_cast<Table*>(h)) : Value::object(h);
    Value finalizer = metamethod_of(st, object, Name::Gc);
    if (!is_callable(st, finalizer)) return {};
    NoYield no_yield(st);
    Value error;
    {
        CatchScope scope(st, Value::nil());
        if (call(st, finalizer, {object}).ok()) return {};
        if (!scope.take(&error)) return kFailed;
    }
    std::string text;
    TRY(error_text(st, error, &text));
    text = "error in __gc: " + text + "\n";
    if (st.flush_stdout) st.flush_stdout(st);
    std::fwrite(text.data(), 1, text.size(), stderr);
    return {};
}

bool Heap::has_pending_finalizers() const { return !impl_->pending.empty(); }

// Runs the queue. Calls in the course of a finaliser (its own collectgarbage()) run what is left of it.
Status Heap::Impl::run_queue() {
    bool outermost = !finalizing;
    finalizing = true;
    Status status;
    while (status.ok() && !pending.empty()) {
        Header* h = pending.back();
        pending.pop_back();
        status = finalize(h);
    }
    if (outermost) finalizing = false;
    return status;
}

Status Heap::run_finalizers() {
    // A poll inside of a finaliser must not start the next one, or they would run in the wrong order.
    return impl_->finalizing ? Status{} : impl_->run_queue();
}

void Heap::run_all_finalizers() {
    (void)run_finalizers();
    // Objects that finalisers mark anew are left alone, or this might never end.
    std::vector<Header*> all = std::move(impl_->finalizable);
    impl_->finalizable.clear();
    impl_->old_finalizable = 0;
    // The queue is a root; it runs from its end.
    for (Header* h : all) h->gc &= static_cast<u8>(~kGcFinalize);
    impl_->pending.insert(impl_->pending.begin(), all.begin(), all.end());
    (void)run_finalizers();
}

Status collect_garbage(State& st) {
    st.heap->collect("collectgarbage");
    return st.heap->impl().run_queue();
}

// ---- disposables --------------------------------------------------------------------------------------------

void Heap::add_disposable(Header* h) { impl_->disposables.push_back(h); }

void Heap::Impl::dispose(Header* h) {
    switch (h->type) {
        case HeapType::Proto: {
            auto* proto = reinterpret_cast<Proto*>(h);
            delete proto->data;
            proto->data = nullptr;
            return;
        }
        case HeapType::Coroutine: return dispose_coroutine(st, reinterpret_cast<Coroutine*>(h));
        case HeapType::Userdata: {
            auto* userdata = reinterpret_cast<Userdata*>(h);
            if (userdata->type->destroy) userdata->type->destroy(st, userdata->payload);
            return;
        }
        default: return;  // others own nothing outside the heap
    }
}

// Of the disposables that have not survived a collection yet, disposes of those that are not marked.
void Heap::Impl::dispose_young(Marker& young) {
    std::vector<Header*> dead;
    auto dies = [&](Header* h) {
        if (young.is_marked(h)) return false;
        dead.push_back(h);
        return true;
    };
    auto first = disposables.begin() + static_cast<std::ptrdiff_t>(old_disposables);
    disposables.erase(std::remove_if(first, disposables.end(), dies), disposables.end());
    old_disposables = disposables.size();
    for (Header* h : dead) dispose(h);
}

// After marking, in small lots: those before disposables_next have been looked at, and the first disposables_kept of them
// are alive. True if that is all.
bool Heap::Impl::dispose_some(std::size_t count) {
    for (; count != 0 && disposables_next < old_disposables; --count) {
        Header* h = disposables[disposables_next++];
        if (survives(h)) {
            disposables[disposables_kept++] = h;
        } else {
            dispose(h);
        }
    }
    if (disposables_next < old_disposables) return false;
    auto begin = disposables.begin();
    disposables.erase(begin + static_cast<std::ptrdiff_t>(disposables_kept),
                      begin + static_cast<std::ptrdiff_t>(disposables_next));
    old_disposables -= disposables_next - disposables_kept;
    disposables_next = disposables_kept = 0;
    return true;
}

void Heap::Impl::dispose_all() {
    // Disposing frees memory outside the heap only; nothing may be allocated here any more. A collection may be under way.
    dispose_some(~std::size_t{0});
    for (Header* h : disposables) dispose(h);
    disposables.clear();
}

}  // namespace gs::rt
