#include "stdlib/option_word.h"

#include <string>

namespace gs::stdlib {

using namespace rt;

Result<u32> option_word(const ArgReader& in, u32 i, std::string_view word,
                        std::initializer_list<std::string_view> words) {
    u32 position = 0;
    for (std::string_view known : words) {
        if (word == known) return position;
        ++position;
    }
    auto build = [&] {
        std::string reason = "invalid option '";
        reason += word;
        reason += "'";
        return make_string(in.state(), reason);
    };
    String* reason = TRY(build());
    return in.error(i, view(reason));
}

}  // namespace gs::stdlib
