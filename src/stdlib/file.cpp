#include "stdlib/file.h"

#include <algorithm>
#include <cstdlib>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/heap.h"
#include "runtime/scheduler.h"
#include "stdlib/broken_pipe.h"

namespace gs::stdlib {

using namespace rt;

namespace {

constexpr const char* kStandardNames[] = {"<stdin>", "<stdout>", "<stderr>"};

bool may_wait(int descriptor) {
    struct stat status;
    return ::fstat(descriptor, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

bool is_ready(int descriptor, short events) {
    pollfd polled{descriptor, events, 0};
    return ::poll(&polled, 1, 0) != 0;
}

}  // namespace

File::File(State& st, FileKind kind)
    : kind_(kind),
      readable_(kind == FileKind::Input),
      writable_(kind != FileKind::Input),
      number_(static_cast<int>(kind)),
      own_ahead_(st),
      name_(kStandardNames[number_]) {
    if (kind == FileKind::Input) ahead_ = &library_data<StandardInput>(st).ahead;
    if (kind == FileKind::Error) mode_ = OutputMode::Unbuffered;
    waits_ = readable_;
    if (writable_) link(st);
}

File::File(State& st, FileKind kind, Descriptor descriptor, bool readable, bool writable, std::string_view name)
    : kind_(kind),
      readable_(readable),
      writable_(writable),
      descriptor_(std::move(descriptor)),
      number_(descriptor_.get()),
      own_ahead_(st),
      name_(name) {
    waits_ = may_wait(number_);
    if (writable_) link(st);
}

void File::link(State& st) {
    list_ = &library_data<OpenFiles>(st);
    next_ = list_->first_;
    if (next_ != nullptr) next_->previous_ = this;
    list_->first_ = this;
}

File::~File() {
    if (open_) flush_now();
    std::free(written_);
    if (list_ == nullptr) return;
    (previous_ != nullptr ? previous_->next_ : list_->first_) = next_;
    if (next_ != nullptr) next_->previous_ = previous_;
}

Status File::check_open(State& st) const {
    if (!open_) return st.raise_text("attempt to use a closed file");
    return {};
}

Status File::wait(State& st, bool for_writing) {
    TRY(wait_descriptor(st, number_, for_writing));
    return check_open(st);
}

// ---- reading ------------------------------------------------------------------------------------------------------

Result<File::More> File::read_more(State& st, std::size_t wanted, int* error) {
    *error = readable_ ? TRY(flush(st)) : EBADF;
    if (*error != 0) return More::Failed;
    if (kind_ == FileKind::Input) (void)Output::standard().flush();

    std::size_t before = ahead_->size();
    u64 taken = ahead_->taken();
    while (waits_ && !is_ready(number_, POLLIN)) {
        TRY(wait(st, false));
        if (ahead_->size() != before || ahead_->taken() != taken) return More::Some;
    }
    for (;;) {
        std::size_t count = wanted;
        char* room = ahead_->room(&count);
        if (room == nullptr) return st.raise_memory();
        ssize_t got = read_some(number_, room, count);
        if (got > 0) ahead_->add(static_cast<std::size_t>(got));
        if (got >= 0) return got > 0 ? More::Some : More::End;
        if (errno != EAGAIN) break;
        TRY(wait(st, false));
        if (ahead_->size() != before || ahead_->taken() != taken) return More::Some;
    }
    *error = errno;
    return More::Failed;
}

Result<String*> read_standard_input(State& st, int* error) {
    File input(st, FileKind::Input);
    return read_bytes(st, input, kNoLimit, error);
}

// ---- writing ------------------------------------------------------------------------------------------------------

/// Forgets what was read ahead and puts the position of the descriptor back to where the script is. Where there are no
/// positions reading and writing have nothing to do with each other.
int File::go_back() {
    if (ahead_->empty()) return 0;
    if (::lseek(number_, -static_cast<off_t>(ahead_->size()), SEEK_CUR) < 0) return errno == ESPIPE ? 0 : errno;
    ahead_->take(ahead_->size());
    return 0;
}

ssize_t File::write_some(const char* bytes, std::size_t count) const {
    if (kind_ != FileKind::Command) return ::write(number_, bytes, count);
    NoBrokenPipeSignal no_signal;
    return ::write(number_, bytes, count);
}

/// False without memory.
bool File::append(std::string_view bytes) {
    if (bytes.empty()) return true;
    if (written_end_ + bytes.size() > written_capacity_) {
        std::size_t capacity = std::max({written_capacity_ * 2, written_end_ + bytes.size(), std::size_t{512}});
        auto* bigger = static_cast<char*>(std::realloc(written_, capacity));
        if (bigger == nullptr) return false;
        written_ = bigger;
        written_capacity_ = capacity;
    }
    bytes.copy(written_ + written_end_, bytes.size());
    written_end_ += bytes.size();
    return true;
}

Result<int> File::write(State& st, std::string_view bytes, bool more_follows) {
    if (!writable_) return EBADF;
    if (kind_ == FileKind::Output) {
        Output::standard().write(bytes);
        return Output::standard().take_error();
    }
    if (kind_ == FileKind::Error) (void)Output::standard().flush();
    if (int error = go_back(); error != 0) return error;

    bool full = mode_ == OutputMode::Unbuffered || written() + bytes.size() >= buffer_size_;
    if (full && bytes.size() >= kUsualBuffer && kind_ != FileKind::Command) {
        // Much data goes past the buffer.
        int error = TRY(flush(st));
        return error != 0 ? error : write_fully(number_, bytes.data(), bytes.size());
    }
    if (!append(bytes)) return ENOMEM;
    flush_due_ |= full || (mode_ == OutputMode::Lines && bytes.find('\n') != bytes.npos);
    return flush_due_ && !more_follows ? flush(st) : Result<int>(0);
}

Result<int> File::flush(State& st) {
    if (kind_ == FileKind::Output) {
        (void)Output::standard().flush();
        return Output::standard().take_error();
    }
    flush_due_ = false;
    while (written() > 0) {
        ssize_t count = write_some(written_ + written_begin_, written());
        if (count >= 0) {
            written_begin_ += static_cast<std::size_t>(count);
        } else if (errno == EAGAIN) {
            TRY(wait(st, true));
        } else if (errno != EINTR) {
            // What could not be written is dropped, or every later call would fail for it again.
            int error = errno;
            drop_written();
            return error;
        }
    }
    drop_written();
    return 0;
}

int File::flush_now() {
    while (written() > 0) {
        ssize_t count = write_some(written_ + written_begin_, written());
        if (count >= 0) {
            written_begin_ += static_cast<std::size_t>(count);
        } else if (errno == EAGAIN) {
            pollfd polled{number_, POLLOUT, 0};
            (void)::poll(&polled, 1, -1);
        } else if (errno != EINTR) {
            int error = errno;
            drop_written();
            return error;
        }
    }
    drop_written();
    return 0;
}

// ---- the rest -----------------------------------------------------------------------------------------------------

Result<int> File::seek(State& st, int whence, i64 offset, i64* position) {
    if (int error = TRY(flush(st)); error != 0) return error;
    auto unread = static_cast<i64>(ahead_->size());
    if (whence == SEEK_CUR && offset == 0) {
        // Asking where we are must not cost what was read ahead.
        off_t here = ::lseek(number_, 0, SEEK_CUR);
        if (here < 0) return errno;
        *position = here - unread;
        return 0;
    }
    if (whence == SEEK_CUR && __builtin_sub_overflow(offset, unread, &offset)) return EINVAL;
    off_t moved = ::lseek(number_, offset, whence);
    if (moved < 0) return errno;
    ahead_->take(ahead_->size());
    *position = moved;
    return 0;
}

Result<int> File::set_buffer(State& st, OutputMode mode, std::size_t size) {
    int error = TRY(flush(st));
    if (kind_ == FileKind::Output) Output::standard().set_mode(mode);
    mode_ = mode;
    buffer_size_ = size != 0 ? size : kUsualBuffer;
    return error;
}

Result<int> File::close(State& st) {
    int error = TRY(flush(st));
    open_ = false;
    release_descriptor(st, number_);
    int close_error = descriptor_.close();
    own_ahead_.release();
    std::free(written_);
    written_ = nullptr;
    written_capacity_ = 0;
    return error != 0 ? error : close_error;
}

void OpenFiles::flush(bool commands) {
    for (File* file = first_; file != nullptr; file = file->next_) {
        if (file->open_ && (commands || file->kind_ != FileKind::Command)) file->flush_now();
    }
}

void flush_before_process(State& st) {
    (void)Output::standard().flush();
    library_data<OpenFiles>(st).flush(false);
}

}  // namespace gs::stdlib
