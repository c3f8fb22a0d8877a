#include "driver/scratch_folder.hpp"

#include <unistd.h>

#include <filesystem>
#include <stdexcept>

namespace tenon::driver {

namespace fs = std::filesystem;

ScratchFolder::ScratchFolder() {
  std::string path = (fs::temp_directory_path() / "tenon_pull_XXXXXX").string();
  if (mkdtemp(path.data()) == nullptr) throw std::runtime_error("no directory for what is tried: " + path);
  path_ = path;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace tenon::driver
