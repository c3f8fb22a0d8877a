// Schemas made up from a seed, for tests, fuzzing and benchmarks.
#pragma once

#include <string>
#include <vector>

namespace tenon::test {

using Words = std::vector<std::string>;

/// A text of the grammar: every construct, and names that mean nothing. It parses.
Words random_syntax(unsigned seed);

/// A schema that compiles, with what can be declared in it.
Words random_schema(unsigned seed, std::size_t entities);

/// A schema with all that the language can say of a database, as a text. Most of them compile.
std::string random_whole_schema(unsigned seed);

/// The words with blanks, line ends and comments between them as no person would set them.
std::string random_layout(const Words& words, unsigned seed);

/// The words with a blank between them, for a look at what is wrong.
std::string plain_layout(const Words& words);

}  // namespace tenon::test
