#include "cli/options.h"

#include <cerrno>
#include <cstdlib>
#include <sys/stat.h>

#include <CLI/CLI.hpp>

#include "jit/opt/pass.h"

namespace gs::cli {
namespace {

enum class Group : u8 { Running, Engines, Debugging };

struct FlagRow {
    Group group;
    const char* spelling;
    const char* argument;
    const char* help;
};

enum class Flag : u8 {
#define FLAG(name, group, spelling, argument, help) name,
#include "support/flags.def"
#undef FLAG
};

constexpr FlagRow kFlags[] = {
#define FLAG(name, group, spelling, argument, help) {Group::group, spelling, argument, help},
#include "support/flags.def"
#undef FLAG
};

/// What a flag says is wrong with its argument.
struct BadArgument {
    std::string message;
};

/// `ir` is the compiler without machine code: its graphs are interpreted.
embed::EngineKind engine_named(const std::string& name, jit::Settings* settings) {
    settings->interpret = name == "ir";
    if (name == "ir") return embed::EngineKind::Jit;
    if (name == "tree") return embed::EngineKind::Tree;
    if (name == "vm") return embed::EngineKind::Vm;
    if (name == "jit") return embed::EngineKind::Jit;
    if (name == "trace") return embed::EngineKind::Trace;
    throw BadArgument{"unknown engine '" + name + "'"};
}

/// Without a mode CLI11 says "true".
void set_jit_mode(const std::string& mode, CommandLine& line) {
    line.engine = mode == "off" ? embed::EngineKind::Vm : embed::EngineKind::Jit;
    line.jit.interpret = false;
    if (mode == "force") {
        line.jit.hot = 1;
        line.jit.limit_time = line.jit.limit_attempts = false;
    } else if (mode != "true" && mode != "auto" && mode != "off") {
        throw BadArgument{"unknown mode '" + mode + "' of the JIT"};
    }
}

/// `words` is a list: the form of a text, which stands alone, or forms of compiled code.
void add_dumps(const std::string& words, CommandLine& line) {
    jit::Dumps& dump = line.jit.dump;
    std::size_t begin = 0;
    while (begin <= words.size()) {
        std::size_t end = std::min(words.find(',', begin), words.size());
        std::string word = words.substr(begin, end - begin);
        bool alone = begin == 0 && end == words.size();
        begin = end + 1;
        std::string pass = word.starts_with("ir:") ? word.substr(3) : "";
        if (alone && word == "tokens") {
            line.dump = Dump::Tokens;
        } else if (alone && word == "ast") {
            line.dump = Dump::Ast;
        } else if (alone && word == "bytecode") {
            line.dump = Dump::Bytecode;
        } else if (word == "ir" || jit::opt::find_pass(pass)) {
            dump.ir = true;
            dump.pass = pass;
        } else if (word == "snapshots") {
            dump.snapshots = true;
        } else if (word == "regs") {
            dump.allocation = true;
        } else if (word == "asm") {
            dump.code = true;
        } else {
            throw BadArgument{"cannot dump '" + word + "'"};
        }
    }
}

/// The whole text as a decimal number; false if it is none or does not fit.
bool read_number(const std::string& text, unsigned long long* number, std::string* rest) {
    if (text.empty() || text[0] < '0' || text[0] > '9') return false;
    errno = 0;
    char* end = nullptr;
    *number = std::strtoull(text.c_str(), &end, 10);
    *rest = end;
    return errno == 0;
}

std::size_t memory_size(const std::string& text) {
    unsigned long long number = 0;
    std::string unit;
    if (read_number(text, &number, &unit)) {
        unsigned shift = 0;
        if (unit == "K" || unit == "k") shift = 10;
        if (unit == "M" || unit == "m") shift = 20;
        if (unit == "G" || unit == "g") shift = 30;
        if ((unit.empty() || shift != 0) && number != 0 && number <= (SIZE_MAX >> shift)) return number << shift;
    }
    throw BadArgument{"bad memory size '" + text + "'"};
}

u32 hash_seed(const std::string& text) {
    unsigned long long number = 0;
    std::string rest;
    if (!read_number(text, &number, &rest) || !rest.empty() || number > UINT32_MAX) {
        throw BadArgument{"bad hash seed '" + text + "'"};
    }
    return static_cast<u32>(number);
}

u32 count_up_to(u32 most, const std::string& text) {
    unsigned long long number = 0;
    std::string rest;
    if (!read_number(text, &number, &rest) || !rest.empty() || number == 0 || number > most) {
        throw BadArgument{"bad count '" + text + "'"};
    }
    return static_cast<u32>(number);
}

u32 register_count(const std::string& text) {
    unsigned long long number = 0;
    std::string rest;
    if (!read_number(text, &number, &rest) || !rest.empty() || number < 4 || number > 32) {
        throw BadArgument{"bad number of registers '" + text + "'"};
    }
    return static_cast<u32>(number);
}

/// Does what a flag asks for. Flags are applied in the order in which they stand, so that the last one wins.
void apply(Flag flag, const std::string& argument, CommandLine& line) {
    switch (flag) {
        case Flag::Code: line.code.push_back(argument); break;
        case Flag::Interactive: line.interactive = true; break;
        case Flag::Version: line.version = true; break;
        case Flag::Help: line.help = true; break;
        case Flag::MemoryLimit: line.state.heap.limit = memory_size(argument); break;
        case Flag::Engine: line.engine = engine_named(argument, &line.jit); break;
        case Flag::Tree: line.engine = embed::EngineKind::Tree; break;
        case Flag::Vm: line.engine = embed::EngineKind::Vm; break;
        case Flag::Jit: set_jit_mode(argument, line); break;
        case Flag::Trace: line.engine = embed::EngineKind::Trace; break;
        case Flag::Hot:
            line.jit.hot = count_up_to(1'000'000, argument);
            line.jit.limit_time = false;
            break;
        case Flag::ExitStress: line.jit.exit_stress = count_up_to(UINT32_MAX, argument); break;
        case Flag::JitLog: line.jit.log = true; break;
        case Flag::Regs: line.jit.registers = register_count(argument); break;
        case Flag::JitStats: line.jit.stats = true; break;
        case Flag::Perf: line.jit.perf = true; break;
        case Flag::Gdb: line.jit.gdb = true; break;
        case Flag::Dump: add_dumps(argument, line); break;
        case Flag::GcStress: line.state.heap.stress = true; break;
        case Flag::GcSlices: line.state.heap.stress_slices = true; break;
        case Flag::StackStress: line.state.stack_stress = true; break;
        case Flag::GcLog: line.state.heap.log = true; break;
        case Flag::Verify: line.state.heap.verify = true; break;
        case Flag::HashSeed: line.state.hash_seed = hash_seed(argument); break;
    }
}

void add_flags(CLI::App& app, CommandLine& line) {
    u8 number = 0;
    for (const FlagRow& row : kFlags) {
        auto flag = static_cast<Flag>(number++);
        CLI::callback_t callback = [flag, &line](const CLI::results_t& values) {
            // Called for each occurrence, with all values so far.
            apply(flag, values.back(), line);
            return true;
        };
        bool needs_argument = row.argument[0] != '\0' && row.argument[0] != '[';
        CLI::Option* option = app.add_option(row.spelling, std::move(callback));
        option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->trigger_on_parse();
        if (needs_argument) {
            option->type_size(1)->expected(1)->allow_extra_args(false);
        } else {
            option->type_size(0)->expected(0);
            if (row.argument[0] == '\0') option->disable_flag_override();
        }
    }
}

bool is_file_name(const std::string& word) {
    struct stat status;
    return word == "-" || word.ends_with(".gs") || ::stat(word.c_str(), &status) == 0;
}

/// What CLI11 left over: nothing, or `--`, the script and its arguments, or an option that is not in the table.
bool take_script(std::vector<std::string> rest, CommandLine* line, std::string* error) {
    bool options_ended = !rest.empty() && rest[0] == "--";
    if (options_ended) rest.erase(rest.begin());
    if (rest.empty()) return true;
    const std::string& word = rest[0];
    if (!options_ended && word.size() > 1 && word[0] == '-') {
        *error = "unknown option '" + word + "'";
        return false;
    }
    if (!is_file_name(word)) {
        *error = "unknown command '" + word + "'";
        return false;
    }
    line->has_script = true;
    line->script = word;
    line->arguments.assign(rest.begin() + 1, rest.end());
    return true;
}

std::string missing_argument(const std::string& spelling) {
    for (const FlagRow& row : kFlags) {
        if (spelling == row.spelling) return "option '" + spelling + "' needs " + row.argument;
    }
    // In this one case the dashes are missing.
    return std::string("option '") + (spelling.size() == 1 ? "-" : "--") + spelling + "' takes no value";
}

}  // namespace

bool parse_command_line(int argc, char** argv, CommandLine* line, std::string* error) {
    line->state.command_line.assign(argv, argv + argc);
    if (argc <= 1) return true;
    CLI::App app;
    app.set_help_flag();
    app.prefix_command();  // the first word that is no option ends the options
    add_flags(app, *line);
    try {
        app.parse(argc, argv);
    } catch (const BadArgument& bad) {
        *error = bad.message;
        return false;
    } catch (const CLI::ParseError& parse_error) {
        // The text of CLI11 begins with the spelling of the option.
        std::string text = parse_error.what();
        *error = missing_argument(text.substr(0, text.find_first_of(": ")));
        return false;
    }
    return take_script(app.remaining(), line, error);
}

std::string help_text() {
    std::string out =
        "usage: gscript [options] [script [arguments]]\n"
        "\n"
        "Runs a GScript program: the -e texts, then the script ('-': standard input). Without either, the REPL starts\n"
        "if standard input is a terminal; otherwise standard input is the script. '--' ends the options.\n";
    constexpr struct {
        Group group;
        const char* title;
    } kGroups[] = {{Group::Running, "Options"}, {Group::Engines, "Engines"}, {Group::Debugging, "Debugging"}};
    for (const auto& [group, title] : kGroups) {
        out += std::string("\n") + title + ":\n";
        for (const FlagRow& row : kFlags) {
            if (row.group != group) continue;
            std::string left = "  ";
            for (const char* c = row.spelling; *c; c++) left += *c == ',' ? std::string(", ") : std::string(1, *c);
            if (row.argument[0] == '[') {
                left += "[=" + std::string(row.argument + 1);
            } else if (row.argument[0] != '\0') {
                left += (row.spelling[1] == '-' ? "=" : " ") + std::string(row.argument);
            }
            left.resize(left.size() < 24 ? 24 : left.size() + 1, ' ');
            out += left + row.help + "\n";
        }
    }
    return out;
}

}  // namespace gs::cli
