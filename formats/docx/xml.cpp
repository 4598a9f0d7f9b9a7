#include "formats/docx/xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <unordered_map>
#include <utility>
#include <vector>

#include "formats/docx/guard.h"

namespace gridlift::docx {

namespace {

constexpr std::size_t kChunk = 32 * 1024;
/// Readers recurse with the elements: deeper than this no stack is safe, whatever the limits say.
constexpr std::uint64_t kSafeDepth = 1000;

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

bool holds_text(Token token) {
  switch (token) {
    case Token::w_t:
    case Token::w_delText:
    case Token::w_instrText:
    case Token::w_delInstrText:
    case Token::m_t:
    case Token::drawing_t:
    case Token::drawing_v:
    case Token::drawing_pt:
    case Token::drawing_formatCode:
    case Token::pkg_binaryData:
      return true;
    default:
      return false;
  }
}

std::string_view trimmed_ascii(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

/// A piece of `Parser::arena`, which may move while events are added.
struct Slice {
  std::uint32_t from = 0;
  std::uint32_t length = 0;
};

struct Attribute {
  Token name;
  Slice value;
};

struct Event {
  XmlReader::Kind kind;
  Token token;
  int depth;
  Slice text;
  std::uint32_t first_attribute = 0;
  std::uint32_t attributes = 0;
};

/// Names come from the parser's dictionary: equal pointers are equal names.
struct NameKey {
  const xmlChar* local;
  const xmlChar* uri;
  friend bool operator==(const NameKey&, const NameKey&) = default;
};

struct NameHash {
  std::size_t operator()(const NameKey& key) const {
    const auto a = reinterpret_cast<std::uintptr_t>(key.local);
    const auto b = reinterpret_cast<std::uintptr_t>(key.uri);
    return static_cast<std::size_t>((a >> 3) * 0x9E3779B97F4A7C15ULL ^ (b >> 3));
  }
};

struct Name {
  Token token;
  Family family;
};

}  // namespace

/// Drives libxml2's push parser and queues what its callbacks say. Nothing may be thrown through its C frames: what a
/// callback finds wrong is kept in `stop`, and the parser is stopped.
struct XmlReader::Parser {
  Parser(std::unique_ptr<ByteSource> source_, Context& context_, const std::string& part_, std::string flat_part_)
      : source(std::move(source_)),
        context(context_),
        part(part_),
        flat_part(std::move(flat_part_)),
        guard(context_.limits),
        max_depth(std::min(context_.limits.xml_depth, kSafeDepth)),
        max_text(context_.limits.xml_text_bytes) {
    xmlSAXHandler handler;
    std::memset(&handler, 0, sizeof handler);
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = &on_start;
    handler.endElementNs = &on_end;
    handler.characters = &on_text;
    handler.ignorableWhitespace = &on_text;
    handler.cdataBlock = &on_text;
    handler.serror = &on_error;
    parser = xmlCreatePushParserCtxt(&handler, this, nullptr, 0, nullptr);
    if (parser != nullptr) xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_IGNORE_ENC);
    wanted = flat_part.empty();
  }
  ~Parser() {
    if (parser == nullptr) return;
    xmlFreeDoc(parser->myDoc);
    xmlFreeParserCtxt(parser);
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  /// Feeds the parser until there is an event; false at the end of the part.
  bool refill();
  void feed();
  void close();

  std::string_view slice(Slice piece) const { return std::string_view(arena).substr(piece.from, piece.length); }
  Slice keep(std::string_view text) {
    const Slice piece{static_cast<std::uint32_t>(arena.size()), static_cast<std::uint32_t>(text.size())};
    arena += text;
    return piece;
  }

  Name name_of(const xmlChar* local, const xmlChar* prefix, const xmlChar* uri);
  void start(const xmlChar* local, const xmlChar* prefix, const xmlChar* uri, int attribute_count,
             const xmlChar** attribute_list, int namespace_count, const xmlChar** namespace_list);
  void end();
  void push_text();
  void keep_attributes(Family element, int count, const xmlChar** list);
  std::string required_uris(std::string_view prefixes) const;

  static void on_start(void* self, const xmlChar* local, const xmlChar* prefix, const xmlChar* uri, int namespaces,
                       const xmlChar** namespace_list, int attributes, int, const xmlChar** attribute_list) {
    static_cast<Parser*>(self)->start(local, prefix, uri, attributes, attribute_list, namespaces, namespace_list);
  }
  static void on_end(void* self, const xmlChar*, const xmlChar*, const xmlChar*) { static_cast<Parser*>(self)->end(); }
  static void on_text(void* self, const xmlChar* text, int length);
  static void on_error(void* self, xmlErrorPtr error);

  std::unique_ptr<ByteSource> source;
  Context& context;
  const std::string& part;
  std::string flat_part;
  XmlGuard guard;
  std::uint64_t max_depth;
  std::uint64_t max_text;
  xmlParserCtxtPtr parser = nullptr;

  static constexpr std::size_t kRecentNames = 256;  // a part has some dozens of names
  struct Known {
    NameKey key{nullptr, nullptr};
    Name name{Token::unknown, Family::none};
  };
  std::array<Known, kRecentNames> recent_names;  // before `names`, whose look-up divides
  std::unordered_map<NameKey, Name, NameHash> names;
  std::vector<Event> events;
  std::size_t at = 0;
  std::vector<Attribute> attributes;
  std::string arena;

  struct Element {
    Token token;
    bool preserve;
  };
  std::vector<Element> open;  // elements around the parser's place (of the part that is read)
  std::vector<std::pair<std::string, std::string>> prefixes;
  std::string pending_text;
  bool text_cut = false;
  bool wanted = true;     // false outside of the wanted part of a Flat OPC package
  int flat_depth = 0;     // elements around the parser's place in the whole Flat OPC file
  int wanted_above = -1;  // flat_depth of the pkg:xmlData whose content is wanted
  bool in_flat_part = false;
  std::string stop;  // a diagnostic code: the part ends here
  std::string syntax_error;
  std::string safe;  // filtered bytes
  bool finished = false;
};

void XmlReader::Parser::on_text(void* self, const xmlChar* text, int length) {
  auto& parser = *static_cast<Parser*>(self);
  if (!parser.wanted || parser.open.empty() || !holds_text(parser.open.back().token)) return;
  const auto room = parser.max_text - std::min<std::uint64_t>(parser.max_text, parser.pending_text.size());
  const auto size = static_cast<std::size_t>(length);
  parser.pending_text.append(reinterpret_cast<const char*>(text), std::min<std::size_t>(size, room));
  parser.text_cut = parser.text_cut || size > room;
}

void XmlReader::Parser::on_error(void* self, xmlErrorPtr error) {
  auto& parser = *static_cast<Parser*>(self);
  if (error == nullptr || error->level < XML_ERR_FATAL || !parser.syntax_error.empty()) return;
  if (error->domain == XML_FROM_NAMESPACE) return;
  parser.syntax_error = std::string(trimmed_ascii(error->message == nullptr ? "" : error->message));
}

Name XmlReader::Parser::name_of(const xmlChar* local, const xmlChar* prefix, const xmlChar* uri) {
  const NameKey key{local, uri != nullptr ? uri : prefix};
  Known& recent = recent_names[NameHash()(key) >> 20 & (kRecentNames - 1)];
  if (recent.key == key) return recent.name;
  if (const auto known = names.find(key); known != names.end()) {
    recent = {key, known->second};
    return known->second;
  }
  Family family = Family::none;
  if (uri != nullptr) {
    family = family_of_uri(view(uri));
  } else if (prefix != nullptr) {
    family = family_of_prefix(view(prefix));
  }
  const Name name{token_of(family, view(local)), family};
  names.emplace(key, name);
  return name;
}

/// `mc:Choice Requires` names prefixes: only here their namespaces are known.
std::string XmlReader::Parser::required_uris(std::string_view wanted_prefixes) const {
  std::string uris;
  while (!wanted_prefixes.empty()) {
    const std::size_t blank = std::min(wanted_prefixes.find_first_of(" \t\r\n"), wanted_prefixes.size());
    const std::string_view prefix = wanted_prefixes.substr(0, blank);
    wanted_prefixes.remove_prefix(std::min(blank + 1, wanted_prefixes.size()));
    if (prefix.empty()) continue;
    const auto found =
        std::find_if(prefixes.rbegin(), prefixes.rend(), [&](const auto& entry) { return entry.first == prefix; });
    if (!uris.empty()) uris += ' ';
    uris += found == prefixes.rend() ? std::string(prefix) : found->second;
  }
  return uris;
}

void XmlReader::Parser::keep_attributes(Family element, int count, const xmlChar** list) {
  for (int i = 0; i < count; ++i, list += 5) {
    Name name = name_of(list[0], list[1], list[2]);
    if (name.token == Token::unknown && name.family == Family::none) {
      // Writers that use a default namespace forget that it does not hold for attributes.
      name.token = token_of(element, view(list[0]));
    }
    if (name.token == Token::unknown) continue;
    const std::string_view value(reinterpret_cast<const char*>(list[3]), static_cast<std::size_t>(list[4] - list[3]));
    attributes.push_back({name.token, name.token == Token::a_Requires ? keep(required_uris(value)) : keep(value)});
  }
}

void XmlReader::Parser::start(const xmlChar* local, const xmlChar* prefix, const xmlChar* uri, int attribute_count,
                              const xmlChar** attribute_list, int namespace_count, const xmlChar** namespace_list) {
  for (int i = 0; i < namespace_count; ++i) {
    if (namespace_list[2 * i] != nullptr && prefixes.size() < 4096)
      prefixes.emplace_back(view(namespace_list[2 * i]), view(namespace_list[2 * i + 1]));
  }
  const Name name = name_of(local, prefix, uri);
  ++flat_depth;
  const auto first = static_cast<std::uint32_t>(attributes.size());
  if (!wanted) {
    keep_attributes(name.family, attribute_count, attribute_list);
    if (name.token == Token::pkg_part) {
      in_flat_part = false;
      for (std::size_t i = first; i < attributes.size(); ++i)
        in_flat_part =
            in_flat_part || (attributes[i].name == Token::pkg_name && slice(attributes[i].value) == flat_part);
    }
    attributes.resize(first);
    if (in_flat_part && name.token == Token::pkg_xmlData) {
      wanted = true;
      wanted_above = flat_depth;
    }
    return;
  }
  if (open.size() >= max_depth) {
    stop = "xml-depth";
    xmlStopParser(parser);
    return;
  }
  push_text();
  keep_attributes(name.family, attribute_count, attribute_list);
  bool preserve = !open.empty() && open.back().preserve;
  for (std::size_t i = first; i < attributes.size(); ++i) {
    if (attributes[i].name == Token::xml_space) preserve = slice(attributes[i].value) == "preserve";
  }
  open.push_back({name.token, preserve});
  events.push_back({Kind::start,
                    name.token,
                    static_cast<int>(open.size()),
                    {},
                    first,
                    static_cast<std::uint32_t>(attributes.size()) - first});
}

void XmlReader::Parser::end() {
  if (wanted && flat_depth == wanted_above) {
    wanted = in_flat_part = false;
    wanted_above = -1;
  }
  --flat_depth;
  if (!wanted || open.empty()) return;
  push_text();
  events.push_back({Kind::end, open.back().token, static_cast<int>(open.size()), {}, 0, 0});
  open.pop_back();
}

/// Queues the text since the last tag.
void XmlReader::Parser::push_text() {
  if (pending_text.empty()) return;
  const Element& element = open.back();
  // DrawingML has no xml:space: its blanks always count.
  const bool blanks = element.preserve || element.token == Token::drawing_t;
  const std::string_view text = blanks ? std::string_view(pending_text) : trimmed_ascii(pending_text);
  if (!text.empty()) events.push_back({Kind::text, element.token, static_cast<int>(open.size()), keep(text), 0, 0});
  pending_text.clear();
}

bool XmlReader::Parser::refill() {
  events.clear();
  attributes.clear();
  arena.clear();
  at = 0;
  while (events.empty() && !finished) feed();
  return !events.empty();
}

void XmlReader::Parser::feed() {
  char chunk[kChunk];
  const std::size_t length = parser == nullptr ? 0 : source->read(chunk, sizeof chunk);
  const bool last = length == 0;
  safe.clear();
  switch (guard.filter({chunk, length}, last, safe)) {
    case XmlGuard::Verdict::ok:
      break;
    case XmlGuard::Verdict::attributes:
    case XmlGuard::Verdict::tag_bytes:
      stop = "xml-tag-size";
      break;
  }
  if (!safe.empty()) xmlParseChunk(parser, safe.data(), static_cast<int>(safe.size()), 0);
  if (context.budget.out_of_time()) stop = "time-limit";
  if (last && stop.empty() && parser != nullptr) {
    if (!open.empty() && syntax_error.empty()) stop = "xml-truncated";
    xmlParseChunk(parser, "", 0, 1);
  }
  if (last || !stop.empty() || !syntax_error.empty()) close();
}

/// The part is over: says why, if that was before its end.
void XmlReader::Parser::close() {
  finished = true;
  if (!open.empty()) push_text();
  Diagnostics& notes = context.diagnostics;
  if (guard.replaced() > 0)
    notes.warning("text-replaced", std::to_string(guard.replaced()) + " ill-formed characters became U+FFFD", part);
  if (guard.doctype())
    notes.cut("xml-doctype", "the part has a DOCTYPE, which packages forbid: what it declares was left out", part);
  if (text_cut) notes.cut("xml-text-size", "a text node was cut (xml-text-bytes)", part);
  if (!source->fault().empty()) {
    notes.cut("part-damaged", std::string(source->fault()), part);
  } else if (stop == "xml-truncated") {
    notes.cut("xml-truncated", "the part ends in the middle of its elements", part);
  } else if (stop == "xml-tag-size") {
    notes.cut("xml-tag-size", "a tag is over the limits (xml-attributes, xml-tag-bytes): read up to there", part);
  } else if (stop == "xml-depth") {
    notes.cut("xml-depth", "elements are nested too deeply (xml-depth): read up to there", part);
  } else if (stop == "time-limit") {
    notes.cut("time-limit", "the time is over (time-ms): read up to there", part);
  } else if (!syntax_error.empty()) {
    notes.cut("xml-damaged", "not well-formed XML (" + syntax_error + "): read up to there", part);
  }
}

XmlReader::XmlReader(std::unique_ptr<ByteSource> source, Context& context, std::string part, std::string flat_part)
    : part_(std::move(part)) {
  parser_ = std::make_unique<Parser>(std::move(source), context, part_, std::move(flat_part));
}

XmlReader::~XmlReader() = default;

bool XmlReader::next() {
  Parser& parser = *parser_;
  if (parser.at == parser.events.size() && !parser.refill()) {
    kind_ = Kind::end;
    depth_ = 0;
    return false;
  }
  const Event& event = parser.events[parser.at++];
  kind_ = event.kind;
  token_ = event.token;
  depth_ = event.depth;
  text_ = event.kind == Kind::text ? parser.slice(event.text) : std::string_view();
  return true;
}

std::string_view XmlReader::attribute(Token name) const {
  if (kind_ != Kind::start || parser_->at == 0) return {};
  const Event& event = parser_->events[parser_->at - 1];
  for (std::uint32_t i = 0; i < event.attributes; ++i) {
    const Attribute& attribute = parser_->attributes[event.first_attribute + i];
    if (attribute.name == name) return parser_->slice(attribute.value);
  }
  return {};
}

bool XmlReader::has(Token name) const {
  if (kind_ != Kind::start || parser_->at == 0) return false;
  const Event& event = parser_->events[parser_->at - 1];
  for (std::uint32_t i = 0; i < event.attributes; ++i) {
    if (parser_->attributes[event.first_attribute + i].name == name) return true;
  }
  return false;
}

void XmlReader::skip() {
  if (kind_ != Kind::start) return;
  const int level = depth_;
  while (next()) {
    if (kind_ == Kind::end && depth_ == level) return;
  }
}

void XmlReader::stop() {
  parser_->finished = true;
  parser_->at = parser_->events.size();
  kind_ = Kind::end;
}

bool is_on(std::string_view value) {
  return value != "0" && value != "false" && value != "off" && value != "none";
}

int to_int(std::string_view value, int fallback) {
  const std::string_view text = trimmed_ascii(value);
  const std::size_t sign = text.starts_with('+') ? 1 : 0;
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + sign, end, number);
  if (error == std::errc::result_out_of_range) return text.starts_with('-') ? INT32_MIN : INT32_MAX;
  if (error != std::errc() || (stop != end && *stop != '.')) return fallback;
  return static_cast<int>(std::clamp<std::int64_t>(number, INT32_MIN, INT32_MAX));
}

}  // namespace gridlift::docx
