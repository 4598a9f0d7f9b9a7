#include "converters/report/sections.h"

#include <algorithm>
#include <utility>

#include "converters/report/labels.h"
#include "converters/report/values/dates.h"
#include "converters/report/values/values.h"
#include "core/unicode.h"

namespace gridlift::report {

namespace {

constexpr std::size_t kLongestHeading = 60;  // code points; a longer numbered line is a paragraph

bool ends_a_sentence(std::string_view text) {
  const char32_t last = last_code_point(trimmed(text));
  return std::u32string_view(U"。！？；.!?;，,：:").find(last) != std::u32string_view::npos;
}

/// Rank of a numbering style, for documents whose headings have no level: 一、 before （一） before 1. before (1).
/// Articles of a law (第二十条) and what they are made of are cited in tables and text more often than they head a
/// section.
int numbering_level(std::string_view text, const std::string& number) {
  const std::u32string_view articles = U"条條款项項";
  const char32_t first = first_code_point(trimmed(text));
  if (first == U'第') {
    const std::size_t behind = trimmed(text).find(number);
    const std::string_view rest = behind == std::string_view::npos ? "" : trimmed(text).substr(behind + number.size());
    if (articles.find(first_code_point(rest)) != std::u32string_view::npos) return 3;
  }
  const bool bracket = first == U'(' || first == U'（';
  const bool chinese = first_code_point(number) >= 0x4E00;
  if (chinese) return bracket ? 2 : 1;
  if (bracket) return 4;
  return 3 + static_cast<int>(std::count(number.begin(), number.end(), '.'));
}

/// "Carried over 0 12 3": two or more numbers stand at the end.
bool ends_in_values(std::string_view text) {
  int values = 0;
  while (values < 2) {
    const std::size_t blank = text.rfind(' ');
    if (blank == std::string_view::npos || parse_value(text.substr(blank + 1)).kind != ValueKind::number) return false;
    text = trimmed(text.substr(0, blank));
    ++values;
  }
  return true;
}

struct Heading {
  std::string number;
  std::string text;
  int level = 1;
};

/// What a block says as a heading; level 0 when it is none.
Heading read_heading(const Block& block) {
  Heading heading;
  heading.level = 0;
  if (block.kind != BlockKind::heading && block.kind != BlockKind::paragraph && block.kind != BlockKind::list_item)
    return heading;
  const std::string full = block.label.empty() ? block.text : block.label + " " + block.text;
  if (count_code_points(full) > kLongestHeading && block.kind != BlockKind::heading) return heading;
  std::string_view rest;
  heading.number = head_number(full, rest);
  heading.text = collapsed(rest);
  if (ends_in_values(heading.text)) return heading;  // a row of a table that was not found
  if (block.kind == BlockKind::heading) {
    heading.level = heading.number.empty() ? std::max(1, block.level) : numbering_level(full, heading.number);
    return heading;
  }
  // A short paragraph counts only with the highest Chinese numbering: 一、总体情况. Others are told by style alone.
  if (!heading.number.empty() && numbering_level(full, heading.number) == 1 && !ends_a_sentence(full) &&
      !heading.text.empty())
    heading.level = 1;
  return heading;
}

/// A four-digit year in a title, "2020年" before a bare 2020.
std::optional<int> find_year(std::string_view title) {
  std::string digits;
  std::optional<int> found;
  const auto close = [&] {
    if (digits.size() == 4 && (digits[0] == '1' || digits[0] == '2') && !found) found = std::stoi(digits);
    digits.clear();
  };
  for_each_code_point(nfkc(title), [&](char32_t c) {
    if (c >= '0' && c <= '9') {
      digits.push_back(static_cast<char>(c));
    } else if (!is_space(c)) {
      close();
    }
  });
  close();
  return found;
}

/// The title without the year and the report's name: the body that reports. "海原县…政府 2020 年 …年度报告" ->
/// "海原县…政府".
std::string find_organization(std::string_view title, std::optional<int> year, const Profile* profile) {
  std::size_t end = title.size();
  if (year) {
    const std::size_t at = title.find(std::to_string(*year));
    if (at != std::string_view::npos) end = std::min(end, at);
  }
  if (profile != nullptr) {
    for (const std::string& name : profile->report_names) {
      const std::size_t at = title.find(name);
      if (at != std::string_view::npos) end = std::min(end, at);
    }
  }
  if (end == title.size()) return {};
  std::string_view organization = trimmed(title.substr(0, end));
  for (const std::string_view tail : {std::string_view("关于"), std::string_view("（"), std::string_view("(")}) {
    if (organization.ends_with(tail)) organization.remove_suffix(tail.size());
  }
  return collapsed(organization);
}

/// The lines before the first section that make the title: up to three short ones that end no sentence.
std::string read_title(const std::vector<Block>& blocks, std::size_t end) {
  std::string title;
  int lines = 0;
  for (std::size_t i = 0; i < end && lines < 3; ++i) {
    const Block& block = blocks[i];
    if (block.kind == BlockKind::furniture) continue;
    if (block.kind == BlockKind::table || trimmed(block.text).empty()) break;
    // A text file's paragraph may hold the title as its first line.
    std::string_view rest = block.text;
    while (!rest.empty() && lines < 3) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
      const bool short_line = count_code_points(line) <= kLongestHeading && !ends_a_sentence(line);
      if (!short_line && block.kind != BlockKind::heading) return title;
      const std::string clean = collapsed(line);
      if (!title.empty() && !joins_without_space(last_code_point(title), first_code_point(clean))) title += ' ';
      title += clean;
      ++lines;
    }
  }
  return title;
}

void name_sections(const Profile& profile, Report& report) {
  for (const SectionSpec& spec : profile.sections) {
    Section* best = nullptr;
    double best_score = 0.55;
    for (Section& section : report.sections) {
      if (section.level != 1 || !section.kind.empty()) continue;
      const Label printed = make_label(section.heading);
      for (const Label& expected : spec.headings) {
        const double score = similarity(printed, expected);
        if (score > best_score) {
          best = &section;
          best_score = score;
        }
      }
    }
    if (best != nullptr) {
      best->kind = spec.kind;
    } else if (!spec.optional) {
      report.notes.push_back({"section.missing", Severity::warning, {}, "no section '" + spec.kind + "'"});
    }
  }
  for (Section& section : report.sections) {
    if (section.level != 1 || !section.kind.empty()) continue;
    section.kind = "custom";
    report.notes.push_back({"section.extra", Severity::info, {}, "the form has no section '" + section.heading + "'"});
  }
}

/// The last date among the closing lines of a document.
std::string find_signature_date(const std::vector<Block>& blocks) {
  int looked = 0;
  for (auto block = blocks.rbegin(); block != blocks.rend() && looked < 5; ++block) {
    if (block->kind == BlockKind::furniture) continue;
    ++looked;
    if (auto date = parse_date(nfkc(collapsed(block->text))); !date.empty()) return date;
  }
  return {};
}

/// Headings of the profile that a table swallowed: a cell with a number of the highest rank and a heading's very words.
std::vector<Heading> headings_inside(const Table& table, const Profile* profile) {
  std::vector<Heading> found;
  if (profile == nullptr) return found;
  for (const Cell& cell : table.grid.cells()) {
    Block block;
    block.text = cell.text;
    Heading heading = read_heading(block);
    if (heading.level != 1) continue;
    const Label printed = make_label(heading.text);
    const bool known = std::any_of(profile->sections.begin(), profile->sections.end(), [&](const SectionSpec& section) {
      return std::any_of(section.headings.begin(), section.headings.end(),
                         [&](const Label& label) { return label.core == printed.core; });
    });
    if (known) found.push_back(std::move(heading));
  }
  return found;
}

/// Whether a heading is a row of one of the form's tables, of a table that was not found: "一、本年新收…数量".
bool is_row_of_form(const Heading& heading, const Profile* profile) {
  if (profile == nullptr) return false;
  const std::string core = make_label(heading.text).core;
  const auto has = [&](const std::vector<Label>& labels) {
    return std::any_of(labels.begin(), labels.end(), [&](const Label& label) { return label.core == core; });
  };
  const auto is_line = [&](const LineSpec& row) {
    return has(row.labels) || std::any_of(row.groups.begin(), row.groups.end(), has);
  };
  const bool headed = std::any_of(profile->sections.begin(), profile->sections.end(),
                                  [&](const SectionSpec& section) { return has(section.headings); });
  return !headed && std::any_of(profile->tables.begin(), profile->tables.end(), [&](const TableSpec& table) {
    return std::any_of(table.blocks.begin(), table.blocks.end(), [&](const BlockSpec& block) {
      return std::any_of(block.rows.begin(), block.rows.end(), is_line);
    });
  });
}

Section section_of(Heading heading) {
  Section section;
  section.number = std::move(heading.number);
  section.heading = std::move(heading.text);
  section.level = heading.level;
  return section;
}

}  // namespace

void read_sections(const Document& document, const Profile* profile, Report& report) {
  std::size_t first_section = document.blocks.size();
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    const Block& block = document.blocks[i];
    Heading heading = read_heading(block);
    // Unnumbered headings before the first numbered one are the title.
    const bool is_title = report.sections.empty() && heading.level > 0 && heading.number.empty() && i < 3;
    if (heading.level > 0 && !heading.number.empty() && is_row_of_form(heading, profile)) heading.level = 0;
    if (heading.level > 0 && !is_title) {
      first_section = std::min(first_section, i);
      report.sections.push_back(section_of(std::move(heading)));
      continue;
    }
    if (block.kind == BlockKind::table) {
      for (Heading& inside : headings_inside(document.tables[block.table], profile))
        report.sections.push_back(section_of(std::move(inside)));
    }
    if (report.sections.empty()) continue;
    Section& section = report.sections.back();
    if (block.kind == BlockKind::table) {
      section.tables.push_back(block.table);
    } else if (block.kind != BlockKind::furniture) {
      if (!section.text.empty()) section.text += '\n';
      section.text += block.label.empty() ? block.text : block.label + " " + block.text;
    }
  }
  // The topmost level that is used becomes 1.
  int top = 9;
  for (const Section& section : report.sections) top = std::min(top, section.level);
  for (Section& section : report.sections) section.level -= top - 1;

  report.title = read_title(document.blocks, first_section);
  report.year = find_year(report.title);
  report.organization = find_organization(report.title, report.year, profile);
  report.date = find_signature_date(document.blocks);
  if (profile != nullptr) name_sections(*profile, report);
}

}  // namespace gridlift::report
