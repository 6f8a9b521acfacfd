// The files that make up the library `http`, and what they share.
#pragma once

#include "runtime/native_args.h"
#include "stdlib/http_reply.h"
#include "stdlib/http_request.h"

namespace gs::stdlib {

/// The target of a request from the path on, even if the client has sent a whole URL, as proxies get it.
std::string_view raw_target(const RequestHead& head);

/// http.listen and router.listen: `handler` is a function or a router, argument `options` the table of options.
rt::Ret serve(rt::State& st, const rt::ArgReader& in, std::string_view address, rt::Value handler, u32 options);

/// Starts the goroutine that handles a request (http_serve.cpp).
void start_handler(HttpServer& server, std::shared_ptr<HttpConnection> connection);
rt::Value handler_of(HttpServer& server);

/// http.files: a handler that answers with the files of a folder (http_files.cpp).
rt::Ret http_files(rt::State& st, rt::Args args);
void register_files_class(rt::State& st);

}  // namespace gs::stdlib
