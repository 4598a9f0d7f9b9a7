#include "formats/pdf/survey.h"

#include <cstddef>
#include <string>

namespace gridlift::pdf {

namespace {

/// Layers (ISO 32000-1, 8.11) that the default configuration hides. Poppler leaves their content out.
std::size_t hidden_layers(const Document& document, const Value& catalog) {
  const Value properties = document.resolved(catalog["OCProperties"]);
  const Value configuration = document.resolved(properties["D"]);
  const Value off = document.resolved(configuration["OFF"]);
  if (!configuration["BaseState"].is_name("OFF")) return off.items.size();
  const std::size_t all = document.resolved(properties["OCGs"]).items.size();
  const std::size_t on = document.resolved(configuration["ON"]).items.size();
  return on < all ? all - on : 0;
}

bool is_flag(const Value& value) {
  return value.is(Value::Kind::boolean) && value.number != 0;
}

}  // namespace

void survey(const Document& document, Context& context) {
  const Value catalog = document.catalog();
  if (const std::size_t layers = hidden_layers(document, catalog); layers > 0) {
    context.diagnostics.info("pdf-hidden-layer",
                             std::to_string(layers) + " layers are switched off, and their content is left out");
  }
  const Value form = document.resolved(catalog["AcroForm"]);
  if (!form["XFA"].is(Value::Kind::null)) {
    if (is_flag(document.resolved(catalog["NeedsRendering"]))) {
      context.diagnostics.warning("pdf-xfa-form", "the document is made by a program from XML (XFA), which is not run");
    } else {
      context.diagnostics.info("pdf-xfa-form", "the form has XML of its own (XFA), which is not read");
    }
  }
  const Value names = document.resolved(catalog["Names"]);
  if (!names["EmbeddedFiles"].is(Value::Kind::null))
    context.diagnostics.info("pdf-embedded-files", "files are embedded in the document; they are not read");
}

}  // namespace gridlift::pdf
