// The files that make up the library `io`, and what they share.
#pragma once

#include "runtime/native_args.h"
#include "stdlib/file.h"

namespace gs::stdlib {

extern const rt::UserdataType kFileType;

inline rt::Value file_value(File& file) { return rt::Value::object(rt::userdata_of(&file)); }

/// The class `file` (io_files.cpp).
void register_file_class(rt::State& st);

/// What functions of `io` and methods of files have in common. Arguments are those of the running native, from `first` on.
rt::Ret write_values(rt::State& st, File& file, rt::Args values);
rt::Ret close_file(rt::State& st, File& file);
rt::Ret flush_file(rt::State& st, File& file);
/// Checks formats, so that a wrong one is reported before anything is read.
rt::Status check_formats(const rt::ArgReader& in, u32 first);
rt::Ret read_formats(rt::State& st, File& file, const rt::ArgReader& in, u32 first);
/// An iterator that reads by the formats; `closes`: it closes the file at the end.
rt::Ret make_line_iterator(rt::State& st, File& file, const rt::ArgReader& in, u32 first, bool closes);

}  // namespace gs::stdlib
