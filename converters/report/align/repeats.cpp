#include "converters/report/align/repeats.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "converters/report/align/align_columns.h"
#include "converters/report/align/monotone.h"
#include "converters/report/form/key_names.h"
#include "converters/report/labels.h"
#include "converters/report/values/values.h"
#include "core/header_paths.h"
#include "core/unicode.h"

namespace gridlift::report {

namespace {

constexpr double kLabelFits = 0.6;  // least similarity at which a label counts as found

/// A row or column of a document.
struct FoundLine {
  std::vector<std::string> path;  // header texts, outermost first; never empty
  std::vector<Label> labels;      // the same, to be compared
  std::string section;            // the last line above that prints a label and no values; "" none
  bool values = true;
  std::pair<std::size_t, int> at;  // index in Document::tables, and row or column of the grid
};

double best_of_path(const FoundLine& line, const std::vector<Label>& expected) {
  double best = line.section.empty() ? 0 : best_similarity(make_label(line.section), expected);
  for (const Label& label : line.labels) best = std::max(best, best_similarity(label, expected));
  return best;
}

double line_score(const FoundLine& line, const LineSpec& spec) {
  double own = best_similarity(line.labels.back(), spec.labels);
  if (line.path.size() > 1) {  // a label may have come as two
    std::string joined;
    for (const std::string& text : line.path) joined += text;
    own = std::max(own, best_similarity(make_label(joined), spec.labels));
  }
  double group = 0;
  for (const auto& names : spec.groups) group = std::max(group, best_of_path(line, names));
  return own >= kLabelFits ? own + 0.05 * group : 0;
}

/// The lines of one repeating row, column or group: [first, last) of the specs.
struct RepeatNode {
  std::size_t first = 0;
  std::size_t last = 0;
};

/// One of what repeats: its label, and the line of the document for each of the node's specs.
struct Occurrence {
  std::string label;
  std::vector<std::optional<std::size_t>> lines;
};

class Filler {
 public:
  Filler(const std::vector<LineSpec>& specs, const std::vector<FoundLine>& lines) : specs_(specs), lines_(lines) {}

  /// The lines in order, each with the index of the spec it was made of.
  std::vector<std::pair<std::size_t, LineSpec>> run() {
    find_known();
    for (std::size_t i = 0; i < specs_.size();) {
      if (!specs_[i].repeat) {
        LineSpec line = specs_[i];
        if (found_[i]) line.at = lines_[*found_[i]].at;
        out_.emplace_back(i++, std::move(line));
        continue;
      }
      std::size_t end = i;
      while (end < specs_.size() && specs_[end].repeat) ++end;
      fill(i, end);
      i = end;
    }
    return std::move(out_);
  }

 private:
  void find_known() {
    std::vector<std::size_t> known;
    for (std::size_t i = 0; i < specs_.size(); ++i) {
      if (!specs_[i].repeat && !specs_[i].labels.empty()) known.push_back(i);
    }
    found_.resize(specs_.size());
    const auto matched = align_monotone(known.size(), lines_.size(), [&](std::size_t k, std::size_t l) {
      return line_score(lines_[l], specs_[known[k]]);
    });
    for (std::size_t k = 0; k < known.size(); ++k) found_[known[k]] = matched[k];
  }

  /// How well a line is one of a node's, and which of its specs; 0 when it is none.
  std::pair<double, std::size_t> fit(const FoundLine& line, const RepeatNode& node) const {
    const LineSpec& spec = specs_[node.first];
    const std::size_t level = spec.repeat->level;
    double score = 0.1;
    std::size_t child = node.first;
    if (level == spec.groups.size()) {
      if (!spec.labels.empty()) score = best_similarity(line.labels.back(), spec.labels);
      if (!spec.labels.empty() && score < kLabelFits) return {0, child};
    } else {
      double best = 0;
      for (std::size_t i = node.first; i < node.last; ++i) {
        const double own = best_similarity(line.labels.back(), specs_[i].labels);
        if (own > best) {
          best = own;
          child = i;
        }
      }
      if (best < kLabelFits) return {0, child};
      const auto& pattern = spec.groups[level];
      const std::string label = occurrence_label(line, specs_[child]);
      if (label.empty()) return {0, child};
      if (!pattern.empty() && best_similarity(make_label(label), pattern) < kLabelFits) return {0, child};
      score = best;
    }
    for (std::size_t g = 0; g < level; ++g) score += best_of_path(line, spec.groups[g]);
    return {score, child};
  }

  /// The label that tells one of what repeats from the next.
  static std::string occurrence_label(const FoundLine& line, const LineSpec& spec) {
    const std::size_t below = spec.groups.size() - spec.repeat->level;
    if (line.path.size() > below) return line.path[line.path.size() - 1 - below];
    return line.section;
  }

  /// Fills the nodes of a run of repeating specs with the lines between the known ones around it.
  void fill(std::size_t begin, std::size_t end) {
    std::vector<RepeatNode> nodes;
    for (std::size_t i = begin; i < end; ++i) {
      if (i == begin || specs_[i].repeat->node != specs_[i - 1].repeat->node) nodes.push_back({i, i});
      nodes.back().last = i + 1;
    }
    std::size_t from = 0;
    std::size_t to = lines_.size();
    for (std::size_t i = 0; i < begin; ++i) from = found_[i] ? *found_[i] + 1 : from;
    for (std::size_t i = specs_.size(); i > end; --i) to = found_[i - 1] ? *found_[i - 1] : to;
    std::vector<std::vector<Occurrence>> occurrences(nodes.size());
    for (std::size_t l = from; l < to; ++l) {
      if (!lines_[l].values) continue;
      std::size_t best = nodes.size();
      std::pair<double, std::size_t> best_fit{0, 0};
      for (std::size_t n = 0; n < nodes.size(); ++n) {
        const auto fits = fit(lines_[l], nodes[n]);
        if (fits.first > best_fit.first) {
          best = n;
          best_fit = fits;
        }
      }
      if (best < nodes.size()) add(occurrences[best], nodes[best], l, best_fit.second);
    }
    for (std::size_t n = 0; n < nodes.size(); ++n) emit(nodes[n], occurrences[n]);
  }

  void add(std::vector<Occurrence>& all, const RepeatNode& node, std::size_t line, std::size_t child) const {
    const std::string label = occurrence_label(lines_[line], specs_[child]);
    const std::size_t slot = child - node.first;
    // A single line is one of its own, even below another of the same name.
    if (node.last - node.first == 1 || all.empty() || all.back().label != label || all.back().lines[slot]) {
      all.push_back({label, {}});
      all.back().lines.resize(node.last - node.first);
    }
    all.back().lines[slot] = line;
  }

  void emit(const RepeatNode& node, const std::vector<Occurrence>& occurrences) {
    Keys keys;
    const std::string& pattern = specs_[node.first].key;
    const std::string head = pattern.substr(0, pattern.find('*'));
    for (const LineSpec& spec : specs_) {  // names that known lines have are taken
      if (spec.repeat || !spec.key.starts_with(head)) continue;
      const std::string rest = spec.key.substr(head.size());
      keys.unique(rest.substr(0, rest.find('.')));
    }
    std::size_t index = 0;
    for (const Occurrence& occurrence : occurrences) {
      ++index;
      const Repeat& repeat = *specs_[node.first].repeat;
      const std::string number = std::to_string(index);
      const std::string part =
          keys.unique(repeat.key == Repeat::Key::index ? number : key_of(occurrence.label, number));
      for (std::size_t i = node.first; i < node.last; ++i) {
        LineSpec line = specs_[i];
        line.key.replace(line.key.find('*'), 1, part);
        std::vector<Label>& named = repeat.level < line.groups.size() ? line.groups[repeat.level] : line.labels;
        named = {make_label(occurrence.label)};
        if (repeat.level == line.groups.size()) line.printed = occurrence.label;
        if (const auto& found = occurrence.lines[i - node.first]) line.at = lines_[*found].at;
        line.repeat.reset();
        out_.emplace_back(i, std::move(line));
      }
    }
  }

  const std::vector<LineSpec>& specs_;
  const std::vector<FoundLine>& lines_;
  std::vector<std::optional<std::size_t>> found_;  // spec -> line
  std::vector<std::pair<std::size_t, LineSpec>> out_;
};

FoundLine line_of(std::vector<std::string> path, std::size_t table, int at) {
  FoundLine line;
  for (const std::string& text : path) line.labels.push_back(make_label(text));
  line.path = std::move(path);
  line.at = {table, at};
  return line;
}

/// Whether a row prints a value right of its labels, or has blank cells with walls for some.
bool has_values(const Table& table, int row) {
  if (is_caption_row(table.grid, row)) return false;
  for (int col = std::max(1, table.header_cols); col < table.grid.cols(); ++col) {
    const std::string& text = table.grid.at(row, col).text;
    if (table.grid.at(row, col).row == row && !trimmed(text).empty() && may_be_value(text, has_walls(table)))
      return true;
  }
  return false;
}

void add_rows(const Document& document, std::size_t t, std::vector<FoundLine>& lines) {
  const Table& table = document.tables[t];
  const HeaderPaths paths(table);
  std::string section;
  for (int row = table.header_rows; row < table.grid.rows(); ++row) {
    std::vector<std::string> path = paths.row(row);
    const std::string& first = table.grid.at(row, 0).text;
    if (path.empty() && table.header_cols == 0 && !trimmed(first).empty()) path = {collapsed(first)};
    if (path.empty()) continue;
    FoundLine line = line_of(std::move(path), t, row);
    line.values = has_values(table, row);
    line.section = section;
    if (!line.values) section = line.path.back();
    lines.push_back(std::move(line));
  }
}

/// The columns of the first of the tables that has a header, as the first row below it names them.
std::vector<FoundLine> columns_of(const Document& document, const std::vector<std::size_t>& tables) {
  std::vector<FoundLine> lines;
  for (const std::size_t t : tables) {
    const Table& table = document.tables[t];
    if (table.header_rows == 0 || table.header_rows >= table.grid.rows()) continue;
    const auto columns = HeaderPaths(table).columns();
    for (int col = std::max(1, table.header_cols); col < table.grid.cols(); ++col) {
      const bool begins = table.grid.at(table.header_rows - 1, col).col == col;
      const auto& path = columns[static_cast<std::size_t>(col)];
      if (begins && !path.empty()) lines.push_back(line_of(path, t, col));
    }
    return lines;
  }
  return lines;
}

TableSpec filled_table(const TableSpec& spec, const Document& document, const std::vector<std::size_t>& tables,
                       std::vector<Note>& notes) {
  TableSpec out = spec;
  std::vector<LineSpec> rows;
  std::vector<std::size_t> block_of;
  for (std::size_t b = 0; b < spec.blocks.size(); ++b) {
    for (const LineSpec& row : spec.blocks[b].rows) {
      rows.push_back(row);
      block_of.push_back(b);
    }
    out.blocks[b].rows.clear();
  }
  std::vector<FoundLine> lines;
  for (const std::size_t t : tables) add_rows(document, t, lines);
  const auto filled = Filler(rows, lines).run();
  std::vector<bool> seen(rows.size());
  for (const auto& [index, line] : filled) {
    seen[index] = true;
    out.blocks[block_of[index]].rows.push_back(line);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!seen[i] && !rows[i].optional && !tables.empty())
      notes.push_back({"row.missing", Severity::warning, {join_key(spec.key, rows[i].key, "")}, "the list has no row"});
  }
  const std::vector<FoundLine> columns = columns_of(document, tables);
  for (BlockSpec& block : out.blocks) {
    std::vector<LineSpec> made;
    for (auto& [index, line] : Filler(block.columns, columns).run()) {
      line.at.reset();
      made.push_back(std::move(line));
    }
    block.columns = std::move(made);
  }
  return out;
}

}  // namespace

Profile filled_form(const Profile& profile, const Document& document, const std::vector<std::string>& kinds,
                    std::vector<Note>& notes) {
  Profile out = profile;
  for (TableSpec& table : out.tables) {
    if (!table.repeats()) continue;
    std::vector<std::size_t> tables;
    for (std::size_t t = 0; t < kinds.size(); ++t) {
      if (kinds[t] == table.kind) tables.push_back(t);
    }
    table = filled_table(table, document, tables, notes);
    table.filled = true;
  }
  return out;
}

}  // namespace gridlift::report
