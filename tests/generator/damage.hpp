// Damage to texts, as editors, merges and hostile people do it.
#pragma once

#include <string>

#include "random.hpp"

namespace tenon::test {

/// Cut off, with other bytes in it, or with words and signs left out, doubled, swapped or replaced.
std::string damaged(const std::string& text, Random& random);

/// The beginning of one text and the end of another.
std::string spliced(const std::string& head, const std::string& tail, Random& random);

}  // namespace tenon::test
