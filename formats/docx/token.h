// The names of WordprocessingML and its neighbours, as small numbers that a switch can use.
#pragma once

#include <cstdint>
#include <string_view>

namespace gridlift::docx {

/// A family of namespaces: Transitional and Strict names (ECMA-376 Part 1 and Part 4) count as one.
enum class Family : std::uint8_t {
  none,     ///< no namespace
  w,        ///< wordprocessingml
  w14,      ///< Word 2010 and later extensions
  m,        ///< Office Math
  mc,       ///< markup compatibility
  r,        ///< relationship ids in documents
  rel,      ///< _rels parts
  ct,       ///< [Content_Types].xml
  pkg,      ///< Flat OPC
  drawing,  ///< DrawingML: wp, wps, wpg, a, pic, c
  vml,      ///< v, o, w10
  xml,      ///< xml:space
  foreign,  ///< anything else
};

// clang-format off
#define GRIDLIFT_DOCX_TOKENS(X) \
  X(w_abstractNum, w, "abstractNum") X(w_abstractNumId, w, "abstractNumId") X(w_altChunk, w, "altChunk") \
  X(w_annotationRef, w, "annotationRef") X(w_ascii, w, "ascii") X(w_author, w, "author") X(w_basedOn, w, "basedOn") \
  X(w_bdo, w, "bdo") X(w_body, w, "body") X(w_br, w, "br") X(w_cellDel, w, "cellDel") X(w_cellIns, w, "cellIns") \
  X(w_cellMerge, w, "cellMerge") X(w_char, w, "char") X(w_checkBox, w, "checkBox") X(w_checked, w, "checked") \
  X(w_comment, w, "comment") X(w_commentReference, w, "commentReference") X(w_comments, w, "comments") \
  X(w_cr, w, "cr") X(w_customXml, w, "customXml") X(w_customMarkFollows, w, "customMarkFollows") X(w_customXmlPr, w, "customXmlPr") \
  X(w_dayLong, w, "dayLong") X(w_dayShort, w, "dayShort") X(w_ddList, w, "ddList") X(w_default, w, "default") \
  X(w_del, w, "del") X(w_delInstrText, w, "delInstrText") X(w_delText, w, "delText") X(w_dir, w, "dir") \
  X(w_docDefaults, w, "docDefaults") X(w_document, w, "document") X(w_drawing, w, "drawing") \
  X(w_endnote, w, "endnote") X(w_endnoteRef, w, "endnoteRef") X(w_endnoteReference, w, "endnoteReference") \
  X(w_endnotePr, w, "endnotePr") X(w_endnotes, w, "endnotes") X(w_eastAsia, w, "eastAsia") X(w_ffData, w, "ffData") X(w_firstColumn, w, "firstColumn") X(w_firstRow, w, "firstRow") \
  X(w_fldChar, w, "fldChar") X(w_fldCharType, w, "fldCharType") X(w_fldSimple, w, "fldSimple") X(w_font, w, "font") \
  X(w_footerReference, w, "footerReference") X(w_footnote, w, "footnote") X(w_footnoteRef, w, "footnoteRef") \
  X(w_footnoteReference, w, "footnoteReference") X(w_footnotePr, w, "footnotePr") X(w_footnotes, w, "footnotes") X(w_ftr, w, "ftr") \
  X(w_gridAfter, w, "gridAfter") X(w_gridBefore, w, "gridBefore") X(w_gridCol, w, "gridCol") \
  X(w_gridSpan, w, "gridSpan") X(w_hAnsi, w, "hAnsi") X(w_hMerge, w, "hMerge") X(w_hdr, w, "hdr") \
  X(w_headerReference, w, "headerReference") X(w_hidden, w, "hidden") X(w_hyperlink, w, "hyperlink") X(w_id, w, "id") \
  X(w_ilvl, w, "ilvl") X(w_ins, w, "ins") X(w_instr, w, "instr") X(w_instrText, w, "instrText") X(w_isLgl, w, "isLgl") \
  X(w_lastRenderedPageBreak, w, "lastRenderedPageBreak") X(w_listEntry, w, "listEntry") X(w_lvl, w, "lvl") \
  X(w_lvlOverride, w, "lvlOverride") X(w_lvlRestart, w, "lvlRestart") X(w_lvlText, w, "lvlText") \
  X(w_monthLong, w, "monthLong") X(w_monthShort, w, "monthShort") X(w_moveFrom, w, "moveFrom") X(w_moveTo, w, "moveTo") \
  X(w_name, w, "name") X(w_noBreakHyphen, w, "noBreakHyphen") X(w_num, w, "num") X(w_numFmt, w, "numFmt") \
  X(w_format, w, "format") X(w_numId, w, "numId") X(w_numPr, w, "numPr") X(w_numRestart, w, "numRestart") X(w_numStart, w, "numStart") X(w_numStyleLink, w, "numStyleLink") \
  X(w_numbering, w, "numbering") X(w_object, w, "object") X(w_outlineLvl, w, "outlineLvl") X(w_p, w, "p") X(w_pPr, w, "pPr") \
  X(w_pPrChange, w, "pPrChange") X(w_pStyle, w, "pStyle") X(w_pageBreakBefore, w, "pageBreakBefore") X(w_pgNum, w, "pgNum") \
  X(w_pict, w, "pict") X(w_ptab, w, "ptab") X(w_r, w, "r") X(w_rFonts, w, "rFonts") X(w_rPr, w, "rPr") \
  X(w_rPrChange, w, "rPrChange") X(w_rPrDefault, w, "rPrDefault") X(w_rStyle, w, "rStyle") X(w_result, w, "result") X(w_rt, w, "rt") X(w_ruby, w, "ruby") \
  X(w_rubyBase, w, "rubyBase") X(w_rubyPr, w, "rubyPr") X(w_sdt, w, "sdt") X(w_sdtContent, w, "sdtContent") \
  X(w_sdtEndPr, w, "sdtEndPr") X(w_sdtPr, w, "sdtPr") X(w_sectPr, w, "sectPr") X(w_smartTag, w, "smartTag") \
  X(w_smartTagPr, w, "smartTagPr") X(w_softHyphen, w, "softHyphen") X(w_start, w, "start") X(w_startOverride, w, "startOverride") \
  X(w_style, w, "style") X(w_styleId, w, "styleId") X(w_styleLink, w, "styleLink") X(w_styles, w, "styles") \
  X(w_subDoc, w, "subDoc") X(w_suff, w, "suff") X(w_sym, w, "sym") X(w_t, w, "t") X(w_tab, w, "tab") X(w_tbl, w, "tbl") \
  X(w_tblCaption, w, "tblCaption") X(w_tblGrid, w, "tblGrid") X(w_tblGridChange, w, "tblGridChange") X(w_tblHeader, w, "tblHeader") \
  X(w_tblLook, w, "tblLook") X(w_tblPr, w, "tblPr") X(w_tblPrChange, w, "tblPrChange") X(w_tblPrEx, w, "tblPrEx") X(w_tblStyle, w, "tblStyle") \
  X(w_tblStylePr, w, "tblStylePr") X(w_tc, w, "tc") X(w_tcPr, w, "tcPr") X(w_tcPrChange, w, "tcPrChange") X(w_tcW, w, "tcW") \
  X(w_tr, w, "tr") X(w_trPr, w, "trPr") X(w_trPrChange, w, "trPrChange") X(w_txbxContent, w, "txbxContent") \
  X(w_type, w, "type") X(w_vMerge, w, "vMerge") X(w_vMergeOrig, w, "vMergeOrig") X(w_val, w, "val") X(w_vertAlign, w, "vertAlign") X(w_vanish, w, "vanish") \
  X(w_w, w, "w") X(w_wAfter, w, "wAfter") X(w_wBefore, w, "wBefore") X(w_yearLong, w, "yearLong") X(w_yearShort, w, "yearShort") \
  X(m_acc, m, "acc") X(m_accPr, m, "accPr") X(m_bar, m, "bar") X(m_barPr, m, "barPr") X(m_begChr, m, "begChr") X(m_borderBox, m, "borderBox") \
  X(m_box, m, "box") X(m_chr, m, "chr") X(m_d, m, "d") X(m_dPr, m, "dPr") X(m_deg, m, "deg") X(m_degHide, m, "degHide") \
  X(m_den, m, "den") X(m_e, m, "e") X(m_endChr, m, "endChr") X(m_eqArr, m, "eqArr") X(m_f, m, "f") X(m_fName, m, "fName") \
  X(m_fPr, m, "fPr") X(m_func, m, "func") X(m_groupChr, m, "groupChr") X(m_groupChrPr, m, "groupChrPr") X(m_lim, m, "lim") X(m_limLow, m, "limLow") \
  X(m_limUpp, m, "limUpp") X(m_m, m, "m") X(m_mr, m, "mr") X(m_nary, m, "nary") X(m_naryPr, m, "naryPr") X(m_num, m, "num") \
  X(m_oMath, m, "oMath") X(m_oMathPara, m, "oMathPara") X(m_phant, m, "phant") X(m_pos, m, "pos") X(m_r, m, "r") \
  X(m_rad, m, "rad") X(m_radPr, m, "radPr") X(m_sPre, m, "sPre") X(m_sSub, m, "sSub") X(m_sSubSup, m, "sSubSup") \
  X(m_sSup, m, "sSup") X(m_sepChr, m, "sepChr") X(m_sub, m, "sub") X(m_sup, m, "sup") X(m_t, m, "t") X(m_type, m, "type") \
  X(m_val, m, "val") \
  X(mc_AlternateContent, mc, "AlternateContent") X(mc_Choice, mc, "Choice") X(mc_Fallback, mc, "Fallback") \
  X(rel_Relationship, rel, "Relationship") X(rel_Relationships, rel, "Relationships") \
  X(ct_Default, ct, "Default") X(ct_Override, ct, "Override") X(ct_Types, ct, "Types") \
  X(pkg_binaryData, pkg, "binaryData") X(pkg_contentType, pkg, "contentType") X(pkg_name, pkg, "name") \
  X(pkg_package, pkg, "package") X(pkg_part, pkg, "part") X(pkg_xmlData, pkg, "xmlData") \
  X(r_embed, r, "embed") X(r_id, r, "id") X(r_link, r, "link") \
  X(r_dm, r, "dm") \
  X(drawing_bubbleSize, drawing, "bubbleSize") X(drawing_cat, drawing, "cat") X(drawing_chart, drawing, "chart") \
  X(drawing_cxn, drawing, "cxn") X(drawing_data, drawing, "data") X(drawing_dataId, drawing, "dataId") X(drawing_destId, drawing, "destId") \
  X(drawing_formatCode, drawing, "formatCode") X(drawing_id, drawing, "id") X(drawing_idx, drawing, "idx") X(drawing_lvl, drawing, "lvl") \
  X(drawing_modelId, drawing, "modelId") X(drawing_numDim, drawing, "numDim") X(drawing_pt, drawing, "pt") X(drawing_relIds, drawing, "relIds") \
  X(drawing_rich, drawing, "rich") X(drawing_ser, drawing, "ser") X(drawing_series, drawing, "series") X(drawing_srcId, drawing, "srcId") \
  X(drawing_srcOrd, drawing, "srcOrd") X(drawing_strDim, drawing, "strDim") X(drawing_title, drawing, "title") X(drawing_tx, drawing, "tx") \
  X(drawing_type, drawing, "type") X(drawing_v, drawing, "v") X(drawing_val, drawing, "val") X(drawing_xVal, drawing, "xVal") \
  X(drawing_yVal, drawing, "yVal") \
  X(drawing_br, drawing, "br") X(drawing_docPr, drawing, "docPr") X(drawing_p, drawing, "p") X(drawing_t, drawing, "t") \
  X(drawing_txBody, drawing, "txBody") X(vml_shape, vml, "shape") X(vml_textpath, vml, "textpath") X(vml_OLEObject, vml, "OLEObject") \
  X(xml_space, xml, "space") \
  X(a_ContentType, none, "ContentType") X(a_Extension, none, "Extension") X(a_Id, none, "Id") X(a_PartName, none, "PartName") \
  X(a_ProgID, none, "ProgID") X(a_Requires, none, "Requires") X(a_Target, none, "Target") X(a_TargetMode, none, "TargetMode") \
  X(a_Type, none, "Type") X(a_alt, none, "alt") X(a_title, none, "title") X(a_descr, none, "descr") X(a_string, none, "string")
// clang-format on

enum class Token : std::uint16_t {
  unknown,
#define X(token, family, local) token,
  GRIDLIFT_DOCX_TOKENS(X)
#undef X
};

/// Family::foreign for a name that no family has.
Family family_of_uri(std::string_view uri);
/// The family that a prefix conventionally has; for files that forgot to declare it.
Family family_of_prefix(std::string_view prefix);
/// Token::unknown for a name that nobody asks for.
Token token_of(Family family, std::string_view local);

}  // namespace gridlift::docx
