// Writing JSON. Tables are read raw; members are sorted by the bytes of their names, so equal tables give equal text.
#include <algorithm>
#include <cmath>
#include <deque>
#include <string>
#include <vector>

#include "runtime/native_args.h"
#include "stdlib/json.h"
#include "stdlib/text_builder.h"
#include "support/utf8.h"

namespace gs::stdlib {

using namespace rt;

namespace {

struct PlainBytes {
    bool is[256] = {};
    constexpr PlainBytes() {
        for (int i = 32; i < 128; ++i) is[i] = i != '"' && i != '\\' && i != '<' && i != '>' && i != '&';
    }
};
constexpr PlainBytes kPlain;

class Writer {
public:
    Writer(State& st, const std::string_view* indent, TextBuilder& out) : st_(st), indent_(indent), out_(out) {}

    /// False if the nesting is too deep.
    bool write(Value v) {
        value(v);
        return !too_deep_;
    }

private:
    struct Member {
        std::string_view name;
        Value v;
    };

    void value(Value v) {
        if (v.is_string()) {
            string(view(v));
        } else if (v.is_real() && !std::isfinite(v.as_real())) {
            out_.append("null");
        } else if (v.is_number()) {
            out_.append_value(v);
        } else if (v.is_nil()) {
            out_.append("null");
        } else if (v.is_boolean()) {
            out_.append(v.is_true() ? "true" : "false");
        } else if (v.is_table()) {
            table(v.as_table());
        } else {
            string(plain_text(st_, v));
        }
    }

    bool stopped() const { return too_deep_ || out_.failed(); }

    void table(Table* t) {
        too_deep_ |= depth_ == kMaxJsonDepth;
        if (stopped()) return;
        auto write_inside = [&] { is_array(t) ? array(t) : object(t); };
        ++depth_;
        if (native_stack_low(st_)) {
            too_deep_ |= !on_fresh_segment(st_, write_inside);
        } else {
            write_inside();
        }
        --depth_;
    }

    /// Whether the only keys are 1 ... n, n being at least 1.
    bool is_array(Table* t) const {
        Cursor cursor = cursor_start();
        Value key, v;
        i64 count = 0, greatest = 0;
        while (cursor_next(st_, t, &cursor, &key, &v)) {
            if (!key.is_int() || key.as_int() < 1) return false;
            ++count;
            greatest = std::max(greatest, key.as_int());
        }
        return count != 0 && greatest == count;
    }

    void array(Table* t) {
        out_.push('[');
        Value v;
        for (i64 i = 1; !stopped() && !(v = get_element(t, i)).is_nil(); ++i) {
            if (i != 1) out_.push(',');
            new_line(depth_);
            value(v);
        }
        new_line(depth_ - 1);
        out_.push(']');
    }

    /// The members stand on a stack that all open objects share, above those of the objects around this one.
    void object(Table* t) {
        std::size_t first = members_.size(), first_text = texts_.size();
        Cursor cursor = cursor_start();
        Value key, v;
        while (cursor_next(st_, t, &cursor, &key, &v)) {
            if (!key.is_string()) {
                texts_.push_back(plain_text(st_, key));
                members_.push_back({texts_.back(), v});
            } else {
                members_.push_back({view(key), v});
            }
        }
        auto by_name = [](const Member& a, const Member& b) { return a.name < b.name; };
        std::sort(members_.begin() + static_cast<std::ptrdiff_t>(first), members_.end(), by_name);
        std::size_t end = members_.size();
        out_.push('{');
        for (std::size_t i = first; i != end && !stopped(); ++i) {
            Member member = members_[i];
            if (i != first) {
                if (member.name == members_[i - 1].name) continue;
                out_.push(',');
            }
            new_line(depth_);
            string(member.name);
            out_.push(':');
            if (indent_ != nullptr) out_.push(' ');
            value(member.v);
        }
        members_.resize(first);
        texts_.resize(first_text);
        if (first != end) new_line(depth_ - 1);
        out_.push('}');
    }

    void new_line(u32 level) {
        if (indent_ == nullptr) return;
        out_.push('\n');
        for (u32 i = 0; i < level && !out_.failed(); ++i) out_.append(*indent_);
    }

    void string(std::string_view text) {
        out_.push('"');
        std::size_t run = 0, i = 0;  // what stands from `run` on is still to be copied
        auto replace = [&](std::size_t size, std::string_view escape) {
            out_.append(text.substr(run, i - run));
            out_.append(escape);
            run = i += size;
        };
        while (i < text.size()) {
            char c = text[i];
            if (kPlain.is[static_cast<u8>(c)]) {
                ++i;
            } else if (static_cast<u8>(c) >= 128) {
                utf8::Decoded next = utf8::decode(text.substr(i));
                if (next.size == 0) {
                    replace(1, "\\ufffd");
                } else if (next.code == 0x2028 || next.code == 0x2029) {
                    replace(next.size, next.code == 0x2028 ? "\\u2028" : "\\u2029");
                } else {
                    i += next.size;
                }
            } else {
                replace_special(c, replace);
            }
        }
        out_.append(text.substr(run));
        out_.push('"');
    }

    template <class F>
    void replace_special(char c, F& replace) {
        switch (c) {
            case '"': return replace(1, "\\\"");
            case '\\': return replace(1, "\\\\");
            case '\n': return replace(1, "\\n");
            case '\r': return replace(1, "\\r");
            case '\t': return replace(1, "\\t");
            default: break;
        }
        constexpr const char* kDigits = "0123456789abcdef";
        u8 code = static_cast<u8>(c);
        char escape[] = {'\\', 'u', '0', '0', kDigits[code >> 4], kDigits[code & 15]};
        replace(1, {escape, sizeof escape});
    }

    State& st_;
    const std::string_view* indent_;
    TextBuilder& out_;
    u32 depth_ = 0;
    bool too_deep_ = false;
    std::vector<Member> members_;
    std::deque<std::string> texts_;  // of keys that are no strings
};

}  // namespace

Result<Value> write_json(State& st, Value v, const std::string_view* indent, const char* name) {
    TextBuilder out(st);
    if (!Writer(st, indent, out).write(v)) {
        return st.raise_format("%s: nesting too deep", name != nullptr ? name : running_name(st));
    }
    return out.finish_value();
}

}  // namespace gs::stdlib
