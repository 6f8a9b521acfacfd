// Addresses of the network: `host:port` as text, and finding out what it stands for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/result.h"
#include "runtime/state.h"
#include "stdlib/asio.h"

namespace gs::stdlib {

using Endpoint = asio::ip::tcp::endpoint;

/// A text `host:port` taken apart: the host is a name, an IPv4 address, an IPv6 address in brackets, or empty.
struct HostPort {
    std::string host;  // without brackets
    u16 port = 0;
    bool is_v6 = false;  // was in brackets
};
/// False if the text is no such thing.
bool split_address(std::string_view text, HostPort* out);

/// `127.0.0.1:80` or `[::1]:80`
std::string address_text(const Endpoint& endpoint);

/// What is wrong with a name: nothing, an unknown one, or something else.
struct Lookup {
    std::vector<Endpoint> found;
    std::string problem;  // empty: nothing
};
/// The endpoints of a host that is not empty, IPv4 first. Names are looked up by a thread; the goroutine waits.
rt::Status look_up(rt::State& st, const HostPort& address, Lookup* out);

/// To be called once for each State before look_up.
void open_addresses(rt::State& st);

}  // namespace gs::stdlib
