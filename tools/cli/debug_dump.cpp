#include "tools/cli/debug_dump.h"

#include "converters/json_text.h"

namespace gridlift::cli {

void DumpTrace::page(int number, double width, double height) {
  line_ = "{\"page\": ";
  json::append_integer(line_, number);
  line_ += ", \"width\": ";
  json::append_number(line_, width, 2);
  line_ += ", \"height\": ";
  json::append_number(line_, height, 2);
  line_ += "}\n";
  failed_ = failed_ || !out_.write(line_);
}

void DumpTrace::item(const TraceItem& item) {
  line_ = "{\"page\": ";
  json::append_integer(line_, item.page);
  line_ += ", \"stage\": ";
  json::append_string(line_, item.stage);
  line_ += ", \"kind\": ";
  json::append_string(line_, item.kind);
  if (!(item.box == Box{})) {
    line_ += ", \"box\": [";
    for (const double edge : {item.box.x0, item.box.y0, item.box.x1, item.box.y1}) {
      if (line_.back() != '[') line_ += ", ";
      json::append_number(line_, edge, 2);
    }
    line_ += "]";
  }
  if (!item.text.empty()) {
    line_ += ", \"text\": ";
    json::append_string(line_, item.text);
  }
  if (item.order >= 0) {
    line_ += ", \"order\": ";
    json::append_integer(line_, item.order);
  }
  line_ += "}\n";
  failed_ = failed_ || !out_.write(line_);
}

}  // namespace gridlift::cli
