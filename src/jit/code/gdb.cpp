// The interface of gdb to compilers: a list of object files in memory, one for each piece of code, and a function that does
// nothing, where gdb has a breakpoint and looks at the list. An object file here is as small as it can be: a section that
// says where the code is, a symbol for all of it, and a section that says how to find its caller's frame.
#include <cstring>
#include <elf.h>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "jit/code/naming.h"

// Names, types and numbers are gdb's.
extern "C" {

struct jit_code_entry {
    jit_code_entry *next_entry, *prev_entry;
    const char* symfile_addr;
    uint64_t symfile_size;
};

struct jit_descriptor {
    uint32_t version;
    uint32_t action_flag;  // 0 none, 1 registered, 2 to be unregistered
    jit_code_entry *relevant_entry, *first_entry;
};

[[gnu::visibility("default"), gnu::used]] jit_descriptor __jit_debug_descriptor = {1, 0, nullptr, nullptr};

[[gnu::visibility("default"), gnu::used, gnu::noinline]] void __jit_debug_register_code() {
    asm volatile("" ::: "memory");
}
}

namespace gs::jit {

namespace {

constexpr char kSections[] = "\0.text\0.symtab\0.strtab\0.shstrtab\0.eh_frame";
enum Section : u16 { kNull, kText, kSymbols, kNames, kSectionNames, kFrames, kSectionCount };

u32 section_name(std::string_view name) {
    return static_cast<u32>(std::string_view(kSections, sizeof kSections).find(name));
}

struct File {
    Elf64_Ehdr header;
    Elf64_Shdr sections[kSectionCount];
    Elf64_Sym symbols[2];
    char section_names[sizeof kSections];
    // The names of symbols come behind, then the frames.
};

std::string object_file(const NamedCode& code) {
    File file{};
    Elf64_Ehdr& h = file.header;
    std::memcpy(h.e_ident, ELFMAG, SELFMAG);
    h.e_ident[EI_CLASS] = ELFCLASS64;
    h.e_ident[EI_DATA] = ELFDATA2LSB;
    h.e_ident[EI_VERSION] = EV_CURRENT;
    h.e_type = ET_EXEC;  // addresses are what they are
#if defined(__x86_64__)
    h.e_machine = EM_X86_64;
#else
    h.e_machine = EM_AARCH64;
#endif
    h.e_version = EV_CURRENT;
    h.e_shoff = offsetof(File, sections);
    h.e_ehsize = sizeof(Elf64_Ehdr);
    h.e_shentsize = sizeof(Elf64_Shdr);
    h.e_shnum = kSectionCount;
    h.e_shstrndx = kSectionNames;

    Elf64_Shdr& text = file.sections[kText];
    text.sh_name = section_name(".text");
    text.sh_type = SHT_NOBITS;  // it stands in memory already
    text.sh_flags = SHF_ALLOC | SHF_EXECINSTR;
    text.sh_addr = reinterpret_cast<u64>(code.start);
    text.sh_size = code.size;
    text.sh_addralign = 16;

    Elf64_Shdr& symbols = file.sections[kSymbols];
    symbols.sh_name = section_name(".symtab");
    symbols.sh_type = SHT_SYMTAB;
    symbols.sh_offset = offsetof(File, symbols);
    symbols.sh_size = sizeof file.symbols;
    symbols.sh_link = kNames;
    symbols.sh_info = 1;  // the first global one
    symbols.sh_addralign = 8;
    symbols.sh_entsize = sizeof(Elf64_Sym);

    Elf64_Sym& symbol = file.symbols[1];
    symbol.st_name = 1;
    symbol.st_info = ELF64_ST_INFO(STB_GLOBAL, STT_FUNC);
    symbol.st_shndx = kText;
    symbol.st_value = text.sh_addr;
    symbol.st_size = code.size;

    Elf64_Shdr& names = file.sections[kNames];
    names.sh_name = section_name(".strtab");
    names.sh_type = SHT_STRTAB;
    names.sh_offset = sizeof(File);
    names.sh_size = code.name.size() + 2;
    names.sh_addralign = 1;

    Elf64_Shdr& section_names = file.sections[kSectionNames];
    section_names.sh_name = section_name(".shstrtab");
    section_names.sh_type = SHT_STRTAB;
    section_names.sh_offset = offsetof(File, section_names);
    section_names.sh_size = sizeof kSections;
    section_names.sh_addralign = 1;
    std::memcpy(file.section_names, kSections, sizeof kSections);

    Elf64_Shdr& frames = file.sections[kFrames];
    frames.sh_name = section_name(".eh_frame");
    frames.sh_type = SHT_PROGBITS;
    frames.sh_flags = SHF_ALLOC;
    frames.sh_addr = text.sh_addr + code.sections();
    frames.sh_offset = names.sh_offset + names.sh_size;
    frames.sh_size = code.frames.size();
    frames.sh_addralign = 1;

    std::string out(reinterpret_cast<const char*>(&file), sizeof file);
    out += '\0';
    out += code.name;
    out += '\0';
    return out + code.frames;
}

/// The list is one for all States of the process.
std::mutex list_lock;

void announce(jit_code_entry* entry, u32 action) {
    __jit_debug_descriptor.relevant_entry = entry;
    __jit_debug_descriptor.action_flag = action;
    __jit_debug_register_code();
    __jit_debug_descriptor.action_flag = 0;
}

struct Registration {
    explicit Registration(std::string file) : text(std::move(file)) {
        std::lock_guard guard(list_lock);
        entry.symfile_addr = text.data();
        entry.symfile_size = text.size();
        entry.next_entry = __jit_debug_descriptor.first_entry;
        if (entry.next_entry) entry.next_entry->prev_entry = &entry;
        __jit_debug_descriptor.first_entry = &entry;
        announce(&entry, 1);
    }
    ~Registration() {
        std::lock_guard guard(list_lock);
        (entry.prev_entry ? entry.prev_entry->next_entry : __jit_debug_descriptor.first_entry) = entry.next_entry;
        if (entry.next_entry) entry.next_entry->prev_entry = entry.prev_entry;
        announce(&entry, 2);
    }
    Registration(const Registration&) = delete;
    Registration& operator=(const Registration&) = delete;

    std::string text;
    jit_code_entry entry{};
};

}  // namespace

std::shared_ptr<void> note_for_gdb(const NamedCode& code) { return std::make_shared<Registration>(object_file(code)); }

}  // namespace gs::jit
