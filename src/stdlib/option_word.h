// Arguments that must be one of a few words.
#pragma once

#include <initializer_list>
#include <string_view>

#include "runtime/native_args.h"

namespace gs::stdlib {

/// The position of a word in the list. Error: bad argument #N to 'NAME' (invalid option 'WORD')
rt::Result<u32> option_word(const rt::ArgReader& in, u32 i, std::string_view word,
                            std::initializer_list<std::string_view> words);

}  // namespace gs::stdlib
