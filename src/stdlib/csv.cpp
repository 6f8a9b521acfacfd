// The library `csv`: records of separated cells, read and written. Everything read is a string.
#include <algorithm>
#include <cstdio>

#include "runtime/native_args.h"
#include "stdlib/modules.h"
#include "stdlib/text_builder.h"
#include "stdlib/text_case.h"
#include "support/utf8.h"

namespace gs::stdlib {

using namespace rt;

namespace {

/// The first code point of an option, as text; empty if there is none. A stray byte counts as U+FFFD.
Result<std::string_view> delimiter(const OptionTable& options, std::string_view name, std::string_view other) {
    std::string_view text = TRY(options.text(name, ""));
    if (text.empty()) return other;
    utf8::Decoded first = utf8::decode(text);
    return first.size == 0 ? std::string_view("\xEF\xBF\xBD") : text.substr(0, first.size);
}

bool is_bad_delimiter(std::string_view text) {
    return text == "\"" || text == "\r" || text == "\n" || text == "\xEF\xBF\xBD";
}

Failure raise_delimiter(State& st) {
    return st.raise_format("%s: csv: invalid field or comment delimiter", running_name(st));
}

/// The white space at the front of a text.
std::size_t leading_space(std::string_view text) {
    std::size_t position = 0;
    while (position < text.size()) {
        utf8::Decoded next = utf8::decode(text.substr(position));
        if (next.size == 0 || !is_white_space(next.code)) break;
        position += next.size;
    }
    return position;
}

// ---- reading --------------------------------------------------------------------------------------------------------

struct ReadOptions {
    std::string_view separator, comment;  // comment empty: none
    bool trim_space = false, lazy_quotes = false;
};

Result<ReadOptions> read_options(State& st, const OptionTable& given) {
    ReadOptions options;
    options.separator = ",";
    if (!given.present()) return options;
    options.separator = TRY(delimiter(given, "sep", ","));
    options.comment = TRY(delimiter(given, "comment", ""));
    options.trim_space = given.boolean("trimSpace", false);
    options.lazy_quotes = given.boolean("lazyQuotes", false);
    if (is_bad_delimiter(options.separator) || is_bad_delimiter(options.comment) ||
        options.separator == options.comment) {
        return raise_delimiter(st);
    }
    return options;
}

/// Reads records line by line. A line that ends with CRLF is treated as one that ends with LF, so columns count CRLF as one
/// byte; the cells of quoted fields are collected piece by piece, as they may run over several lines.
class Reader {
public:
    Reader(State& st, std::string_view text, const ReadOptions& options) : st_(st), rest_(text), options_(options) {}

    /// The cells of the next record as elements 1, 2, ... of a new table; null at the end.
    Result<Table*> next() {
        do {
            if (!take_line()) return nullptr;
        } while (is_skipped());
        record_line_ = line_number_;
        Table* record = make_table(st_);
        i64 count = 0;
        for (;;) {
            if (options_.trim_space) position_ += leading_space(remaining());
            bool quoted = position_ < line_.size() && line_[position_] == '"';
            Field field = TRY(quoted ? quoted_field() : plain_field());
            TRY(raw_set_int(st_, record, ++count, field.cell));
            if (field.is_last) return record;
        }
    }

private:
    struct Field {
        Value cell;
        bool is_last;
    };

    /// Takes the next line from the text, its end apart. False if nothing is left.
    bool take_line() {
        if (rest_.empty()) return false;
        ++line_number_;
        position_ = 0;
        std::size_t end = rest_.find('\n');
        has_end_ = end != rest_.npos;
        line_ = rest_.substr(0, end);
        rest_ = has_end_ ? rest_.substr(end + 1) : std::string_view();
        if (has_end_ && line_.ends_with('\r')) line_.remove_suffix(1);
        return true;
    }
    bool is_skipped() const {
        if (line_.empty()) return true;
        return !options_.comment.empty() && line_.starts_with(options_.comment);
    }
    std::string_view remaining() const { return line_.substr(position_); }
    /// Steps over a separator, if one stands here.
    bool take_separator() {
        if (!remaining().starts_with(options_.separator)) return false;
        position_ += options_.separator.size();
        return true;
    }

    Result<Field> plain_field() {
        std::size_t end = line_.find(options_.separator, position_);
        std::string_view cell = line_.substr(position_, end == line_.npos ? end : end - position_);
        if (!options_.lazy_quotes) {
            std::size_t quote = cell.find('"');
            if (quote != cell.npos) return error(position_ + quote, "bare \" in non-quoted-field");
        }
        Value text = TRY(string_value(st_, cell));
        if (end != line_.npos) position_ = end + options_.separator.size();
        return Field{text, end == line_.npos};
    }

    Result<Field> quoted_field() {
        constexpr const char* kExtraneous = "extraneous or missing \" in quoted-field";
        ++position_;
        TextBuilder cell(st_);
        for (;;) {
            std::size_t quote = line_.find('"', position_);
            if (quote == line_.npos) {  // the field goes on in the next line
                cell.append(remaining());
                std::size_t end = line_.size();
                if (has_end_) cell.push('\n');
                bool had_end = has_end_;
                if (take_line()) continue;
                if (!options_.lazy_quotes) return error(end + (had_end ? 1 : 0), kExtraneous);
                return Field{TRY(cell.finish_value()), true};
            }
            cell.append(line_.substr(position_, quote - position_));
            position_ = quote + 1;
            if (remaining().starts_with('"')) {
                cell.push('"');
                ++position_;
            } else if (take_separator()) {
                return Field{TRY(cell.finish_value()), false};
            } else if (position_ == line_.size()) {
                return Field{TRY(cell.finish_value()), true};
            } else if (options_.lazy_quotes) {
                cell.push('"');
            } else {
                return error(quote, kExtraneous);
            }
        }
    }

    /// `column` counts from 0.
    Failure error(std::size_t column, const char* reason) const {
        const char* name = running_name(st_);
        auto line = static_cast<unsigned long long>(line_number_);
        if (record_line_ == line_number_) {
            return st_.raise_format("%s: parse error on line %llu, column %zu: %s", name, line, column + 1, reason);
        }
        return st_.raise_format("%s: record on line %llu; parse error on line %llu, column %zu: %s", name,
                                static_cast<unsigned long long>(record_line_), line, column + 1, reason);
    }

    State& st_;
    std::string_view rest_;
    const ReadOptions& options_;
    std::string_view line_;
    std::size_t position_ = 0;
    bool has_end_ = false;
    u64 line_number_ = 0, record_line_ = 0;
};

Ret csv_parse(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view text = TRY(in.text(0));
    ReadOptions options = TRY(read_options(st, TRY(in.options(1))));
    Reader reader(st, text, options);
    Table* rows = make_table(st);
    for (i64 count = 1;; ++count) {
        Table* record = TRY(reader.next());
        if (record == nullptr) return Value::table(rows);
        TRY(raw_set_int(st, rows, count, Value::table(record)));
    }
}

Ret csv_parse_with_headers(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view text = TRY(in.text(0));
    ReadOptions options = TRY(read_options(st, TRY(in.options(1))));
    Reader reader(st, text, options);
    Table* rows = make_table(st);
    Table* names = TRY(reader.next());
    if (names == nullptr) return Value::table(rows);
    for (i64 count = 1;; ++count) {
        Table* record = TRY(reader.next());
        if (record == nullptr) return Value::table(rows);
        Table* row = make_table(st);
        TRY(raw_set_int(st, rows, count, Value::table(row)));
        i64 cells = std::min(raw_length(names), raw_length(record));
        for (i64 i = 1; i <= cells; ++i) TRY(raw_set(st, row, raw_get_int(names, i), raw_get_int(record, i)));
    }
}

// ---- writing --------------------------------------------------------------------------------------------------------

class Writer {
public:
    Writer(State& st, std::string_view separator) : separator_(separator), out_(st) {}

    void cell(std::string_view text) {
        if (has_cell_) out_.append(separator_);
        has_cell_ = true;
        is_empty_ = is_empty_ && text.empty();
        ++cells_;
        if (!needs_quotes(text)) return out_.append(text);
        out_.push('"');
        for (std::size_t quote; (quote = text.find('"')) != text.npos; text.remove_prefix(quote + 1)) {
            out_.append(text.substr(0, quote));
            out_.append("\"\"");
        }
        out_.append(text);
        out_.push('"');
    }
    /// A row with nothing but one empty cell must not look like no row at all.
    void end_row() {
        if (cells_ == 1 && is_empty_) out_.append("\"\"");
        out_.push('\n');
        has_cell_ = false;
        is_empty_ = true;
        cells_ = 0;
    }
    bool failed() const { return out_.failed(); }
    Result<Value> finish() { return out_.finish_value(); }

private:
    bool needs_quotes(std::string_view text) const {
        if (text.empty()) return false;
        return text == "\\." || text.find_first_of("\"\r\n") != text.npos || text.find(separator_) != text.npos ||
               leading_space(text) != 0;
    }

    std::string_view separator_;
    TextBuilder out_;
    bool has_cell_ = false, is_empty_ = true;
    u64 cells_ = 0;
};

/// Writes a value as a cell; its text may be made by script code.
Status write_value(State& st, Writer& out, Value v) {
    if (v.is_nil()) {
        out.cell("");
    } else if (v.is_string()) {
        out.cell(view(v));
    } else {
        Value text = TRY(tostring(st, v));
        out.cell(view(text));
    }
    return {};
}

Result<std::string_view> write_separator(State& st, const OptionTable& options) {
    if (!options.present()) return std::string_view(",");
    std::string_view separator = TRY(delimiter(options, "sep", ","));
    if (is_bad_delimiter(separator)) return raise_delimiter(st);
    return separator;
}

/// Row `i` of the list that is argument 1.
Result<Table*> row_of(State& st, const Table* rows, i64 i) {
    Value row = raw_get_int(rows, i);
    if (row.is_table()) return row.as_table();
    char reason[96];
    std::snprintf(reason, sizeof reason, "row %lld: table expected, got %s", static_cast<long long>(i), type_name(row));
    return argument_error(st, 0, reason);
}

/// All rows are looked at before the text of the first cell is asked for.
Result<i64> check_rows(State& st, const Table* rows) {
    i64 count = raw_length(rows);
    for (i64 i = 1; i <= count; ++i) TRY(row_of(st, rows, i));
    return count;
}

Ret csv_encode(State& st, Args args) {
    ArgReader in(st, args);
    Table* rows = TRY(in.table(0));
    OptionTable options = TRY(in.options(1));
    std::string_view separator = TRY(write_separator(st, options));
    i64 count = TRY(check_rows(st, rows));
    Writer out(st, separator);
    for (i64 i = 1; i <= count && !out.failed(); ++i) {
        Table* row = TRY(row_of(st, rows, i));
        i64 cells = raw_length(row);
        for (i64 j = 1; j <= cells; ++j) TRY(write_value(st, out, raw_get_int(row, j)));
        out.end_row();
    }
    return TRY(out.finish());
}

Ret csv_encode_with_headers(State& st, Args args) {
    ArgReader in(st, args);
    Table* rows = TRY(in.table(0));
    Table* names = TRY(in.table(1));
    OptionTable options = TRY(in.options(2));
    std::string_view separator = TRY(write_separator(st, options));
    i64 count = TRY(check_rows(st, rows));
    i64 columns = raw_length(names);
    Writer out(st, separator);
    for (i64 j = 1; j <= columns; ++j) TRY(write_value(st, out, raw_get_int(names, j)));
    out.end_row();
    for (i64 i = 1; i <= count && !out.failed(); ++i) {
        Table* row = TRY(row_of(st, rows, i));
        for (i64 j = 1; j <= columns; ++j) TRY(write_value(st, out, raw_get(st, row, raw_get_int(names, j))));
        out.end_row();
    }
    return TRY(out.finish());
}

constexpr FnRow kFunctions[] = {
    {"csv.parse", csv_parse},
    {"csv.parseWithHeaders", csv_parse_with_headers},
    {"csv.encode", csv_encode},
    {"csv.encodeWithHeaders", csv_encode_with_headers},
};

}  // namespace

void open_csv(State& st) { register_library(st, "csv", kFunctions); }

}  // namespace gs::stdlib
