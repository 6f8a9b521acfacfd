#include "stdlib/asio.h"

#include <asio/impl/src.hpp>
