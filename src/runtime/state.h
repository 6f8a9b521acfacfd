// One State is one VM: heap, globals, coroutines, the pending error, and the hot words that engines keep in reach of
// one register. One State, one thread.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/heap.h"
#include "runtime/object.h"
#include "runtime/result.h"

// Clang's check of calls through pointers looks for a signature in front of the function; machine code has none.
#ifdef __clang__
#define GS_CALLS_MACHINE_CODE __attribute__((no_sanitize("function")))
#else
#define GS_CALLS_MACHINE_CODE
#endif

namespace gs::rt {

class Engine;
class Scheduler;
class StringTable;
class ShapeTable;
struct Shape;

/// Words that the VM and compiled code read and write all the time. The State register points at this struct, so the
/// order is part of the contract with machine code: 8-bit displacements reach all of it.
struct Hot {
    char *cursor, *cursor_end;  // bump allocation
    std::uintptr_t native_limit;  // lowest native stack address that may be used without a new segment
    Value *value_limit, *top;     // end of the current Value stack (with reserve); end of the running frame
    Value **log, **log_end;       // store barrier
    Shape* shapes;
    u8 marking;                   // a full collection is marking (heap_cycle.cpp)
    u8 pad[3];
    std::atomic<u32> request;     // see Request
    u32 native_depth, nresults;   // C++ recursion (limit kMaxNativeDepth); number of results in `results`
    Value* results;               // see Ret
    Coroutine* co;                // the running coroutine (the main program and goroutines have one too)
    Value error;                  // the pending error value
    u64 steps;
    Value* base;                  // frame of the running function, as of the last slow path or native call
    const Word* pc;               // its position, in the engine's own coding (tree-walker: AST node)
    u32 frames_left;              // script frames that may still be entered in this coroutine
    u32 catchers;                 // pcall, xpcall, resume active below: nobody needs a traceback if > 0
    void* native_entry;           // machine code: where its frames on this native stack begin (jit/code)
};

/// Bits of Hot::request: reasons to leave the fast path at the next poll.
enum Request : u32 {
    kRequestPreempt = 1,     // another goroutine or an event is due
    kRequestInterrupt = 2,   // Ctrl-C in the REPL, host interrupt: uncatchable `interrupted`
    kRequestFinalize = 4,    // finalisers or disposables wait
    kRequestMemory = 8,      // memory limit exceeded: uncatchable `memory limit exceeded`
    kRequestCollect = 16,    // a minor collection is due
};

inline constexpr u32 kMaxFrames = 200'000;
inline constexpr u32 kMaxNativeDepth = 4'000;
inline constexpr u32 kMaxChain = 2'000;

/// What a host program puts in place of the outside world. Empty functions: the default.
struct HostHooks {
    std::function<void(std::string_view line)> print;  // one line of print, without newline
    std::function<bool(std::string_view what, std::string_view detail)> permit;  // may the outside be touched?
    std::function<bool(std::string_view module, std::string* source)> loader;  // source text of a module
    std::function<void(const std::string& report)> unhandled;  // a goroutine died of an error
};

struct Options {
    HeapOptions heap;
    bool stack_stress = false;  // move the Value stack at every check (--stack-stress)
    u32 hash_seed = 0;  // 0: random
    std::string main_directory;  // where `require` looks first; empty: only the current directory
    bool modules_from_disk = true;  // false: `require` asks the host's loader alone
    std::vector<std::string> command_line;  // of the whole program, for os.args
    HostHooks hooks;
};

/// What a library remembers in one State: made at the first library_data<T>(st), destroyed after the heap,
/// the youngest first.
struct LibraryData {
    virtual ~LibraryData() = default;
};

/// Normal errors are caught by pcall, xpcall and resume. Closing is coroutine.close unwinding: nothing catches it, deferred
/// calls run. Fatal (limits, interrupt, exit) is caught by nobody and runs no deferred calls. Restart is no error: the
/// instruction has to be done again on another native stack (coroutine_borrowed.cpp).
enum class ErrorKind : u8 { Normal, Closing, Fatal, Restart };

/// Position and traceback of the pending error. The value itself is Hot::error.
struct PendingError {
    ErrorKind kind = ErrorKind::Normal;
    bool has_position = false;
    String* chunk = nullptr;
    u32 line = 0;
    std::string traceback;  // as text, taken at the raise if nobody below catches; empty otherwise
    std::string wrapped;  // traceback lines of coroutines the error came through (coroutine.wrap)
};

/// Names of metamethods and others, interned once. METHOD(Index) is "__index" and so on: see names.def.
enum class Name : u8 {
#define NAME(id, text) id,
#include "runtime/names.def"
#undef NAME
    kCount
};

class State {
public:
    explicit State(const Options& options);
    ~State();
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    void* handler[256] = {};  // the VM's dispatch table, in reach of the State register by negative displacements
    Hot hot{};

    const Options options;
    std::unique_ptr<StringTable> strings;
    std::unique_ptr<ShapeTable> shapes;
    std::unique_ptr<Heap> heap;
    std::unique_ptr<Scheduler> scheduler;
    std::unique_ptr<Engine> engine;
    Table* globals = nullptr;  // _G
    Table* string_library = nullptr;  // what strings index into (6.9)
    Table* loaded_modules = nullptr;  // require's cache
    String* names[static_cast<std::size_t>(Name::kCount)] = {};
    PendingError pending;
    std::string main_directory;  // where `require` looks first; starts as the option of that name
    String* main_chunk = nullptr;  // name of the main chunk, for reports without a position
    /// How C++ calls a script function that has machine code (Code::entry): its frame is made and counted, the arguments, which
    /// may be too few or too many, stand at base. Machine code itself; set by whoever makes the entries.
    Ret (*call_compiled)(Hot*, const void* entry, Value* base, u32 arguments) = nullptr;
    void* functions = nullptr;  // the engine's own: head of its list of compiled functions
    // What upper layers fill in. Writes out what print has buffered; whoever writes to standard error calls it first.
    void (*flush_stdout)(State&) = nullptr;
    // The pending error has ended goroutine `number` (error_report gives the text). Null: to standard error.
    void (*report_error)(State&, u64 number) = nullptr;
    // What compiled code relies on changes: a GlobalCell that watch_global was asked about is about to be assigned again, or the
    // epoch of prototypes (its address) has moved on. Null: there is no such code.
    void (*watched_changes)(State&, const void* what) = nullptr;
    // os.exit is about to end the process: the last chance to give back what is not the program's own (a terminal in raw
    // mode). Finalisers have run by then.
    std::function<void()> before_exit;
    /// Classes registered in this State; the low bits of Header::id of their objects are the position in this list.
    struct Class {
        const UserdataType* type;
        Table* metatable;
    };
    std::vector<Class> classes;

    String* name(Name n) const { return names[static_cast<std::size_t>(n)]; }

    // ---- arguments and results of natives ----------------------------------------------------------------
    Value arg(Args args, u32 i) const;  // nil beyond the last
    void clear_results() { hot.nresults = 0; }
    void push_result(Value v);
    /// The results pushed since clear_results, as a Ret.
    Ret results() const { return {hot.nresults ? hot.results[0] : Value::nil(), static_cast<i64>(hot.nresults)}; }
    /// All results of a Ret as an array that is valid until the next call or push_result; a single one is copied into
    /// the buffer first.
    const Value* result_array(const Ret& ret);
    /// So many results need no room to be made.
    static constexpr u32 kFewResults = 16;
    /// Makes room for n results. False (and `too many results` raised) beyond kMaxResults.
    static constexpr u32 kMaxResults = 1'000'000;
    bool reserve_results(u32 n);

    // ---- raising (position and, if nobody catches, traceback are taken here) -----------------------------
    Failure raise(Value error, int level = 1);  // level as in error(): 0 no position
    Failure raise_text(std::string_view message);
    Failure raise_format(const char* format, ...) __attribute__((format(printf, 2, 3)));
    Failure raise_memory();  // not enough memory
    Failure raise_uncatchable(std::string_view message);  // limits, interrupt

private:
    template <class T>
    friend T& library_data(State& st);
    struct LibraryEntry {
        const void* key;
        std::unique_ptr<LibraryData> data;
    };
    std::vector<LibraryEntry> library_data_;
    u32 results_capacity_ = 0;
};

/// The T of a State, a LibraryData that is made as T(st) when it is first asked for. A T that refers to objects adds a root;
/// it need not remove it.
template <class T>
T& library_data(State& st) {
    static constexpr char kKey = 0;  // its address tells one T from another
    for (auto& entry : st.library_data_) {
        if (entry.key == &kKey) return static_cast<T&>(*entry.data);
    }
    auto data = std::make_unique<T>(st);
    T& made = *data;
    st.library_data_.push_back({&kKey, std::move(data)});
    return made;
}

}  // namespace gs::rt
