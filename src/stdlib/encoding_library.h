// The files that make up the library `encoding`.
#pragma once

#include "runtime/state.h"

namespace gs::stdlib {

/// iniEncode, iniDecode (encoding_ini.cpp).
void add_ini_functions(rt::State& st, rt::Table* library);
/// xmlEscape, xmlUnescape (encoding_xml.cpp).
void add_xml_functions(rt::State& st, rt::Table* library);

}  // namespace gs::stdlib
