#include "formats/docx/math.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

#include "core/unicode.h"
#include "formats/docx/scripts.h"

namespace gridlift::docx {

namespace {

/// The parts of one structure, in order: m:num and m:den of a fraction, the m:e of a delimiter, ...
struct Parts {
  std::vector<std::pair<Token, std::string>> list{};
  std::map<Token, std::string> properties{};

  std::string operator[](Token which) const {
    for (const auto& [token, text] : list) {
      if (token == which) return text;
    }
    return {};
  }
  std::string property(Token which, std::string fallback) const {
    const auto found = properties.find(which);
    return found == properties.end() ? std::move(fallback) : found->second;
  }
  bool said(Token which) const { return properties.contains(which); }
  std::vector<std::string> all(Token which) const {
    std::vector<std::string> texts;
    for (const auto& [token, text] : list) {
      if (token == which) texts.push_back(text);
    }
    return texts;
  }
};

std::string joined(const std::vector<std::string>& texts, std::string_view between) {
  std::string out;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) out += between;
    out += texts[i];
  }
  return out;
}

/// True for "(...)" whose brackets belong together.
bool is_bracketed(std::string_view text) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
    if (depth == 0) return i + 1 == text.size() && i > 0;
  }
  return false;
}

/// Brackets around what is more than one letter or number, so that a line reads as the equation does.
std::string grouped(const std::string& text) {
  if (is_bracketed(text)) return text;
  bool single = true;
  std::size_t count = 0;  // accents belong to their letters
  for_each_code_point(text, [&](char32_t c) {
    if (is_mark(c)) return;
    ++count;
    single = single && (is_digit(c) || c == '.');
  });
  return count <= 1 || single ? text : "(" + text + ")";
}

/// True for names that are written as one word also where nothing marks them as a function.
bool is_function(std::string_view text) {
  constexpr std::array<std::string_view, 24> kNames = {
      "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "arcsin", "arccos", "arctan",
      "log", "ln",  "lg",  "exp", "lim", "max", "min",  "sup",  "inf",  "det",    "dim",    "gcd"};
  return std::find(kNames.begin(), kNames.end(), text) != kNames.end();
}

struct Command {
  std::string_view sign;
  std::string_view latex;
};

// clang-format off
constexpr Command kCommands[] = {
    {"α", "\\alpha"}, {"β", "\\beta"}, {"γ", "\\gamma"}, {"δ", "\\delta"}, {"ε", "\\varepsilon"}, {"ϵ", "\\epsilon"},
    {"ζ", "\\zeta"}, {"η", "\\eta"}, {"θ", "\\theta"}, {"ϑ", "\\vartheta"}, {"ι", "\\iota"}, {"κ", "\\kappa"},
    {"λ", "\\lambda"}, {"μ", "\\mu"}, {"ν", "\\nu"}, {"ξ", "\\xi"}, {"π", "\\pi"}, {"ρ", "\\rho"}, {"σ", "\\sigma"},
    {"τ", "\\tau"}, {"υ", "\\upsilon"}, {"φ", "\\varphi"}, {"ϕ", "\\phi"}, {"χ", "\\chi"}, {"ψ", "\\psi"}, {"ω", "\\omega"},
    {"Γ", "\\Gamma"}, {"Δ", "\\Delta"}, {"Θ", "\\Theta"}, {"Λ", "\\Lambda"}, {"Ξ", "\\Xi"}, {"Π", "\\Pi"}, {"Σ", "\\Sigma"},
    {"Φ", "\\Phi"}, {"Ψ", "\\Psi"}, {"Ω", "\\Omega"}, {"×", "\\times"}, {"÷", "\\div"}, {"±", "\\pm"}, {"∓", "\\mp"},
    {"⋅", "\\cdot"}, {"∙", "\\cdot"}, {"≤", "\\leq"}, {"≥", "\\geq"}, {"≠", "\\neq"}, {"≈", "\\approx"}, {"≡", "\\equiv"},
    {"∞", "\\infty"}, {"∂", "\\partial"}, {"∇", "\\nabla"}, {"∈", "\\in"}, {"∉", "\\notin"}, {"⊂", "\\subset"},
    {"⊆", "\\subseteq"}, {"∪", "\\cup"}, {"∩", "\\cap"}, {"∀", "\\forall"}, {"∃", "\\exists"}, {"→", "\\to"},
    {"⇒", "\\Rightarrow"}, {"⇔", "\\Leftrightarrow"}, {"←", "\\leftarrow"}, {"∑", "\\sum"}, {"∏", "\\prod"},
    {"∫", "\\int"}, {"∬", "\\iint"}, {"∭", "\\iiint"}, {"∮", "\\oint"}, {"⋃", "\\bigcup"}, {"⋂", "\\bigcap"},
    {"…", "\\dots"}, {"⋯", "\\cdots"}, {"−", "-"}, {"°", "^{\\circ}"}, {"ℝ", "\\mathbb{R}"}, {"ℕ", "\\mathbb{N}"},
    {"ℤ", "\\mathbb{Z}"}, {"⟨", "\\langle"}, {"⟩", "\\rangle"}, {"‖", "\\|"}, {"{", "\\{"}, {"}", "\\}"}, {"%", "\\%"},
    {"#", "\\#"}, {"&", "\\&"}, {"$", "\\$"}, {"_", "\\_"},
};
// clang-format on

std::string latex_text(std::string_view text) {
  std::string out;
  for_each_code_point(text, [&](char32_t c) {
    std::string sign;
    append_utf8(sign, c);
    const auto found = std::find_if(std::begin(kCommands), std::end(kCommands),
                                    [&](const Command& entry) { return entry.sign == sign; });
    if (found == std::end(kCommands)) {
      // A command's name ends where no letter follows it.
      const bool after_name = !out.empty() && out.rfind('\\') != std::string::npos && c < 0x80 && is_letter(c) &&
                              std::all_of(out.begin() + static_cast<std::ptrdiff_t>(out.rfind('\\')) + 1, out.end(),
                                          [](unsigned char l) { return l < 0x80 && is_letter(l); });
      if (after_name) out += ' ';
      out += sign;
    } else {
      out += found->latex;
    }
  });
  return out;
}

/// What differs between the two notations.
class Equation {
 public:
  Equation(XmlReader& xml, const ReadOptions& options)
      : xml_(xml), latex_(options.latex), changes_(options.track_changes) {}

  /// The content of the element at whose start event the reader stands.
  std::string content() {
    std::string text;
    xml_.children([&] {
      const std::string piece = node();
      if (latex_ && !text.empty() && !piece.empty() && is_letter(first_code_point(piece)) && ends_in_command(text))
        text += ' ';
      text += piece;
    });
    return text;
  }

 private:
  static bool ends_in_command(const std::string& text) {
    const std::size_t slash = text.rfind('\\');
    return slash != std::string::npos && slash + 1 < text.size() &&
           std::all_of(text.begin() + static_cast<std::ptrdiff_t>(slash) + 1, text.end(),
                       [](unsigned char l) { return l < 0x80 && is_letter(l); });
  }

  std::string node();
  Parts parts();
  void properties(Parts& found);
  std::string fraction(const Parts& p) const;
  std::string radical(const Parts& p) const;
  std::string nary(const Parts& p) const;
  std::string delimited(const Parts& p) const;
  std::string accent(const Parts& p) const;
  std::string script(const Parts& p, bool sub, bool sup) const;
  std::string rows(const Parts& p) const;
  std::string low(const std::string& text) const { return script_of(text, "_", Script::lowered); }
  std::string high(const std::string& text) const { return script_of(text, "^", Script::raised); }
  std::string script_of(const std::string& text, std::string_view sign, Script small) const {
    if (text.empty()) return {};
    if (latex_) return std::string(sign) + "{" + text + "}";
    const std::string letters = small_letters(text, small);
    return letters.empty() ? std::string(sign) + grouped(text) : letters;
  }
  std::string base(const std::string& text) const {
    if (!latex_ && (in_name_ || is_function(text))) return text;  // sin², which is no product
    return latex_ ? (count_code_points(text) > 1 ? "{" + text + "}" : text) : grouped(text);
  }

  XmlReader& xml_;
  bool latex_;
  TrackChanges changes_;
  bool in_name_ = false;  ///< inside the name of a function
};

void Equation::properties(Parts& found) {
  xml_.children([&] {
    if (xml_.token() != Token::unknown)
      found.properties[xml_.token()] = xml_.has(Token::m_val) ? std::string(xml_.attribute(Token::m_val)) : "1";
  });
}

Parts Equation::parts() {
  Parts found;
  xml_.children([&] {
    switch (xml_.token()) {
      case Token::m_fPr:
      case Token::m_radPr:
      case Token::m_naryPr:
      case Token::m_dPr:
      case Token::m_accPr:
      case Token::m_barPr:
      case Token::m_groupChrPr:
        properties(found);
        break;
      case Token::m_mr: {
        std::vector<std::string> cells;
        xml_.children([&] {
          if (xml_.token() == Token::m_e) cells.push_back(content());
        });
        found.list.emplace_back(Token::m_mr, joined(cells, latex_ ? " & " : " "));
        break;
      }
      case Token::m_num:
      case Token::m_den:
      case Token::m_e:
      case Token::m_sub:
      case Token::m_sup:
      case Token::m_deg:
      case Token::m_lim: {
        const Token which = xml_.token();
        found.list.emplace_back(which, content());
        break;
      }
      case Token::m_fName: {
        const bool outer = std::exchange(in_name_, true);
        found.list.emplace_back(Token::m_fName, content());
        in_name_ = outer;
        break;
      }
      default:
        break;
    }
  });
  return found;
}

std::string Equation::fraction(const Parts& p) const {
  const std::string over = p[Token::m_num];
  const std::string under = p[Token::m_den];
  const bool binomial = p.property(Token::m_type, "bar") == "noBar";
  if (latex_) return (binomial ? "\\binom{" : "\\frac{") + over + "}{" + under + "}";
  return grouped(over) + (binomial ? "¦" : "/") + grouped(under);
}

std::string Equation::radical(const Parts& p) const {
  const std::string degree = is_on(p.property(Token::m_degHide, "0")) ? "" : p[Token::m_deg];
  if (latex_) return "\\sqrt" + (degree.empty() ? "" : "[" + degree + "]") + "{" + p[Token::m_e] + "}";
  const std::string sign = degree == "3" ? "∛" : degree == "4" ? "∜" : degree + "√";
  return sign + grouped(p[Token::m_e]);
}

std::string Equation::nary(const Parts& p) const {
  const std::string sign = p.property(Token::m_chr, "∫");
  const std::string bounds = low(p[Token::m_sub]) + high(p[Token::m_sup]);
  return (latex_ ? latex_text(sign) : sign) + bounds + (bounds.empty() && !latex_ ? "" : " ") + p[Token::m_e];
}

std::string Equation::delimited(const Parts& p) const {
  std::string open = p.property(Token::m_begChr, "(");
  std::string close = p.property(Token::m_endChr, ")");
  const std::string between = p.property(Token::m_sepChr, "|");
  const std::string inside = joined(p.all(Token::m_e), between);
  if (!latex_) return open + inside + close;
  open = open.empty() ? "." : latex_text(open);
  close = close.empty() ? "." : latex_text(close);
  return "\\left" + open + " " + inside + " \\right" + close;
}

std::string Equation::accent(const Parts& p) const {
  const std::string mark = p.property(Token::m_chr, "\u0302");
  if (!latex_) return p[Token::m_e] + mark;
  const std::string_view command = mark == "\u0304" || mark == "\u0305" ? "\\bar"
                                   : mark == "\u20D7"                   ? "\\vec"
                                   : mark == "\u0303"                   ? "\\tilde"
                                   : mark == "\u0307"                   ? "\\dot"
                                   : mark == "\u0308"                   ? "\\ddot"
                                                                        : "\\hat";
  return std::string(command) + "{" + p[Token::m_e] + "}";
}

std::string Equation::script(const Parts& p, bool sub, bool sup) const {
  return base(p[Token::m_e]) + (sub ? low(p[Token::m_sub]) : "") + (sup ? high(p[Token::m_sup]) : "");
}

std::string Equation::rows(const Parts& p) const {
  const std::vector<std::string> matrix = p.all(Token::m_mr);
  const bool is_matrix = !matrix.empty();
  const std::vector<std::string> lines = is_matrix ? matrix : p.all(Token::m_e);
  if (!latex_) return is_matrix ? "[" + joined(lines, "; ") + "]" : joined(lines, "; ");
  const std::string name = is_matrix ? "matrix" : "aligned";
  return "\\begin{" + name + "}" + joined(lines, " \\\\ ") + "\\end{" + name + "}";
}

std::string Equation::node() {
  const Token token = xml_.token();
  switch (token) {
    case Token::m_t:
    case Token::w_t: {
      std::string text;
      xml_.children([&] { text += xml_.text(); });
      return latex_ ? latex_text(text) : text;
    }
    case Token::m_f:
      return fraction(parts());
    case Token::m_rad:
      return radical(parts());
    case Token::m_nary:
      return nary(parts());
    case Token::m_d:
      return delimited(parts());
    case Token::m_acc:
      return accent(parts());
    case Token::m_bar: {
      const Parts p = parts();
      const bool below = p.property(Token::m_pos, "top") == "bot";
      if (latex_) return (below ? "\\underline{" : "\\overline{") + p[Token::m_e] + "}";
      return p[Token::m_e] + (below ? "\u0332" : "\u0305");
    }
    case Token::m_sSup:
      return script(parts(), false, true);
    case Token::m_sSub:
      return script(parts(), true, false);
    case Token::m_sSubSup:
      return script(parts(), true, true);
    case Token::m_sPre: {
      const Parts p = parts();
      return (latex_ ? "{}" : "") + low(p[Token::m_sub]) + high(p[Token::m_sup]) + p[Token::m_e];
    }
    case Token::m_limLow: {
      const Parts p = parts();
      return p[Token::m_e] + low(p[Token::m_lim]);
    }
    case Token::m_limUpp: {
      const Parts p = parts();
      return p[Token::m_e] + high(p[Token::m_lim]);
    }
    case Token::m_func: {
      const Parts p = parts();
      const std::string name = p[Token::m_fName];
      const std::string argument = p[Token::m_e];
      const bool apart = !latex_ && (name.ends_with(' ') || argument.starts_with('('));
      return name + (apart ? "" : " ") + argument;
    }
    case Token::m_m:
    case Token::m_eqArr:
      return rows(parts());
    case Token::w_rPr:
      return {};
    case Token::w_del:
    case Token::w_moveFrom:
      return changes_ == TrackChanges::accept ? std::string() : content();
    case Token::w_ins:
    case Token::w_moveTo:
      return changes_ == TrackChanges::reject ? std::string() : content();
    default:
      // Runs, boxes, phantoms, insertions, content controls: what is inside. Property elements hold no text.
      return xml_.kind() == XmlReader::Kind::start ? content() : std::string();
  }
}

}  // namespace

std::string read_equation(XmlReader& xml, const ReadOptions& options) {
  return Equation(xml, options).content();
}

}  // namespace gridlift::docx
