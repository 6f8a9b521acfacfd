// matrix: dense blocks of doubles. Small ones stand in the payload of their userdata; larger ones in memory from calloc, which
// costs nothing before it is touched, so that a size the system can not give is refused without a try.
//
// A row is a userdata of its own that refers to its matrix. The matrix keeps the rows that were asked for in a table, so
// that m[i] is the same object each time.
#include <cstdlib>
#include <cstring>

#include "runtime/native_args.h"
#include "stdlib/modules.h"

namespace gs::stdlib {

using namespace rt;

namespace {

struct Matrix {
    f64* data;
    i64 rows, cols;
    Table* row_objects;  // null before the first
    u64 outside;  // bytes from calloc; 0: the numbers follow this struct

    f64* inline_data() { return reinterpret_cast<f64*>(this + 1); }
    void trace(Tracer& tracer) { tracer.pointer(row_objects); }
};

struct Row {
    Userdata* matrix_object;
    i64 index;

    Matrix& matrix() const { return *reinterpret_cast<Matrix*>(matrix_object->payload); }
    i64 size() const { return matrix().cols; }
    f64* data() const { return matrix().data + index * matrix().cols; }
    void trace(Tracer& tracer) { tracer.pointer(matrix_object); }
};

/// An index in 0 .. size - 1; floats with an integer value count, strings do not.
bool read_index(Value key, i64 size, i64* out) {
    if (key.is_int()) {
        *out = key.as_int();
    } else if (!key.is_real() || !real_to_int(key.as_real(), *out)) {
        return false;
    }
    return *out >= 0 && *out < size;
}

Failure out_of_range(State& st) { return st.raise_text("matrix: index out of range"); }

// ---- elements -------------------------------------------------------------------------------------------------------

Result<Value> index_row(State&, Userdata* object, Value key) {
    Row& row = *reinterpret_cast<Row*>(object->payload);
    i64 j = 0;
    if (!read_index(key, row.size(), &j)) return Value::nil();
    return Value::real(row.data()[j]);
}

Status set_index_row(State& st, Userdata* object, Value key, Value v) {
    Row& row = *reinterpret_cast<Row*>(object->payload);
    i64 j = 0;
    if (!read_index(key, row.size(), &j)) return out_of_range(st);
    if (!v.is_number()) return st.raise_format("matrix: number expected, got %s", type_name(v));
    row.data()[j] = v.as_double();
    return {};
}

constexpr UserdataType row_type() {
    UserdataType type = class_of<Row>("matrixrow");
    type.index = index_row;
    type.set_index = set_index_row;
    return type;
}
const UserdataType kRowType = row_type();

Result<Value> row_object(State& st, Userdata* object, i64 i) {
    auto& matrix = *reinterpret_cast<Matrix*>(object->payload);
    if (matrix.row_objects == nullptr) st.heap->store_pointer(&object->h, &matrix.row_objects, make_table(st));
    Value known = raw_get_int(matrix.row_objects, i);
    if (!known.is_nil()) return known;
    Value row = Value::object(make_object<Row>(st, kRowType, object, i));
    TRY(raw_set_int(st, matrix.row_objects, i, row));
    return row;
}

Result<Value> index_matrix(State& st, Userdata* object, Value key) {
    i64 i = 0;
    if (!read_index(key, reinterpret_cast<Matrix*>(object->payload)->rows, &i)) return Value::nil();
    return row_object(st, object, i);
}

/// A matrix has no elements but rows, and they can not be replaced.
Status set_index_matrix(State& st, Userdata*, Value, Value) { return out_of_range(st); }

void destroy_matrix(State& st, void* payload) {
    auto& matrix = *static_cast<Matrix*>(payload);
    if (matrix.outside == 0) return;
    std::free(matrix.data);
    // At the end of the State there is no account any more.
    if (st.heap != nullptr) st.heap->charge(-static_cast<std::ptrdiff_t>(matrix.outside));
}

constexpr UserdataType matrix_type() {
    UserdataType type = class_of<Matrix>("matrix");
    type.destroy = destroy_matrix;
    type.index = index_matrix;
    type.set_index = set_index_matrix;
    return type;
}
const UserdataType kMatrixType = matrix_type();

// ---- length, iteration ----------------------------------------------------------------------------------------------

Ret matrix_length(State& st, Args args) {
    return Value::number(TRY(ArgReader(st, args).object<Matrix>(0, kMatrixType))->rows);
}
Ret row_length(State& st, Args args) {
    return Value::number(TRY(ArgReader(st, args).object<Row>(0, kRowType))->size());
}

/// What follows the control value of a loop: the next index, or the size at the end.
Result<i64> next_index(const ArgReader& in, i64 size) {
    if (!in.given(1)) return 0;
    i64 i = TRY(in.integer(1));
    return i >= 0 && i < size ? i + 1 : size;
}

Ret next_row(State& st, Args args) {
    ArgReader in(st, args);
    Matrix* matrix = TRY(in.object<Matrix>(0, kMatrixType));
    i64 i = TRY(next_index(in, matrix->rows));
    if (i >= matrix->rows) return Value::nil();
    return give(st, {Value::number(i), TRY(row_object(st, userdata_of(matrix), i))});
}

Ret next_element(State& st, Args args) {
    ArgReader in(st, args);
    Row* row = TRY(in.object<Row>(0, kRowType));
    i64 j = TRY(next_index(in, row->size()));
    if (j >= row->size()) return Value::nil();
    return give(st, {Value::number(j), Value::real(row->data()[j])});
}

constexpr FnRow kNextRow = {"matrix.next", next_row};
constexpr FnRow kNextElement = {"matrixrow.next", next_element};

Ret matrix_pairs(State& st, Args args) {
    ArgReader in(st, args);
    TRY(in.object<Matrix>(0, kMatrixType));
    return give(st, {Value::function(make_native(st, &kNextRow)), in[0], Value::nil()});
}
Ret row_pairs(State& st, Args args) {
    ArgReader in(st, args);
    TRY(in.object<Row>(0, kRowType));
    return give(st, {Value::function(make_native(st, &kNextElement)), in[0], Value::nil()});
}

constexpr FnRow kMatrixMetamethods[] = {{"__len", matrix_length}, {"__pairs", matrix_pairs}};
constexpr FnRow kRowMetamethods[] = {{"__len", row_length}, {"__pairs", row_pairs}};

// ---- functions ------------------------------------------------------------------------------------------------------

constexpr u64 kMaxInlineBytes = 2048;

Ret matrix_dense(State& st, Args args) {
    ArgReader in(st, args);
    i64 rows = TRY(in.integer(0)), cols = TRY(in.integer(1));
    if (rows < 0) return in.error(0, "must not be negative");
    if (cols < 0) return in.error(1, "must not be negative");
    auto bytes = static_cast<unsigned __int128>(rows) * static_cast<unsigned __int128>(cols) * sizeof(f64);
    bool fits_inline = bytes <= kMaxInlineBytes;
    u64 outside = fits_inline ? 0 : static_cast<u64>(bytes);
    void* memory = nullptr;
    if (!fits_inline) {
        constexpr u64 kMost = u64{1} << 47;  // of any address space; what is left to say says calloc
        if (bytes > kMost || !st.heap->charge(static_cast<std::ptrdiff_t>(outside))) {
            return st.raise_text("matrix.dense: not enough memory");
        }
        memory = std::calloc(outside / sizeof(f64), sizeof(f64));
        if (memory == nullptr) {
            st.heap->charge(-static_cast<std::ptrdiff_t>(outside));
            return st.raise_text("matrix.dense: not enough memory");
        }
    }
    Userdata* object = make_userdata(st, kMatrixType, sizeof(Matrix) + (fits_inline ? static_cast<u64>(bytes) : 0));
    auto& matrix = *reinterpret_cast<Matrix*>(object->payload);
    matrix.rows = rows;
    matrix.cols = cols;
    matrix.outside = outside;
    matrix.data = fits_inline ? matrix.inline_data() : static_cast<f64*>(memory);
    return Value::object(object);
}

/// The place of element (i, j), arguments 1 and 2.
f64* element(Matrix* matrix, i64 i, i64 j) {
    bool inside = i >= 0 && i < matrix->rows && j >= 0 && j < matrix->cols;
    return inside ? matrix->data + i * matrix->cols + j : nullptr;
}

Ret matrix_getf(State& st, Args args) {
    ArgReader in(st, args);
    Matrix* matrix = TRY(in.object<Matrix>(0, kMatrixType));
    i64 i = TRY(in.integer(1)), j = TRY(in.integer(2));
    const f64* place = element(matrix, i, j);
    if (place == nullptr) return st.raise_text("matrix.getf: index out of range");
    return Value::real(*place);
}

Ret matrix_setf(State& st, Args args) {
    ArgReader in(st, args);
    Matrix* matrix = TRY(in.object<Matrix>(0, kMatrixType));
    i64 i = TRY(in.integer(1)), j = TRY(in.integer(2));
    f64 v = TRY(in.real(3));
    f64* place = element(matrix, i, j);
    if (place == nullptr) return st.raise_text("matrix.setf: index out of range");
    *place = v;
    return Ret::none();
}

constexpr FnRow kFunctions[] = {
    {"matrix.dense", matrix_dense},
    {"matrix.getf", matrix_getf},
    {"matrix.setf", matrix_setf},
};

}  // namespace

void open_matrix(State& st) {
    register_class(st, kMatrixType, {}, kMatrixMetamethods);
    register_class(st, kRowType, {}, kRowMetamethods);
    register_library(st, "matrix", kFunctions);
}

}  // namespace gs::stdlib
