#include "stdlib/address.h"

#include <algorithm>
#include <arpa/inet.h>
#include <atomic>
#include <csignal>
#include <memory>
#include <netdb.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "runtime/library.h"
#include "runtime/scheduler.h"
#include "stdlib/system.h"

namespace gs::stdlib {

using namespace rt;

namespace {

/// A lookup under way, shared by the goroutine and the thread. The thread can not be stopped, so it may well outlive
/// everything else.
struct SharedLookup {
    std::string host;
    std::vector<Endpoint> found;
    int error = 0;  // of getaddrinfo
    Descriptor done;  // becomes readable
};

struct PendingLookup {
    std::shared_ptr<SharedLookup> shared;
};
const UserdataType kLookupType = class_of<PendingLookup>("lookup");

void collect(const addrinfo* list, SharedLookup* out) {
    for (int family : {AF_INET, AF_INET6}) {
        for (const addrinfo* at = list; at != nullptr; at = at->ai_next) {
            if (at->ai_family != family) continue;
            Endpoint endpoint;
            if (at->ai_addrlen > endpoint.capacity()) continue;
            std::copy_n(reinterpret_cast<const char*>(at->ai_addr), at->ai_addrlen,
                        reinterpret_cast<char*>(endpoint.data()));
            endpoint.resize(at->ai_addrlen);
            out->found.push_back(endpoint);
        }
    }
}

void* run_lookup(void* argument) {
    std::unique_ptr<std::shared_ptr<SharedLookup>> holder(static_cast<std::shared_ptr<SharedLookup>*>(argument));
    SharedLookup& lookup = **holder;
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    lookup.error = ::getaddrinfo(lookup.host.c_str(), nullptr, &hints, &list);
    if (lookup.error == 0) {
        collect(list, &lookup);
        ::freeaddrinfo(list);
    }
    u64 one = 1;
    (void)!::write(lookup.done.get(), &one, sizeof one);
    return nullptr;
}

/// Starts the thread; 0 or the error number.
int start_lookup(const std::shared_ptr<SharedLookup>& lookup) {
    lookup->done = Descriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!lookup->done.is_open()) return errno;
    auto holder = std::make_unique<std::shared_ptr<SharedLookup>>(lookup);
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_t thread;
    int error = pthread_create(&thread, &attributes, run_lookup, holder.get());
    pthread_attr_destroy(&attributes);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    if (error == 0) (void)holder.release();
    return error;
}

std::string lookup_problem(int error) {
    if (error == 0) return {};
    if (error == EAI_NONAME || error == EAI_NODATA) return "no such host";
    std::string text = ::gai_strerror(error);
    if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] | 32);
    return text;
}

}  // namespace

bool split_address(std::string_view text, HostPort* out) {
    std::size_t colon = text.rfind(':');
    if (colon == text.npos) return false;
    std::string_view host = text.substr(0, colon), port = text.substr(colon + 1);
    out->is_v6 = host.starts_with('[');
    if (out->is_v6) {
        if (!host.ends_with(']')) return false;
        host = host.substr(1, host.size() - 2);
        in6_addr ignored;
        if (::inet_pton(AF_INET6, std::string(host.substr(0, host.find('%'))).c_str(), &ignored) != 1) return false;
    }
    bool bad_host = (!out->is_v6 && host.find_first_of(":[]/@") != host.npos) ||
                    std::any_of(host.begin(), host.end(), [](char c) { return static_cast<u8>(c) <= 32 || c == 127; });
    if (bad_host || port.empty() || port.size() > 5) return false;
    u32 number = 0;
    for (char c : port) {
        if (c < '0' || c > '9') return false;
        number = number * 10 + static_cast<u32>(c - '0');
    }
    if (number > 65535) return false;
    out->host = host;
    out->port = static_cast<u16>(number);
    return true;
}

std::string address_text(const Endpoint& endpoint) {
    char text[INET6_ADDRSTRLEN] = "";
    const auto* address = reinterpret_cast<const sockaddr*>(endpoint.data());
    std::string port = ":" + std::to_string(endpoint.port());
    if (address->sa_family == AF_INET) {
        ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(address)->sin_addr, text, sizeof text);
        return text + port;
    }
    const in6_addr& six = reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr;
    if (IN6_IS_ADDR_V4MAPPED(&six)) {
        // A client of IPv4 at a socket for both.
        ::inet_ntop(AF_INET, six.s6_addr + 12, text, sizeof text);
        return text + port;
    }
    ::inet_ntop(AF_INET6, &six, text, sizeof text);
    return "[" + std::string(text) + "]" + port;
}

Status look_up(State& st, const HostPort& address, Lookup* out) {
    *out = {};
    asio::error_code not_numeric;
    auto numeric = asio::ip::make_address(address.host, not_numeric);
    if (!not_numeric) {
        out->found.emplace_back(numeric, address.port);
        return {};
    }
    if (address.host.empty() || address.host.size() > 253) {
        out->problem = "no such host";
        return {};
    }
    Userdata* object = make_object<PendingLookup>(st, kLookupType);
    auto& pending = *reinterpret_cast<PendingLookup*>(object->payload);
    pending.shared = std::make_shared<SharedLookup>();
    pending.shared->host = address.host;
    if (int error = start_lookup(pending.shared); error != 0) {
        out->problem = system_reason(error);
        return {};
    }
    int descriptor = pending.shared->done.get();
    TRY(wait_descriptor(st, descriptor, false));
    out->found = pending.shared->found;
    out->problem = lookup_problem(pending.shared->error);
    if (out->found.empty() && out->problem.empty()) out->problem = "no such host";
    for (Endpoint& endpoint : out->found) endpoint.port(address.port);
    return {};
}

void open_addresses(State& st) { register_class(st, kLookupType, {}); }

}  // namespace gs::stdlib
