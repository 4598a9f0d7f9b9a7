#include "formats/pdf/poppler.h"

#include <Annot.h>
#include <Error.h>
#include <ErrorCodes.h>
#include <Gfx.h>
#include <GfxFont.h>
#include <GfxState.h>
#include <GlobalParams.h>
#include <OutputDev.h>
#include <PDFDoc.h>
#include <PDFDocEncoding.h>
#include <Page.h>
#include <Stream.h>

#include <cmath>
#include <cstring>
#include <mutex>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/unicode.h"
#include "formats/pdf/actual_text.h"
#include "formats/pdf/paths.h"

namespace gridlift::pdf {

namespace {

// ---- messages: counted, never printed
// ---------------------------------------------------------------------------------

struct ErrorCounts {
  std::uint64_t all = 0;
  std::uint64_t syntax = 0;
};

/// Poppler's callback is global: each thread counts into the document that it is reading.
thread_local ErrorCounts* error_counts = nullptr;

void count_error(ErrorCategory category, Goffset, const char*) {
  if (error_counts == nullptr) return;
  ++error_counts->all;
  if (category == errSyntaxError) ++error_counts->syntax;
}

class CountErrors {
 public:
  explicit CountErrors(ErrorCounts& counts) : before_(std::exchange(error_counts, &counts)) {}
  CountErrors(const CountErrors&) = delete;
  CountErrors& operator=(const CountErrors&) = delete;
  ~CountErrors() { error_counts = before_; }

 private:
  ErrorCounts* before_;
};

/// Poppler wants one GlobalParams per process, made before the first document.
void start_poppler() {
  static std::once_flag once;
  std::call_once(once, [] {
    if (!globalParams) globalParams = std::make_unique<GlobalParams>();
    setErrorCallback(count_error);
  });
}

// ---- the device: what Poppler's interpreter calls while it runs a page
// ------------------------------------------------

/// Thrown by the device to leave Poppler's interpreter when a limit is hit; caught in Document::capture.
struct Stop {
  PageEnd reason;
};

std::uint32_t packed(const GfxRGB& rgb, double opacity) {
  const auto mix = [opacity](GfxColorComp value) {
    const double part = 255.0 * (1 - opacity) + opacity * colToByte(value);
    return static_cast<std::uint32_t>(std::lround(std::clamp(part, 0.0, 255.0)));
  };
  return mix(rgb.r) << 16 | mix(rgb.g) << 8 | mix(rgb.b);
}

bool finite(double a, double b) {
  return std::isfinite(a) && std::isfinite(b);
}

/// What is remembered of a font, by its object number: fonts are made anew for each page and form.
struct KnownFont {
  Font font;
  float ascent = 0.75F;
  float descent = 0.25F;
  double scale = 1;          ///< em on the page : text size; not 1 only for Type 3 fonts
  bool meaningless = false;  ///< its codes are not mapped to Unicode
};

/// A text string of the file (ISO 32000-2, 7.9.2.2): UTF-16 or UTF-8 with a mark, else PDFDocEncoding.
std::u32string decoded(std::string_view bytes) {
  std::u32string out;
  const auto byte = [bytes](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(bytes[i])); };
  const bool big = bytes.starts_with("\xFE\xFF");
  if (big || bytes.starts_with("\xFF\xFE")) {
    for (std::size_t i = 2; i + 1 < bytes.size(); i += 2) {
      const char32_t unit = big ? byte(i) << 8 | byte(i + 1) : byte(i + 1) << 8 | byte(i);
      const bool low = unit >= 0xDC00 && unit < 0xE000;
      if (low && !out.empty() && out.back() >= 0xD800 && out.back() < 0xDC00) {
        out.back() = 0x10000 + ((out.back() - 0xD800) << 10) + (unit - 0xDC00);
      } else {
        out.push_back(unit);
      }
    }
  } else if (bytes.starts_with("\xEF\xBB\xBF")) {
    for_each_code_point(bytes.substr(3), [&](char32_t c) { out.push_back(c); });
  } else {
    for (std::size_t i = 0; i < bytes.size(); ++i) out.push_back(pdfDocEncoding[byte(i)]);
  }
  return out;
}

class Device : public OutputDev {
 public:
  Device(Capture& out, const Limits& limits, Budget& budget, ErrorCounts& errors)
      : out_(out), limits_(limits), budget_(budget), errors_(errors), paths_(out) {
    page_deadline_ = limits.page_time_ms > 1'000'000'000
                         ? Budget::Clock::time_point::max()
                         : Budget::Clock::now() + std::chrono::milliseconds(limits.page_time_ms);
  }

  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }
  bool needNonText() override { return true; }
  bool useTilingPatternFill() override { return true; }
  bool useShadedFills(int) override { return true; }

  void startPage(int, GfxState* state, XRef*) override {
    if (state == nullptr) return;
    out_.width = state->getPageWidth();
    out_.height = state->getPageHeight();
  }

  void saveState(GfxState*) override {
    if (++depth_ > limits_.state_depth) throw Stop{PageEnd::state_limit};
  }
  void restoreState(GfxState*) override {
    if (depth_ > 0) --depth_;
    text_changed_ = true;
    paint_changed_ = true;
  }
  void updateAll(GfxState*) override { text_changed_ = paint_changed_ = true; }
  void updateCTM(GfxState*, double, double, double, double, double, double) override {
    text_changed_ = paint_changed_ = true;
  }
  void updateFillColorSpace(GfxState*) override { text_changed_ = paint_changed_ = true; }
  void updateStrokeColorSpace(GfxState*) override { paint_changed_ = true; }
  void updateFillColor(GfxState*) override { text_changed_ = paint_changed_ = true; }
  void updateStrokeColor(GfxState*) override { paint_changed_ = true; }
  void updateFillOpacity(GfxState*) override { text_changed_ = paint_changed_ = true; }
  void updateStrokeOpacity(GfxState*) override { paint_changed_ = true; }
  void updateFont(GfxState*) override { text_changed_ = true; }
  void updateTextMat(GfxState*) override { text_changed_ = true; }
  void updateCharSpace(GfxState*) override { text_changed_ = true; }
  void updateWordSpace(GfxState*) override { text_changed_ = true; }
  void updateRender(GfxState*) override { text_changed_ = true; }
  void updateHorizScaling(GfxState*) override { text_changed_ = true; }

  void drawChar(GfxState* state, double x, double y, double dx, double dy, double, double, CharCode code, int bytes,
                const Unicode* u, int length) override;

  void stroke(GfxState* state) override {
    if (mask_depth_ > 0) return;
    if (paint_changed_) new_paint(*state);
    walk(
        *state, [&](Paths& paths, const Pen& pen) { paths.stroke(pen); }, stroke_color_, true);
  }
  void fill(GfxState* state) override { fill_path(state, false); }
  void eoFill(GfxState* state) override { fill_path(state, true); }

  // Patterns and shadings paint no lines of a table; unrolled, one of them can cost minutes.
  bool tilingPatternFill(GfxState*, Gfx*, Catalog*, GfxTilingPattern*, const double*, int, int, int, int, double,
                         double) override {
    return true;
  }
  bool functionShadedFill(GfxState* state, GfxFunctionShading*) override { return shaded(state); }
  bool axialShadedFill(GfxState* state, GfxAxialShading*, double, double) override { return shaded(state); }
  bool radialShadedFill(GfxState* state, GfxRadialShading*, double, double) override { return shaded(state); }
  bool gouraudTriangleShadedFill(GfxState* state, GfxGouraudTriangleShading*) override { return shaded(state); }
  bool patchMeshShadedFill(GfxState* state, GfxPatchMeshShading*) override { return shaded(state); }

  void beginMarkedContent(const char*, Dict* properties) override {
    std::int32_t mark = marks_.empty() ? -1 : marks_.back();
    if (properties != nullptr && forms_.empty()) {
      const Object id = properties->lookup("MCID");
      if (id.isInt()) mark = id.getInt();
    }
    if (marks_.size() > limits_.state_depth) throw Stop{PageEnd::state_limit};
    marks_.push_back(mark);
    text_changed_ = true;
  }
  void endMarkedContent(GfxState*) override {
    if (!marks_.empty()) marks_.pop_back();
    text_changed_ = true;
  }

  void beginActualText(GfxState*, const GooString* text) override {
    if (actual_depth_++ > 0 || text == nullptr) return;
    actual_text_ = decoded(text->toStr());
    actual_first_ = out_.glyphs.size();
  }
  void endActualText(GfxState*) override {
    if (actual_depth_ == 0 || --actual_depth_ > 0) return;
    apply_actual_text(out_, actual_first_, actual_text_);
  }

  void beginForm(Ref) override {
    if (++form_count_ > limits_.page_forms) throw Stop{PageEnd::form_limit};
    forms_.push_back(marks_.size());
    if (forms_.size() > kPopplerFormDepth) out_.forms_too_deep = true;
    look_at_clock();
  }
  void endForm(Ref) override {
    if (forms_.empty()) return;
    marks_.resize(std::min(marks_.size(), forms_.back()));  // a form that leaves its marks open
    forms_.pop_back();
    text_changed_ = true;
  }

  void beginTransparencyGroup(GfxState*, const double*, GfxColorSpace*, bool, bool, bool for_soft_mask) override {
    groups_.push_back(for_soft_mask);
    if (for_soft_mask) ++mask_depth_;
  }
  void endTransparencyGroup(GfxState*) override {
    if (groups_.empty()) return;
    if (groups_.back()) --mask_depth_;
    groups_.pop_back();
  }

  void drawImageMask(GfxState* state, Object*, Stream* stream, int width, int height, bool, bool,
                     bool inlined) override {
    picture(state, stream, width, height, 1, inlined);
  }
  void setSoftMaskFromImageMask(GfxState*, Object*, Stream*, int, int, bool, bool, double*) override {}
  void unsetSoftMaskFromImageMask(GfxState*, double*) override {}
  void drawImage(GfxState* state, Object*, Stream* stream, int width, int height, GfxImageColorMap* colors, bool,
                 const int*, bool inlined) override {
    picture(state, stream, width, height, colors != nullptr ? colors->getNumPixelComps() * colors->getBits() : 1,
            inlined);
  }
  void drawMaskedImage(GfxState* state, Object*, Stream* stream, int width, int height, GfxImageColorMap*, bool,
                       Stream*, int, int, bool, bool) override {
    picture(state, stream, width, height, 0, false);
  }
  void drawSoftMaskedImage(GfxState* state, Object*, Stream* stream, int width, int height, GfxImageColorMap*, bool,
                           Stream*, int, int, GfxImageColorMap*, bool) override {
    picture(state, stream, width, height, 0, false);
  }

  bool out_of_time() { return budget_.out_of_time() || Budget::Clock::now() >= page_deadline_; }

 private:
  static constexpr std::size_t kPopplerFormDepth = 100;

  void new_run(GfxState& state);
  void new_paint(const GfxState& state);
  void fill_path(GfxState* state, bool even_odd);
  bool shaded(const GfxState* state);
  void picture(const GfxState* state, Stream* stream, int width, int height, int bits, bool inlined);
  const KnownFont& known(const GfxFont& font);

  void look_at_clock() {
    if (out_of_time()) throw Stop{PageEnd::time_limit};
  }

  /// Hands the current path to `paint`, point by point and in device units.
  template <class Paint>
  void walk(const GfxState& state, Paint&& paint, std::uint32_t color, bool stroked);

  Capture& out_;
  const Limits& limits_;
  Budget& budget_;
  ErrorCounts& errors_;
  Paths paths_;
  Budget::Clock::time_point page_deadline_;

  std::unordered_map<std::uint64_t, std::pair<KnownFont, std::uint16_t>> fonts_;
  const KnownFont* font_ = nullptr;
  bool text_changed_ = true;
  bool paint_changed_ = true;
  std::uint32_t run_ = 0;
  double space_dx_ = 0, space_dy_ = 0;  // character spacing in user space
  double word_dx_ = 0, word_dy_ = 0;    // word spacing
  double zoom_ = 1;
  std::uint32_t fill_color_ = 0, stroke_color_ = 0;
  bool fill_opaque_ = true;
  std::uint64_t depth_ = 0, points_ = 0, path_count_ = 0, form_count_ = 0;
  std::vector<std::int32_t> marks_;
  std::vector<std::size_t> forms_;  // number of marks at the beginning of each open form
  std::u32string actual_text_;      // of the outermost open one
  std::size_t actual_first_ = 0;    // its first glyph
  int actual_depth_ = 0;
  std::vector<bool> groups_;  // open transparency groups: is it a soft mask?
  int mask_depth_ = 0;
};

/// Box height from a font's own figures, kept within what letters need, since many files have nonsense there.
void set_heights(KnownFont& known, const GfxFont& font) {
  const double ascent = font.getAscent();
  const double descent = -font.getDescent();
  if (std::isfinite(ascent) && ascent != 0) known.ascent = static_cast<float>(std::clamp(ascent, 0.65, 0.95));
  if (std::isfinite(descent) && descent != 0) known.descent = static_cast<float>(std::clamp(descent, 0.15, 0.3));
}

/// Type 3 fonts have a glyph space of their own: the em is told by the font matrix and the box of its glyphs.
double type3_scale(const GfxFont& font) {
  const double* matrix = font.getFontMatrix();
  const double* box = font.getFontBBox();
  const double height = std::abs((box[3] - box[1]) * matrix[3]);
  if (std::isfinite(height) && height > 0.01 && height < 100) return height / 1.2;
  const double unit = std::abs(matrix[3]) * 1000;
  return std::isfinite(unit) && unit > 0.01 && unit < 100 ? unit : 1;
}

KnownFont learn(const GfxFont& font) {
  KnownFont known;
  if (font.getName()) {
    known.font.name = *font.getName();
    // A subset tag ("ABCDEF+") is no part of the name (ISO 32000-1, 9.6.4).
    if (known.font.name.size() > 7 && known.font.name[6] == '+') known.font.name.erase(0, 7);
  }
  const std::string& name = known.font.name;
  const auto has = [&name](const char* part) { return name.find(part) != std::string::npos; };
  known.font.bold = font.isBold() || font.getWeight() >= GfxFont::W600 || has("Bold") || has("bold") || has("Black") ||
                    has("Heavy") || has("Semibold");
  known.font.italic = font.isItalic() || has("Italic") || has("Oblique") || has("italic");
  known.font.fixed_width = font.isFixedWidth();
  set_heights(known, font);
  if (font.getType() == fontType3) known.scale = type3_scale(font);
  if (font.isCIDFont() && !font.hasToUnicodeCMap()) {
    const GooString* collection = static_cast<const GfxCIDFont&>(font).getCollection();
    known.meaningless = collection == nullptr || collection->toStr() == "Adobe-Identity";
  }
  return known;
}

const KnownFont& Device::known(const GfxFont& font) {
  const Ref* id = font.getID();
  const std::uint64_t key =
      static_cast<std::uint64_t>(static_cast<std::uint32_t>(id->num)) << 32 | static_cast<std::uint32_t>(id->gen);
  const auto [at, fresh] = fonts_.try_emplace(key);
  if (fresh) {
    at->second.first = learn(font);
    at->second.second = static_cast<std::uint16_t>(std::min<std::size_t>(out_.fonts.size(), UINT16_MAX));
    if (out_.fonts.size() < UINT16_MAX) out_.fonts.push_back(at->second.first.font);
  }
  return at->second.first;
}

void Device::new_run(GfxState& state) {
  text_changed_ = false;
  Run run;
  const GfxFont* font = state.getFont().get();
  font_ = nullptr;
  double scale = 1;
  if (font != nullptr) {
    font_ = &known(*font);
    const Ref* id = font->getID();
    run.font = fonts_
                   .at(static_cast<std::uint64_t>(static_cast<std::uint32_t>(id->num)) << 32 |
                       static_cast<std::uint32_t>(id->gen))
                   .second;
    run.vertical = font->getWMode() != 0;
    run.ascent = font_->ascent;
    run.descent = font_->descent;
    scale = font_->scale;
  }
  run.size = static_cast<float>(state.getTransformedFontSize() * scale);
  double dx = 0, dy = 0, ex = 0, ey = 0;
  state.textTransformDelta(1, 0, &dx, &dy);
  state.transformDelta(dx, dy, &ex, &ey);
  if (state.getFontSize() < 0) ex = -ex, ey = -ey;
  const double length = std::hypot(ex, ey);
  if (std::isfinite(length) && length > 1e-9) {
    run.ux = static_cast<float>(ex / length);
    run.uy = static_cast<float>(ey / length);
  }
  const double scaling = state.getHorizScaling();
  space_dx_ = space_dy_ = word_dx_ = word_dy_ = 0;
  if (!run.vertical) {
    state.textTransformDelta(state.getCharSpace() * scaling, 0, &space_dx_, &space_dy_);
    state.textTransformDelta(state.getWordSpace() * scaling, 0, &word_dx_, &word_dy_);
  }
  if (!std::isfinite(run.size)) run.size = 0;
  run.invisible = state.getRender() == 3 || state.getFillOpacity() == 0;
  GfxRGB rgb;
  if ((state.getRender() & 3) == 1) {
    state.getStrokeRGB(&rgb);
  } else {
    state.getFillRGB(&rgb);
  }
  run.color = packed(rgb, state.getFillOpacity());
  run.mark = marks_.empty() ? -1 : marks_.back();
  if (out_.runs.empty() || !(out_.runs.back() == run)) out_.runs.push_back(run);
  run_ = static_cast<std::uint32_t>(out_.runs.size() - 1);
}

void Device::drawChar(GfxState* state, double x, double y, double dx, double dy, double, double, CharCode code,
                      int bytes, const Unicode* u, int length) {
  if (mask_depth_ > 0) {
    ++out_.mask_glyphs;
    return;
  }
  if (text_changed_) new_run(*state);
  if (out_.glyphs.size() >= limits_.page_glyphs) throw Stop{PageEnd::glyph_limit};
  if ((out_.glyphs.size() & 0xFFF) == 0xFFF) look_at_clock();
  if (out_.runs[run_].size <= 0) return;
  dx -= space_dx_;
  dy -= space_dy_;
  if (code == ' ' && bytes == 1) {
    dx -= word_dx_;
    dy -= word_dy_;
  }
  double px = 0, py = 0, ax = 0, ay = 0;
  state->transform(x, y, &px, &py);
  state->transformDelta(dx, dy, &ax, &ay);
  if (!finite(px, py) || !finite(ax, ay)) return;
  Glyph glyph;
  glyph.x = static_cast<float>(px);
  glyph.y = static_cast<float>(py);
  glyph.dx = static_cast<float>(ax);
  glyph.dy = static_cast<float>(ay);
  glyph.run = run_;
  if (length == 1) {
    glyph.text = u[0] & ~Glyph::kSequence;
  } else if (length > 1) {
    glyph.text = Glyph::kSequence | static_cast<std::uint32_t>(out_.sequences.size());
    out_.sequences.emplace_back(u, u + length);
  } else {
    glyph.text = 0xFFFD;
  }
  if (font_ == nullptr || font_->meaningless || length <= 0) {
    if (out_.unmapped++ == 0 && font_ != nullptr) out_.unmapped_font = font_->font.name;
  }
  out_.glyphs.push_back(glyph);
}

void Device::new_paint(const GfxState& state) {
  paint_changed_ = false;
  GfxRGB rgb;
  state.getFillRGB(&rgb);
  fill_color_ = packed(rgb, state.getFillOpacity());
  fill_opaque_ = state.getFillOpacity() > 0.9;
  state.getStrokeRGB(&rgb);
  stroke_color_ = packed(rgb, state.getStrokeOpacity());
  zoom_ = state.transformWidth(1);
}

template <class Paint>
void Device::walk(const GfxState& state, Paint&& paint, std::uint32_t color, bool stroked) {
  const GfxPath* path = state.getPath();
  if (path == nullptr) return;
  Pen pen;
  pen.color = color;
  pen.opaque = stroked || fill_opaque_;
  pen.width = stroked ? std::max(0.0, state.getLineWidth() * zoom_) : 0;
  state.getClipBBox(&pen.clip.x0, &pen.clip.y0, &pen.clip.x1, &pen.clip.y1);
  paths_.begin();
  for (int i = 0; i < path->getNumSubpaths(); ++i) {
    const GfxSubpath* sub = path->getSubpath(i);
    const int count = sub->getNumPoints();
    points_ += static_cast<std::uint64_t>(count);
    if (points_ > limits_.page_path_points) throw Stop{PageEnd::path_limit};
    for (int j = 0; j < count; ++j) {
      double x = 0, y = 0;
      state.transform(sub->getX(j), sub->getY(j), &x, &y);
      if (!finite(x, y)) return;
      if (j == 0) {
        paths_.move_to(x, y);
      } else {
        paths_.line_to(x, y, sub->getCurve(j) || (j + 1 < count && sub->getCurve(j + 1)) || sub->getCurve(j - 1));
      }
    }
    if (sub->isClosed()) paths_.close();
  }
  paint(paths_, pen);
  if ((++path_count_ & 0x3FF) == 0) look_at_clock();
}

void Device::fill_path(GfxState* state, bool even_odd) {
  if (mask_depth_ > 0) return;
  if (paint_changed_) new_paint(*state);
  if (state->getFillOpacity() <= 0) return;
  walk(
      *state, [&](Paths& paths, const Pen& pen) { paths.fill(pen, even_odd); }, fill_color_, false);
}

bool Device::shaded(const GfxState* state) {
  if (mask_depth_ > 0) return true;
  Box box;
  state->getClipBBox(&box.x0, &box.y0, &box.x1, &box.y1);
  paths_.shade(box);
  return true;
}

void Device::picture(const GfxState* state, Stream* stream, int width, int height, int bits, bool inlined) {
  // The data of an inline image stand in the content stream: they must be read past, but never more than 64 MiB of
  // them.
  if (inlined && stream != nullptr) {
    const std::int64_t row = (static_cast<std::int64_t>(std::max(width, 0)) * std::max(bits, 1) + 7) / 8;
    std::int64_t left = std::min<std::int64_t>(row * std::max(height, 0), 64LL << 20);
    stream->reset();
    while (left-- > 0 && stream->getChar() != EOF) {
    }
    stream->close();
  }
  if (mask_depth_ > 0) return;
  // An image is the unit square of its user space (ISO 32000-1, 8.9.5.1).
  Box box{INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (const auto& [x, y] : {std::pair{0, 0}, {1, 0}, {0, 1}, {1, 1}}) {
    double px = 0, py = 0;
    state->transform(x, y, &px, &py);
    if (!finite(px, py)) return;
    box = box.united({px, py, px, py});
  }
  Box clip;
  state->getClipBBox(&clip.x0, &clip.y0, &clip.x1, &clip.y1);
  box = box.intersection(clip);
  if (!box.empty()) out_.pictures.push_back(box);
}

}  // namespace

// ---- documents
// ----------------------------------------------------------------------------------------------------------

struct Document::State {
  std::unique_ptr<PDFDoc> pdf;
  ErrorCounts errors;
  bool rebuilt = false;  // the cross-reference table was damaged
};

Document::Document(std::unique_ptr<State> state) : state_(std::move(state)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

int Document::pages() const {
  return state_->pdf->getNumPages();
}

Result<Document> Document::open(Bytes bytes, const ReadOptions& options, Context& context) {
  // Longer ones overflow a buffer in Poppler's revision 6 hash; the standard stops at 127 bytes as well.
  if (options.password.size() > 127) return fail(ErrorCode::bad_password, "a PDF password has at most 127 bytes");
  start_poppler();
  auto state = std::make_unique<State>();
  const CountErrors counting(state->errors);
  auto* stream = new MemStream(reinterpret_cast<const char*>(bytes.data()), 0, static_cast<Goffset>(bytes.size()),
                               Object(objNull));  // the document takes it
  std::optional<GooString> password;
  if (!options.password.empty()) password.emplace(options.password);
  state->pdf = std::make_unique<PDFDoc>(stream, password, password, nullptr, [&] { state->rebuilt = true; });
  if (!state->pdf->isOk()) {
    if (state->pdf->getErrorCode() == errEncrypted) {
      return options.password.empty()
                 ? fail(ErrorCode::encrypted, "the file is encrypted: give its password with --password")
                 : fail(ErrorCode::bad_password, "the password does not open the file");
    }
    return fail(ErrorCode::damaged, "the file is no readable PDF");
  }
  if (state->rebuilt)
    context.diagnostics.info("pdf-xref-rebuilt", "the cross-reference table was damaged and has been rebuilt");
  if (state->pdf->isEncrypted() && !state->pdf->okToCopy()) {
    if (options.respect_permissions)
      return fail(ErrorCode::permission, "the owner of the file does not permit copying its text");
    context.diagnostics.info("pdf-copy-restricted", "the owner of the file does not permit copying its text");
  }
  return Document(std::move(state));
}

PageEnd Document::capture(int number, const Limits& limits, Budget& budget, Capture& out) {
  const CountErrors counting(state_->errors);
  const ErrorCounts before = state_->errors;
  PageEnd end = PageEnd::whole;
  if (state_->pdf->getPage(number) == nullptr) {
    end = PageEnd::unreadable;
  } else {
    Device device(out, limits, budget, state_->errors);
    try {
      state_->pdf->displayPage(
          &device, number, 72, 72, 0, false, true, false,
          [](void* data) { return static_cast<Device*>(data)->out_of_time(); }, &device);
      if (device.out_of_time()) end = PageEnd::time_limit;
    } catch (const Stop& stop) {
      end = stop.reason;
    }
  }
  out.errors = state_->errors.all - before.all;
  out.syntax_errors = state_->errors.syntax - before.syntax;
  return end;
}

}  // namespace gridlift::pdf
