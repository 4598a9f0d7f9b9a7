#include "core/document.h"

#include <utility>

namespace gridlift {

std::string_view name(Method method) {
  switch (method) {
    case Method::docx:
      return "docx";
    case Method::lattice:
      return "lattice";
    case Method::stream:
      return "stream";
    case Method::tagged:
      return "tagged";
    case Method::text:
      return "text";
    case Method::ocr:
      return "ocr";
  }
  return "";
}

std::string_view name(BlockKind kind) {
  switch (kind) {
    case BlockKind::heading:
      return "heading";
    case BlockKind::paragraph:
      return "paragraph";
    case BlockKind::list_item:
      return "list_item";
    case BlockKind::table:
      return "table";
    case BlockKind::note:
      return "note";
    case BlockKind::furniture:
      return "furniture";
  }
  return "";
}

std::size_t DocumentBuilder::table(Table table) {
  document_.tables.push_back(std::move(table));
  return document_.tables.size() - 1;
}

void DocumentBuilder::block(Block block) {
  document_.blocks.push_back(std::move(block));
}

}  // namespace gridlift
