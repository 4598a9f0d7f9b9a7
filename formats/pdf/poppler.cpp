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
#include <Page.h>
#include <Stream.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "formats/pdf/complaints.h"
#include "formats/pdf/fonts.h"
#include "formats/pdf/inline_image.h"
#include "formats/pdf/recorder.h"
#include "formats/pdf/text_state.h"

namespace gridlift::pdf {

namespace {

void count_error(ErrorCategory category, Goffset, const char*) {
  if (category == errSyntaxError) CountComplaints::count();
}

/// Poppler wants one GlobalParams per process, made before the first document.
void start_poppler() {
  static std::once_flag once;
  std::call_once(once, [] {
    if (!globalParams) globalParams = std::make_unique<GlobalParams>();
    setErrorCallback(count_error);
  });
}

Color plain(const GfxRGB& rgb) {
  return {colToDbl(rgb.r), colToDbl(rgb.g), colToDbl(rgb.b)};
}

Box clip_box(const GfxState& state) {
  Box box;
  state.getClipBBox(&box.x0, &box.y0, &box.x1, &box.y1);
  return box;
}

/// What the device knows of the page at hand.
class PageAtHand {
 protected:
  Capture* out_ = nullptr;
  Recorder* recorder_ = nullptr;
  const GfxState* state_ = nullptr;  // the current one, or the one that it was copied from and has not changed
  std::unordered_map<std::uint64_t, KnownFont> fonts_;  // by object number: Poppler makes them anew for each form
  const KnownFont* font_ = nullptr;
  bool text_changed_ = true;
  bool paint_changed_ = true;
  bool drawable_ = true;                // the run has a size
  Run run_;                             // of the glyphs at hand
  Box clip_;                            // around the clipping path
  double space_dx_ = 0, space_dy_ = 0;  // character spacing in user space
  double word_dx_ = 0, word_dy_ = 0;    // word spacing
  double zoom_ = 1;
  std::uint32_t fill_color_ = 0, stroke_color_ = 0;
  bool fill_opaque_ = true;
};

/// What Poppler's interpreter calls while it runs a page.
class Device : public OutputDev, private PageAtHand {
 public:
  /// Goes on to another page, whose events go to `out` and `recorder`. One device serves a whole document: Poppler
  /// keeps with it what it made of colour profiles, which costs more than most pages.
  void begin(Capture& out, Recorder& recorder) {
    static_cast<PageAtHand&>(*this) = PageAtHand();
    out_ = &out;
    recorder_ = &recorder;
  }

  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }
  /// Asked just before an image is decoded: its place is all that is wanted, so the answer is no, which also spares
  /// colour profiles and JPEG 2000 data. Asked before a pattern is unrolled too: its unit square is no picture.
  bool needNonText() override {
    if (state_ != nullptr) picture(state_);
    return false;
  }
  bool useTilingPatternFill() override { return true; }
  bool useShadedFills(int) override { return true; }

  void startPage(int, GfxState* state, XRef*) override {
    if (state == nullptr) return;
    state_ = state;
    out_->width = state->getPageWidth();
    out_->height = state->getPageHeight();
  }

  void saveState(GfxState* state) override {
    state_ = state;
    recorder_->save_state();
  }
  void restoreState(GfxState* state) override {
    state_ = state;
    recorder_->restore_state();
    text_changed_ = paint_changed_ = true;
  }
  void clip(GfxState*) override { text_changed_ = true; }
  void eoClip(GfxState*) override { text_changed_ = true; }
  void updateCTM(GfxState* state, double, double, double, double, double, double) override {
    state_ = state;
    text_changed_ = paint_changed_ = true;
  }
  void updateFillColor(GfxState*) override { text_changed_ = paint_changed_ = true; }
  void updateStrokeColor(GfxState*) override { text_changed_ = paint_changed_ = true; }
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
    if (begin_paint(state)) walk(*state, stroke_color_, true, [](Paths& paths, const Pen& pen) { paths.stroke(pen); });
  }
  void fill(GfxState* state) override { fill_path(state, false); }
  void eoFill(GfxState* state) override { fill_path(state, true); }

  // Patterns and shadings paint no lines of a table; unrolled, one of them can cost minutes.
  bool tilingPatternFill(GfxState* state, Gfx*, Catalog*, GfxTilingPattern*, const double*, int, int, int, int, double,
                         double) override {
    return shaded(state);
  }
  bool functionShadedFill(GfxState* state, GfxFunctionShading*) override { return shaded(state); }
  bool axialShadedFill(GfxState* state, GfxAxialShading*, double, double) override { return shaded(state); }
  bool radialShadedFill(GfxState* state, GfxRadialShading*, double, double) override { return shaded(state); }
  bool gouraudTriangleShadedFill(GfxState* state, GfxGouraudTriangleShading*) override { return shaded(state); }
  bool patchMeshShadedFill(GfxState* state, GfxPatchMeshShading*) override { return shaded(state); }

  void beginMarkedContent(const char* tag, Dict* properties) override {
    if (tag != nullptr && std::string_view(tag) == "Artifact") return recorder_->begin_artifact();
    const Object id = properties != nullptr ? properties->lookup("MCID") : Object();
    recorder_->begin_mark(id.isInt() ? std::optional<std::int32_t>(id.getInt()) : std::nullopt);
  }
  void endMarkedContent(GfxState*) override { recorder_->end_mark(); }
  void beginActualText(GfxState*, const GooString* text) override {
    recorder_->begin_actual_text(text != nullptr ? text->toStr() : std::string());
  }
  void endActualText(GfxState*) override { recorder_->end_actual_text(); }
#if GRIDLIFT_POPPLER >= 2503
  void beginForm(Object*, Ref) override {
    recorder_->begin_form();
  }
  void endForm(Object*, Ref) override {
    recorder_->end_form();
  }
#else
  void beginForm(Ref) override {
    recorder_->begin_form();
  }
  void endForm(Ref) override {
    recorder_->end_form();
  }
#endif
  void beginTransparencyGroup(GfxState*, const double*, GfxColorSpace*, bool, bool, bool for_soft_mask) override {
    recorder_->begin_group(for_soft_mask);
  }
  void endTransparencyGroup(GfxState*) override {
    recorder_->end_group();
  }

  // Only inline images come here.
  void drawImageMask(GfxState* state, Object*, Stream* stream, int width, int height, bool, bool, bool) override {
    read_past(stream, width, height, 1);
    picture(state);
  }
  void setSoftMaskFromImageMask(GfxState*, Object*, Stream*, int, int, bool, bool, double*) override {}
  void unsetSoftMaskFromImageMask(GfxState*, double*) override {}
  void drawImage(GfxState* state, Object*, Stream* stream, int width, int height, GfxImageColorMap* colors, bool,
                 const int*, bool) override {
    read_past(stream, width, height, colors != nullptr ? colors->getNumPixelComps() * colors->getBits() : 1);
    picture(state);
  }

 private:
  void new_run(GfxState& state);
  /// What is beyond the sheet is told when its words are there.
  bool clipped_away(const Glyph& glyph) const {
    return outside(clip_, glyph, run_) && !outside({0, 0, out_->width, out_->height}, glyph, run_);
  }
  bool begin_paint(const GfxState* state);
  void fill_path(GfxState* state, bool even_odd);
  bool shaded(const GfxState* state);
  void picture(const GfxState* state);
  const KnownFont& known(const GfxFont& font);

  /// Hands the current path to `paint`, point by point and in device units.
  template <class Paint>
  void walk(const GfxState& state, std::uint32_t color, bool stroked, Paint&& paint);
};

FontFacts facts_of(const GfxFont& font) {
  FontFacts facts;
  facts.name = font.getName().value_or("");
  facts.bold = font.isBold() || font.getWeight() >= GfxFont::W600;
  facts.italic = font.isItalic();
  facts.fixed_width = font.isFixedWidth();
  facts.ascent = font.getAscent();
  facts.descent = font.getDescent();
  facts.to_unicode = font.hasToUnicodeCMap();
  facts.cid = font.isCIDFont();
  facts.type3 = font.getType() == fontType3;
  if (facts.cid) {
    const GooString* collection = static_cast<const GfxCIDFont&>(font).getCollection();
    if (collection != nullptr) facts.collection = collection->toStr();
  }
  if (facts.type3) {
    std::copy_n(font.getFontBBox(), 4, facts.box.begin());
    facts.unit = font.getFontMatrix()[3];
    int wide = 0;
    for (int code = 0; code < 256; ++code) {
      const double width = static_cast<const Gfx8BitFont&>(font).getWidth(static_cast<unsigned char>(code));
      if (!(width > 0)) continue;
      facts.mean_width += (width - facts.mean_width) / ++wide;
    }
  }
  return facts;
}

const KnownFont& Device::known(const GfxFont& font) {
  const Ref* id = font.getID();
  const auto [at, fresh] = fonts_.try_emplace(ObjectId{id->num, id->gen}.key());
  if (fresh) {
    at->second = know_font(facts_of(font));
    at->second.index = static_cast<std::uint16_t>(std::min<std::size_t>(out_->fonts.size(), UINT16_MAX));
    if (out_->fonts.size() <= UINT16_MAX) out_->fonts.push_back(at->second.font);
  }
  return at->second;
}

void Device::new_run(GfxState& state) {
  text_changed_ = false;
  const GfxFont* font = state.getFont().get();
  font_ = font != nullptr ? &known(*font) : nullptr;
  TextState text;
  text.font_size = state.getTransformedFontSize();
  text.vertical = font != nullptr && font->getWMode() != 0;
  double dx = 0, dy = 0;
  state.textTransformDelta(state.getFontSize() < 0 ? -1 : 1, 0, &dx, &dy);
  state.transformDelta(dx, dy, &text.along_x, &text.along_y);
  space_dx_ = space_dy_ = word_dx_ = word_dy_ = 0;
  if (!text.vertical) {
    state.textTransformDelta(state.getCharSpace() * state.getHorizScaling(), 0, &space_dx_, &space_dy_);
    state.textTransformDelta(state.getWordSpace() * state.getHorizScaling(), 0, &word_dx_, &word_dy_);
  }
  text.render_mode = state.getRender();
  text.opacity = state.getFillOpacity();
  GfxRGB rgb;
  if ((text.render_mode & 3) == 1) {
    state.getStrokeRGB(&rgb);
  } else {
    state.getFillRGB(&rgb);
  }
  text.color = plain(rgb);
  run_ = make_run(text, font_);
  clip_ = clip_box(state);
  drawable_ = run_.size > 0;
  recorder_->set_run(run_);
}

void Device::drawChar(GfxState* state, double x, double y, double dx, double dy, double, double, CharCode code,
                      int bytes, const Unicode* u, int length) {
  if (recorder_->masked()) {
    ++out_->mask_glyphs;
    return;
  }
  if (text_changed_ || recorder_->run_ended()) new_run(*state);
  if (!drawable_) return;
  dx -= space_dx_;
  dy -= space_dy_;
  if (code == ' ' && bytes == 1) {
    dx -= word_dx_;
    dy -= word_dy_;
  }
  double px = 0, py = 0, ax = 0, ay = 0;
  state->transform(x, y, &px, &py);
  state->transformDelta(dx, dy, &ax, &ay);
  if (!std::isfinite(px + py + ax + ay)) return;
  Glyph glyph;
  glyph.x = static_cast<float>(px);
  glyph.y = static_cast<float>(py);
  glyph.dx = static_cast<float>(ax);
  glyph.dy = static_cast<float>(ay);
  if (const bool clipped = clipped_away(glyph); clipped != run_.clipped) {
    run_.clipped = clipped;
    recorder_->set_run(run_);
  }
  const std::span<const std::uint32_t> text(u, u != nullptr && length > 0 ? static_cast<std::size_t>(length) : 0);
  recorder_->glyph(glyph, text, font_ == nullptr || font_->meaningless);
}

bool Device::begin_paint(const GfxState* state) {
  if (recorder_->masked()) return false;
  if (!paint_changed_) return true;
  paint_changed_ = false;
  GfxRGB rgb;
  state->getFillRGB(&rgb);
  fill_color_ = on_paper(plain(rgb), state->getFillOpacity());
  fill_opaque_ = state->getFillOpacity() > 0.9;
  state->getStrokeRGB(&rgb);
  stroke_color_ = on_paper(plain(rgb), state->getStrokeOpacity());
  zoom_ = state->transformWidth(1);
  return true;
}

template <class Paint>
void Device::walk(const GfxState& state, std::uint32_t color, bool stroked, Paint&& paint) {
  const GfxPath* path = state.getPath();
  if (path == nullptr) return;
  Pen pen;
  pen.color = color;
  pen.opaque = stroked || fill_opaque_;
  pen.width = stroked ? std::max(0.0, state.getLineWidth() * zoom_) : 0;
  pen.clip = clip_box(state);
  Paths& paths = recorder_->paths();
  paths.begin();
  for (int i = 0; i < path->getNumSubpaths(); ++i) {
    const GfxSubpath* sub = path->getSubpath(i);
    const int count = sub->getNumPoints();
    recorder_->count_points(static_cast<std::uint64_t>(count));
    for (int j = 0; j < count; ++j) {
      double x = 0, y = 0;
      state.transform(sub->getX(j), sub->getY(j), &x, &y);
      if (!std::isfinite(x + y)) return;
      if (j == 0) {
        paths.move_to(x, y);
      } else {
        paths.line_to(x, y, sub->getCurve(j) || (j + 1 < count && sub->getCurve(j + 1)) || sub->getCurve(j - 1));
      }
    }
    if (sub->isClosed()) paths.close();
  }
  paint(paths, pen);
}

void Device::fill_path(GfxState* state, bool even_odd) {
  if (state->getFillOpacity() <= 0 || !begin_paint(state)) return;
  walk(*state, fill_color_, false, [even_odd](Paths& paths, const Pen& pen) { paths.fill(pen, even_odd); });
}

bool Device::shaded(const GfxState* state) {
  if (!recorder_->masked()) recorder_->paths().shade(clip_box(*state));
  return true;
}

void Device::picture(const GfxState* state) {
  recorder_->picture([state](double& x, double& y) { state->transform(x, y, &x, &y); }, clip_box(*state));
}

/// Deeper direct nesting, or more parts, is cut off: real files stay far below.
constexpr int kDeepestValue = 32;
constexpr int kMostParts = 1'000'000;
/// Annotations that frame or strike words of the page and have none of their own: their lines rule no table.
constexpr Annot::AnnotSubtype kMarksOnText[] = {Annot::typeLink,     Annot::typeHighlight, Annot::typeUnderline,
                                                Annot::typeSquiggly, Annot::typeStrikeOut, Annot::typeCaret};

Value plain(const Object& object, int depth, int& parts) {
  if (depth > kDeepestValue || --parts <= 0) return {};
  Value value;
  if (object.isBool()) {
    value.kind = Value::Kind::boolean;
    value.number = object.getBool() ? 1 : 0;
  } else if (object.isNum() || object.isInt64()) {
    value.kind = Value::Kind::number;
    value.number = object.isInt64() ? static_cast<double>(object.getInt64()) : object.getNum();
  } else if (object.isName()) {
    value.kind = Value::Kind::name;
    value.text = object.getName();
  } else if (object.isString()) {
    value.kind = Value::Kind::string;
    value.text = object.getString()->toStr();
  } else if (object.isArray()) {
    value.kind = Value::Kind::array;
    for (int i = 0; i < object.arrayGetLength() && parts > 0; ++i)
      value.items.push_back(plain(object.arrayGetNF(i), depth + 1, parts));
  } else if (object.isDict() || object.isStream()) {
    value.kind = Value::Kind::dictionary;
    const Dict& dict = object.isDict() ? *object.getDict() : *object.getStream()->getDict();
    for (int i = 0; i < dict.getLength() && parts > 0; ++i)
      value.members.push_back({dict.getKey(i), plain(dict.getValNF(i), depth + 1, parts)});
  } else if (object.isRef()) {
    value.kind = Value::Kind::reference;
    value.id = {object.getRefNum(), object.getRefGen()};
  }
  return value;
}

}  // namespace

struct Document::State {
  std::unique_ptr<PDFDoc> pdf;
  Device device;
  std::uint64_t syntax_errors = 0;
  bool rebuilt = false;  // the cross-reference table was damaged
};

Document::Document(std::unique_ptr<State> state) : state_(std::move(state)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

int Document::pages() const {
  return state_->pdf->getNumPages();
}

bool Document::rebuilt() const {
  return state_->rebuilt;
}

Result<Document> Document::open(Bytes bytes, const ReadOptions& options, Context& context) {
  // Longer ones overflow a buffer in Poppler's revision 6 hash; the standard stops at 127 bytes as well.
  if (options.password.size() > 127) return fail(ErrorCode::bad_password, "a PDF password has at most 127 bytes");
  start_poppler();
  auto state = std::make_unique<State>();
  const CountComplaints counting(state->syntax_errors);
  auto* stream = new MemStream(reinterpret_cast<const char*>(bytes.data()), 0, static_cast<Goffset>(bytes.size()),
                               Object(objNull));  // the document takes it
  std::optional<GooString> password;
  if (!options.password.empty()) password.emplace(options.password);
  // Kept by the document, and called whenever it finds the damage.
  const std::function<void()> when_rebuilt = [kept = state.get()] { kept->rebuilt = true; };
#if GRIDLIFT_POPPLER >= 2503
  state->pdf = std::make_unique<PDFDoc>(stream, password, password, when_rebuilt);
#else
  state->pdf = std::make_unique<PDFDoc>(stream, password, password, nullptr, when_rebuilt);
#endif
  if (!state->pdf->isOk()) {
    if (state->pdf->getErrorCode() == errEncrypted) {
      return options.password.empty()
                 ? fail(ErrorCode::encrypted, "the file is encrypted: give its password with --password")
                 : fail(ErrorCode::bad_password, "the password does not open the file");
    }
    return fail(ErrorCode::damaged, "the file is no readable PDF");
  }
  if (state->pdf->isEncrypted() && !state->pdf->okToCopy()) {
    if (options.respect_permissions)
      return fail(ErrorCode::permission, "the owner of the file does not permit copying its text");
    context.diagnostics.info("pdf-copy-restricted", "the owner of the file does not permit copying its text");
  }
  return Document(std::move(state));
}

PageEnd Document::capture(int number, const Limits& limits, Budget& budget, Capture& out) {
  const CountComplaints counting(state_->syntax_errors);
  const std::uint64_t errors_before = state_->syntax_errors;
  if (state_->pdf->getPage(number) == nullptr) return PageEnd::unreadable;
  PageEnd end = PageEnd::whole;
  Recorder recorder(out, limits, budget);
  state_->device.begin(out, recorder);
  const auto stops = [](void* data) { return static_cast<Recorder*>(data)->out_of_time(); };
  const auto begins = [](Annot* annotation, void* data) {
    // A stamp or watermark lies over the page and belongs to nothing on it.
    const auto type = annotation->getType();
    static_cast<Recorder*>(data)->begin_annotation(type == Annot::typeStamp || type == Annot::typeWatermark);
    return std::ranges::find(kMarksOnText, type) == std::end(kMarksOnText);
  };
  try {
    state_->pdf->displayPage(&state_->device, number, 72, 72, 0, false, true, false, stops, &recorder, begins,
                             &recorder);
    if (recorder.out_of_time()) end = PageEnd::time_limit;
  } catch (const Stop& stop) {
    end = stop.reason;
  }
  out.syntax_errors = state_->syntax_errors - errors_before;
  return end;
}

Value Document::fetch(ObjectId id) const {
  const CountComplaints counting(state_->syntax_errors);
  int parts = kMostParts;
  return plain(state_->pdf->getXRef()->fetch(id.number, id.generation), 0, parts);
}

Value Document::catalog() const {
  const CountComplaints counting(state_->syntax_errors);
  int parts = kMostParts;
  return plain(state_->pdf->getXRef()->getCatalog(), 0, parts);
}

void Document::edit(ObjectId id, const std::function<void(Dict&)>& change) {
  XRef* xref = state_->pdf->getXRef();
  Object object = xref->fetch(id.number, id.generation);
  if (!object.isDict()) return;
  change(*object.getDict());
  xref->setModifiedObject(&object, {id.number, id.generation});
}

void Document::set_page_count(ObjectId pages, int count) {
  edit(pages, [count](Dict& dict) { dict.set("Count", Object(count)); });
}

void Document::erase(ObjectId id, const std::string& key) {
  edit(id, [&key](Dict& dict) { dict.remove(key.c_str()); });
}

void Document::clear(ObjectId id) {
  edit(id, [](Dict& dict) {
    while (dict.getLength() > 0) dict.remove(dict.getKey(0));
  });
}

}  // namespace gridlift::pdf
