// Fonts of an RTF document: what its bytes mean depends on them.
#pragma once

#include <map>
#include <string>

namespace gridlift::docx {

class RtfFonts {
 public:
  /// Begins the entry of a font, as \f does in the font table.
  void declare(int font) { fonts_[font] = {}; }
  void set_charset(int font, int charset) { fonts_[font].charset = charset; }
  void set_code_page(int font, int page) { fonts_[font].code_page = page; }
  void add_to_name(int font, char c) { fonts_[font].name += c; }
  /// Of fonts that name none.
  void set_document_code_page(int page) { document_page_ = page; }

  /// Bytes set in a font, as UTF-8; those of a symbol font as the pictures that they show.
  std::string decoded(const std::string& bytes, int font) const;
  /// A character set in a font: the picture of a private code that stands for a symbol, or the character itself.
  char32_t picture(char32_t c, int font) const;

 private:
  struct Font {
    int charset = 0;
    int code_page = 0;
    std::string name;
  };

  std::map<int, Font> fonts_;
  int document_page_ = 1252;
};

}  // namespace gridlift::docx
