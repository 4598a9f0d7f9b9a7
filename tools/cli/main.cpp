#include <fmt/format.h>

int main() {
  fmt::print("gridlift\n");
  return 0;
}
