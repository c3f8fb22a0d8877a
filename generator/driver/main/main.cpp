#include "driver/commands.hpp"

int main(int argc, char** argv) {
  return tenon::driver::run(argc, argv);
}
