// Draws what recovery saw and decided: one SVG for each page, its stages in layers, so that a wrong table can be
// understood by looking (--debug-svg).
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "core/trace.h"

namespace gridlift::cli {

/// Writes FOLDER/NAME-page-0001.svg, ... A page is written once the trace has moved some pages on, the last ones by
/// `finish`. Layers are groups named "stage: kind" (Inkscape shows them as layers; a browser shows texts on hovering);
/// the reading order is a line from block to block.
class SvgTrace : public Trace {
 public:
  SvgTrace(std::string folder, std::string name) : folder_(std::move(folder)), name_(std::move(name)) {}

  void page(int number, double width, double height) override;
  void item(const TraceItem& item) override;
  /// Writes what is held; false when a file could not be written, now or before.
  bool finish();

 private:
  struct Drawing {
    double width = 0;
    double height = 0;
    std::map<std::string, std::string> layers;  ///< "stage: kind" -> its shapes
    std::string order;                          ///< points of the line from block to block
  };

  void write(int number, const Drawing& drawing);

  std::string folder_;
  std::string name_;
  std::map<int, Drawing> open_;
  bool failed_ = false;
};

}  // namespace gridlift::cli
