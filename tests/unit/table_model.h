// What language.md 9.2 to 9.4 say about a table, word for word and slowly: a list of keys in order of insertion and a length
// with a history. Tests compare real tables with it.
#pragma once

#include <map>
#include <unordered_map>
#include <vector>

#include "runtime/value.h"

namespace gs::rt::test {

class TableModel {
public:
    struct Entry {
        Value value;
        u64 sequence;  // when it was inserted
    };
    using Pair = std::pair<Value, Value>;

    Value get(Value key) const {
        auto found = entries_.find(key.bits);
        return found == entries_.end() ? Value::nil() : found->second.value;
    }
    bool has(i64 key) const { return entries_.contains(Value::integer(key).bits); }

    void set(Value key, Value v) {
        if (v.is_nil()) return remove(key);
        auto [place, inserted] = entries_.try_emplace(key.bits, Entry{v, 0});
        place->second.value = v;
        if (!inserted) return;
        place->second.sequence = ++sequence_;
        if (!key.is_int()) {
            (key.is_string() ? strings_ : others_)[sequence_] = key;
        } else {
            ints_[key.as_int()] = sequence_;
        }
        if (key.is_int() && key.as_int() == length_ + 1) raise();
    }

    /// Rule 1 of 9.3, after k positional values were stored.
    void settle(i64 k) {
        length_ = k;
        while (length_ > 0 && !has(length_)) --length_;
        raise();
    }

    i64 length() const { return length_; }
    std::size_t size() const { return entries_.size(); }

    /// All pairs in the order of 9.4; ints outside 0..L in ascending order at the very end.
    std::vector<Pair> pairs() const {
        std::vector<Pair> out;
        auto add = [&](Value key) { out.emplace_back(key, get(key)); };
        if (has(0)) add(Value::integer(0));
        for (auto it = ints_.lower_bound(1); it != ints_.end() && it->first <= length_; ++it)
            add(Value::integer(it->first));
        for (auto& [sequence, key] : strings_) add(key);
        for (auto& [sequence, key] : others_) add(key);
        for (auto& [key, sequence] : ints_) {
            if (key < 0 || key > length_) add(Value::integer(key));
        }
        return out;
    }

private:
    void remove(Value key) {
        auto found = entries_.find(key.bits);
        if (found == entries_.end()) return;
        if (key.is_int()) {
            ints_.erase(key.as_int());
        } else {
            (key.is_string() ? strings_ : others_).erase(found->second.sequence);
        }
        entries_.erase(found);
        if (key.is_int() && key.as_int() == length_ && length_ > 0) {
            auto it = ints_.lower_bound(length_);
            length_ = it != ints_.begin() && std::prev(it)->first > 0 ? std::prev(it)->first : 0;
        }
    }
    void raise() {
        while (has(length_ + 1)) ++length_;
    }

    std::unordered_map<u64, Entry> entries_;
    std::map<u64, Value> strings_, others_;
    std::map<i64, u64> ints_;
    u64 sequence_ = 0;
    i64 length_ = 0;
};

}  // namespace gs::rt::test
