// The folder is headers; this makes it a library like the others.
#include "ast/ast.hpp"
