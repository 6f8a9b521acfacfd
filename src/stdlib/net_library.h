// The files that make up the library `net`.
#pragma once

#include "runtime/native_args.h"

namespace gs::stdlib {

/// http.get, which is the same function as net.get.
void add_client_functions(rt::State& st, rt::Table* library);
/// net.dial and net.listen (net_socket.cpp).
void add_socket_functions(rt::State& st, rt::Table* library);

}  // namespace gs::stdlib
