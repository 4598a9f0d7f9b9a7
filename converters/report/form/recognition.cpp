#include "converters/report/form/recognition.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "converters/report/report.h"
#include "converters/report/values/values.h"
#include "core/unicode.h"

namespace gridlift::report {

namespace {

/// The labels of a document's tables, as a set: what profiles are recognised by.
using LabelSet = std::unordered_set<std::string>;

/// Tells cells that cannot be an anchor by their last letter alone, since making labels of all cells takes time.
class AnchorFilter {
 public:
  explicit AnchorFilter(const std::vector<const Profile*>& profiles) {
    for (const Profile* profile : profiles) {
      for (const auto* labels : {&profile->anchors, &profile->against}) {
        for (const Label& label : *labels) {
          last_.insert(last_code_point(label.whole));
          last_.insert(last_code_point(label.core));
        }
      }
    }
  }
  bool may_be_anchor(std::string_view text) const {
    if (text.size() > kLongestAnchor) return false;
    const char32_t last = last_code_point(trimmed(text));
    // Notes in brackets stand behind a label; full-width letters and capitals are folded to others.
    const bool plain = last < 0x80 && !(last >= 'A' && last <= 'Z') && last != ')' && last != ']';
    const bool wide = last == U'）' || last == U'〕' || (last >= 0xFF00 && last <= 0xFFEF);
    return last_.count(last) > 0 || wide || (!plain && last < 0x80);
  }

 private:
  static constexpr std::size_t kLongestAnchor = 400;  // bytes
  std::unordered_set<char32_t> last_;
};

LabelSet anchors_in(const Document& document, const AnchorFilter& filter) {
  LabelSet labels;
  for (const Table& table : document.tables) {
    for (const Cell& cell : table.grid.cells()) {
      if (!filter.may_be_anchor(cell.text)) continue;
      Label label = make_label(cell.text);
      labels.insert(std::move(label.whole));
      labels.insert(std::move(label.core));
    }
  }
  return labels;
}

double share_found(const std::vector<Label>& wanted, const LabelSet& labels) {
  if (wanted.empty()) return 0;
  const auto found = std::count_if(wanted.begin(), wanted.end(), [&](const Label& label) {
    return labels.count(label.whole) > 0 || labels.count(label.core) > 0;
  });
  return static_cast<double>(found) / static_cast<double>(wanted.size());
}

constexpr double kProfileFits = 0.34;  // a third of the anchors, more than of those against it

/// The anchors of a profile found in the running text, as a share; for tables that were not recovered as such. Most
/// documents hold none of them as printed, which costs one search for each.
double share_in_text(const Document& document, const Profile& profile, std::string& folded) {
  const auto somewhere = [&](const std::string& anchor) {
    return std::any_of(document.blocks.begin(), document.blocks.end(),
                       [&](const Block& block) { return block.text.find(anchor) != std::string::npos; });
  };
  if (std::none_of(profile.anchor_texts.begin(), profile.anchor_texts.end(), somewhere)) return 0;
  if (folded.empty()) {
    std::string all;
    for (const Block& block : document.blocks) all += block.text + '\n';
    for (const Table& table : document.tables) {
      for (const Cell& cell : table.grid.cells()) all += cell.text + '\n';
    }
    folded = fold_label(all);
  }
  const auto share = [&](const std::vector<Label>& labels) {
    if (labels.empty()) return 0.0;
    const auto found = std::count_if(labels.begin(), labels.end(),
                                     [&](const Label& label) { return folded.find(label.whole) != std::string::npos; });
    return static_cast<double>(found) / static_cast<double>(labels.size());
  };
  return share(profile.anchors) - share(profile.against);
}

}  // namespace

const Profile* choose_profile(const Document& document, const std::vector<const Profile*>& profiles, double& score) {
  const Profile* best = nullptr;
  score = 0;
  if (profiles.empty()) return nullptr;
  const LabelSet labels = anchors_in(document, AnchorFilter(profiles));
  for (const Profile* profile : profiles) {
    const double fits = share_found(profile->anchors, labels) - share_found(profile->against, labels);
    if (fits >= kProfileFits && fits > score) {
      best = profile;
      score = fits;
    }
  }
  if (best != nullptr) return best;
  std::string folded;
  for (const Profile* profile : profiles) {
    const double fits = share_in_text(document, *profile, folded);
    if (fits >= kProfileFits && fits > score) {
      best = profile;
      score = fits;
    }
  }
  return best;
}

namespace {

/// How many of a table kind's row and column labels a table holds.
std::size_t hits(const TableSpec& spec, const LabelSet& labels) {
  std::size_t count = 0;
  const auto has = [&](const std::vector<Label>& names) {
    return std::any_of(names.begin(), names.end(), [&](const Label& label) {
      return labels.count(label.whole) > 0 || labels.count(label.core) > 0;
    });
  };
  for (const BlockSpec& block : spec.blocks) {
    for (const LineSpec& row : block.rows) count += has(row.labels) ? 1U : 0U;
    for (const LineSpec& column : block.columns) {
      count += has(column.labels) ? 1U : 0U;
      for (const auto& group : column.groups) count += has(group) ? 1U : 0U;
    }
  }
  return count;
}

/// Fewer than three labels in common are chance, but a table of free lists may have no more.
std::size_t least_hits(const TableSpec& spec) {
  constexpr std::size_t kLeast = 3;
  if (!spec.repeats()) return kLeast;
  std::size_t named = 0;
  for (const BlockSpec& block : spec.blocks) {
    for (const auto* lines : {&block.rows, &block.columns})
      named += static_cast<std::size_t>(std::count_if(
          lines->begin(), lines->end(), [](const LineSpec& line) { return !line.repeat && !line.labels.empty(); }));
  }
  return std::clamp<std::size_t>(named, 1, kLeast);
}

bool holds_values_only(const Table& table) {
  const auto& cells = table.grid.cells();
  return std::all_of(cells.begin(), cells.end(),
                     [&](const Cell& cell) { return may_be_value(cell.text, has_walls(table)); });
}

LabelSet labels_of(const Table& table) {
  LabelSet labels;
  for (const Cell& cell : table.grid.cells()) {
    Label label = make_label(cell.text);
    labels.insert(std::move(label.whole));
    labels.insert(std::move(label.core));
  }
  return labels;
}

/// What a page break left of a table goes on with the table before it: values as wide as that one whose header stayed
/// on the page before, or a row or two whose few labels would be chance anywhere else.
void carry_kinds_on(const Document& document, const Profile& profile, std::vector<std::string>& kinds) {
  for (std::size_t t = 1; t < kinds.size(); ++t) {
    const TableSpec* before = kinds[t].empty() ? profile.table(kinds[t - 1]) : nullptr;
    if (before == nullptr) continue;
    const Table& table = document.tables[t];
    const bool same_width = table.grid.cols() == document.tables[t - 1].grid.cols();
    if ((same_width && (holds_values_only(table) || (before->repeats() && table.header_rows == 0))) ||
        hits(*before, labels_of(table)) >= 2)
      kinds[t] = kinds[t - 1];
  }
}

}  // namespace

std::vector<std::string> kinds_of(const Document& document, const Profile& profile) {
  std::vector<std::string> kinds(document.tables.size());
  for (std::size_t t = 0; t < document.tables.size(); ++t) {
    const LabelSet labels = labels_of(document.tables[t]);
    std::size_t most = 0;
    for (const TableSpec& spec : profile.tables) {
      const std::size_t count = hits(spec, labels);
      if (count >= least_hits(spec) && count > most) {
        kinds[t] = spec.kind;
        most = count;
      }
    }
  }
  carry_kinds_on(document, profile, kinds);
  return kinds;
}

}  // namespace gridlift::report
