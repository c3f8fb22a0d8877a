// A text through parse, sema, format and the snapshot, and what must hold whatever the text is.
#pragma once

#include <string>

namespace tenon::test {

/// What didn't hold, in words; empty where all did.
std::string feed(std::string text);

}  // namespace tenon::test
