// What the shared libraries export: what public headers declare in `namespace TENON_API tenon`, and nothing
// else. They are compiled with -fvisibility=hidden.
#pragma once

#define TENON_API [[gnu::visibility("default")]]
