#include "tools/cli/debug_svg.h"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <iterator>
#include <string_view>

#include "tools/cli/output.h"

namespace gridlift::cli {

namespace {

constexpr int kPagesHeld = 16;  // recovery looks at a few pages at once, and no further back

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        // XML 1.0 has no control characters but these.
        out += static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t' ? c : '?';
    }
  }
  return out;
}

/// The same colour for the same layer on every page.
std::string_view color_of(std::string_view layer) {
  if (layer == "page: word") return "#bbbbbb";
  if (layer == "page: rule") return "#000000";
  constexpr std::array<std::string_view, 8> kColors = {"#d62728", "#1f77b4", "#2ca02c", "#ff7f0e",
                                                       "#9467bd", "#8c564b", "#e377c2", "#17becf"};
  std::size_t sum = 0;
  for (const char c : layer) sum = sum * 31 + static_cast<unsigned char>(c);
  return kColors[sum % kColors.size()];
}

}  // namespace

void SvgTrace::page(int number, double width, double height) {
  Drawing& drawing = open_[number];
  drawing.width = width;
  drawing.height = height;
  while (!open_.empty() && open_.begin()->first < number - kPagesHeld) {
    write(open_.begin()->first, open_.begin()->second);
    open_.erase(open_.begin());
  }
}

void SvgTrace::item(const TraceItem& item) {
  const auto found = open_.find(item.page);
  if (found == open_.end()) return;
  Drawing& drawing = found->second;
  std::string& layer = drawing.layers[fmt::format("{}: {}", item.stage, item.kind)];
  fmt::format_to(std::back_inserter(layer), "<rect x=\"{:.2f}\" y=\"{:.2f}\" width=\"{:.2f}\" height=\"{:.2f}\">",
                 item.box.x0, item.box.y0, item.box.width(), item.box.height());
  if (!item.text.empty()) layer += "<title>" + escaped(item.text) + "</title>";
  layer += "</rect>\n";
  const bool is_block = item.stage == "order" || item.stage == "paragraphs";
  if (is_block && item.order >= 0)
    fmt::format_to(std::back_inserter(drawing.order), "{:.1f},{:.1f} ", item.box.x0, item.box.center_y());
}

bool SvgTrace::finish() {
  for (const auto& [number, drawing] : open_) write(number, drawing);
  open_.clear();
  return !failed_;
}

void SvgTrace::write(int number, const Drawing& drawing) {
  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" "
      "viewBox=\"0 0 {0:.2f} {1:.2f}\" width=\"{0:.2f}pt\" height=\"{1:.2f}pt\">\n"
      "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n",
      drawing.width, drawing.height);
  for (const auto& [name, shapes] : drawing.layers)
    svg += fmt::format(
        "<g inkscape:groupmode=\"layer\" inkscape:label=\"{0}\" fill=\"{1}\" fill-opacity=\"0.06\" stroke=\"{1}\" "
        "stroke-width=\"0.6\">\n{2}</g>\n",
        name, color_of(name), shapes);
  svg += fmt::format(
      "<g inkscape:groupmode=\"layer\" inkscape:label=\"reading order\"><polyline points=\"{}\" fill=\"none\" "
      "stroke=\"#ff00ff\" stroke-width=\"0.8\"/></g>\n</svg>\n",
      drawing.order);
  const auto path = std::filesystem::path(folder_) / fmt::format("{}-page-{:04}.svg", name_, number);
  FileOutput output(path.string());
  failed_ = !output.write(svg) || !output.commit() || failed_;
}

}  // namespace gridlift::cli
