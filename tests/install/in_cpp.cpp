#include <converters/convert.h>

#include <iostream>
#include <string>

int main() {
  const std::string text = "Region\tPeople\nNorth\t12\nSouth\t30\n";
  gridlift::Document document;
  const auto done = gridlift::convert(std::as_bytes(std::span(text)), "a.tsv", {}, document);
  if (!done) {
    std::cerr << done.error().message << "\n";
    return 1;
  }
  return document.tables.size() == 1 && document.tables[0].grid.at(2, 1).text == "30" ? 0 : 1;
}
