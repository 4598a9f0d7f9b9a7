// Automatic numbering: the visible number or bullet of a paragraph, counted as Word counts (ECMA-376 17.9).
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/context.h"
#include "formats/docx/xml.h"

namespace gridlift::docx {

/// What stands before a numbered paragraph.
struct Label {
  std::string text;    ///< "1.", "（一）", "•"; may be empty (format none)
  int level = 0;       ///< 0..8
  bool glyph = false;  ///< a bullet that is no character, only a picture of a symbol font
  bool apart = true;   ///< a tab or blank follows it (w:suff); without, it touches the text
};

class Numbering {
 public:
  static constexpr int kLevels = 9;

  void load(XmlReader& xml, Context& context);
  /// Counts a paragraph of list `num_id`. nullopt when there is no such list.
  std::optional<Label> next(int num_id, int level, Context& context);
  /// The level of a list that names a paragraph style as its own (w:pStyle); -1 for none.
  int level_of_style(int num_id, std::string_view style) const;

 private:
  struct Level {
    int start = 1;
    std::string format = "decimal";
    std::string text;
    std::string font;
    std::string style;
    std::optional<int> restart;  ///< w:lvlRestart: the level (from 1) that restarts this one, 0 never
    bool legal = false;          ///< w:isLgl: all numbers decimal
    bool apart = true;           ///< w:suff is not nothing
  };
  struct Abstract {
    std::array<Level, kLevels> levels;
    std::string style_link;      ///< this definition is the one of a numbering style
    std::string num_style_link;  ///< this definition is made by a numbering style
    std::array<int, kLevels> counters{};
    std::array<bool, kLevels> counted{};
  };
  struct List {
    int abstract = 0;
    std::map<int, int> starts;    ///< level -> w:startOverride
    std::map<int, Level> levels;  ///< level -> own definition
    std::array<bool, kLevels> started{};
  };

  void read_abstract(XmlReader& xml);
  void read_list(XmlReader& xml);
  static Level read_level(XmlReader& xml);
  void resolve_links(Context& context);
  Abstract* abstract_of(const List& list);
  static const Level& level_of(const Abstract& abstract, const List& list, int level);
  static void count(Abstract& abstract, List& list, int level);
  static std::string print(const Abstract& abstract, const List& list, int level, Context& context);

  std::map<int, Abstract> abstracts_;
  std::map<int, List> lists_;
};

}  // namespace gridlift::docx
