#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "core/unicode.h"
#include "formats/docx/drawn_text.h"

namespace gridlift::docx {

std::vector<std::string> drawn_paragraphs(XmlReader& xml) {
  std::vector<std::string> paragraphs;
  std::string text;
  const auto flush = [&] {
    if (const std::string_view line = trimmed(text); !line.empty()) paragraphs.emplace_back(line);
    text.clear();
  };
  const auto read = [&](auto& self) -> void {
    xml.children([&] {
      if (xml.kind() == XmlReader::Kind::text) {
        text += xml.text();
      } else if (xml.token() == Token::drawing_br) {
        text += '\n';
      } else {
        // A paragraph, or a cell of the workbook that a chart took its text from.
        const bool paragraph = xml.token() == Token::drawing_p || xml.token() == Token::drawing_pt;
        self(self);
        if (paragraph) flush();
      }
    });
  };
  read(read);
  flush();
  return paragraphs;
}

namespace {

/// A node of a diagram's tree.
struct Point {
  std::string id;
  std::vector<std::string> texts{};
};

/// The points of a data model and how they hang together.
class Model {
 public:
  void read(XmlReader& xml) {
    xml.children([&] {
      if (xml.token() == Token::drawing_pt) {
        point(xml);
      } else if (xml.token() == Token::drawing_cxn) {
        connection(xml);
      } else if (xml.kind() == XmlReader::Kind::start) {
        read(xml);
      }
    });
  }

  /// All texts, from the roots down; points that hang nowhere last.
  std::vector<std::string> texts() {
    std::vector<std::string> out;
    for (const std::string& root : roots_) take(root, out);
    for (const Point& point : points_) take(point.id, out);
    return out;
  }

 private:
  void point(XmlReader& xml) {
    Point point{std::string(xml.attribute(Token::drawing_modelId))};
    const std::string type(xml.attribute(Token::drawing_type));
    xml.children([&] {
      if (xml.token() == Token::drawing_t) point.texts = drawn_paragraphs(xml);
    });
    if (type == "pres") return;  // how a node is drawn, not what it says
    if (type == "doc") roots_.push_back(point.id);
    index_.emplace(point.id, points_.size());
    points_.push_back(std::move(point));
  }

  void connection(XmlReader& xml) {
    const std::string_view type = xml.attribute(Token::drawing_type);
    if (!type.empty() && type != "parOf") return;
    below_[std::string(xml.attribute(Token::drawing_srcId))].emplace_back(
        to_int(xml.attribute(Token::drawing_srcOrd), 0), xml.attribute(Token::drawing_destId));
  }

  /// A point and what is below it, without recursion: a file may have any depth, and circles.
  void take(const std::string& top, std::vector<std::string>& out) {
    std::vector<std::string> open{top};
    while (!open.empty()) {
      const std::string id = std::move(open.back());
      open.pop_back();
      if (!taken_.insert(id).second) continue;
      if (const auto found = index_.find(id); found != index_.end()) {
        for (std::string& text : points_[found->second].texts) out.push_back(std::move(text));
      }
      auto children = below_.find(id);
      if (children == below_.end()) continue;
      std::stable_sort(children->second.begin(), children->second.end(),
                       [](const auto& a, const auto& b) { return a.first > b.first; });
      for (auto& [order, child] : children->second) open.push_back(std::move(child));
    }
  }

  std::vector<Point> points_;
  std::vector<std::string> roots_;
  std::map<std::string, std::size_t> index_;
  std::map<std::string, std::vector<std::pair<int, std::string>>> below_;
  std::set<std::string> taken_;
};

}  // namespace

std::vector<std::string> read_diagram(XmlReader& xml) {
  Model model;
  if (xml.next()) model.read(xml);
  return model.texts();
}

}  // namespace gridlift::docx
