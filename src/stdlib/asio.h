// Asio as this program uses it: without exceptions, and compiled once (asio.cpp). Include this instead of <asio/...>.
#pragma once

#include <cstdio>
#include <cstdlib>

#include <asio/detail/throw_exception.hpp>

namespace asio::detail {

/// What Asio calls where it would throw. Everything that may fail is called with an error code, so what is left are
/// failures to set up an epoll descriptor and the like.
template <typename Exception>
void throw_exception(const Exception& exception) {
    std::fprintf(stderr, "fatal: event loop: %s\n", exception.what());
    std::abort();
}

}  // namespace asio::detail

#include <asio/basic_waitable_timer.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/signal_set.hpp>

namespace gs::stdlib {

// Asio's usual names stand for types that work with executors of every kind, which costs them an indirection.
using LoopExecutor = asio::io_context::executor_type;
using LoopTimer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, LoopExecutor>;
using LoopDescriptor = asio::posix::basic_stream_descriptor<LoopExecutor>;
using LoopSignals = asio::basic_signal_set<LoopExecutor>;
using LoopSocket = asio::basic_stream_socket<asio::ip::tcp, LoopExecutor>;
using LoopAcceptor = asio::basic_socket_acceptor<asio::ip::tcp, LoopExecutor>;

}  // namespace gs::stdlib
