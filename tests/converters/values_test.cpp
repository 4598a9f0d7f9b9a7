#include "converters/report/values/values.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "converters/report/values/dates.h"
#include "converters/report/values/numerals.h"

using namespace gridlift::report;

TEST_CASE("numbers of many countries and scripts") {
  struct Case {
    std::string text;
    double want;
    std::string unit;
  };
  const std::vector<Case> cases = {
      {"8", 8, ""},
      {" 1,234 ", 1234, ""},
      {"１，２３４", 1234, ""},
      {"43138万元", 43138, "万元"},
      {"减2", -2, ""},
      {"增3", 3, ""},
      {"净减少 5", -5, ""},
      {"下降12.5%", -12.5, "%"},
      {"+3", 3, ""},
      {"-3", -3, ""},
      {"−3", -3, ""},
      {"(1,250)", -1250, ""},
      {"12.5%", 12.5, "%"},
      {"3‰", 3, "‰"},
      {"1 234 567", 1234567, ""},
      {"1'234'567", 1234567, ""},
      {"1.234.567", 1234567, ""},
      {"1.234,56", 1234.56, ""},
      {"1,234.56", 1234.56, ""},
      {"12,34,567", 1234567, ""},
      {".5", 0.5, ""},
      {"0,75", 0.75, ""},
      {"一百二十", 120, ""},
      {"壹佰", 100, ""},
      {"三万二千", 32000, ""},
      {"251000元", 251000, "元"},
      {"$5", 5, "$"},
      {"¥1,000", 1000, "¥"},
      {"EUR 3.5 million", 3.5, "EUR million"},
      {"15 m²", 15, "m2"},
      {"٣٤", 34, ""},
      {"3 persons", 3, "persons"},
      {"十二件", 12, "件"},
      {"▲7", -7, ""},
      {"0", 0, ""},
      {"-0", 0, ""},
      {"3.2亿元", 3.2, "亿元"},
      {"5 千 m²", 5, "千 m2"},
      {"1.2万", 1.2, "万"},
      {"壹佰贰拾叁", 123, ""},
      {"一百零五", 105, ""},
      {"十", 10, ""},
      {"〇", 0, ""},
      {"百分之十二", 12, "%"},
      {"千分之三", 3, "‰"},
      {"0.5‰", 0.5, "‰"},
      {"减少3件", -3, "件"},
      {"同比增长5.2%", 5.2, "%"},
      {"同比下降了 4%", -4, "%"},
      {"净增加7", 7, ""},
      {"负5", -5, ""},
      {"minus 5", -5, ""},
      {"down 5 %", -5, "%"},
      {"up 3", 3, ""},
      {"5-", -5, ""},
      {"1 234,5", 1234.5, ""},
      {"1’234.50", 1234.5, ""},
      {"١٬٢٣٤٫٥", 1234.5, ""},
      {"१२३", 123, ""},
      {"USD 1,000.50", 1000.5, "USD"},
      {"1.000,50 €", 1000.5, "€"},
      {"人民币500万元", 500, "万元"},
      {"￥500", 500, "¥"},
      {"HK$20", 20, "HK$"},
      {"3人次", 3, "人次"},
      {"15 °C", 15, "°C"},
      {"00012", 12, ""},
  };
  for (const Case& c : cases) {
    const std::string text = c.text;
    CAPTURE(text);
    const TypedValue value = parse_value(c.text);
    REQUIRE(value.kind == ValueKind::number);
    CHECK(value.number == doctest::Approx(c.want));
    CHECK(value.unit == c.unit);
    CHECK(value.text == c.text);
  }
}

TEST_CASE("what is not printed is absent, with a reason, and never zero") {
  for (const std::string text : {"", "  ", "\xC2\xA0", "\xE3\x80\x80"}) {
    CHECK(parse_value(text).kind == ValueKind::absent);
    CHECK(parse_value(text).reason == "empty");
  }
  for (const std::string text : {"/", "—", "-", "--", "…", "无", "n/a", "N/A", "nil", "——", "...", "－", "……", "不适用",
                                 "暂无", "无数据", "−"}) {
    CAPTURE(text);
    CHECK(parse_value(text).kind == ValueKind::absent);
    CHECK(parse_value(text).reason == "placeholder");
  }
}

TEST_CASE("labels and sentences stay text") {
  for (const std::string text : {"1.属于国家秘密",
                                 "（一）予以公开",
                                 "第二十条第（一）项",
                                 "规章",
                                 "2 of the 3 were granted, see below.",
                                 "1.2.3",
                                 "一、本年新收政府信息公开申请数量",
                                 "A4",
                                 "（3）",
                                 "(一)",
                                 "3)",
                                 "5.",
                                 "约100",
                                 "100余件",
                                 "30多",
                                 "≥5",
                                 "<5",
                                 "百",
                                 "2 of 5",
                                 "10:30",
                                 "12,345,67",
                                 "12月31日",
                                 "5(2)"}) {
    CAPTURE(text);
    CHECK(parse_value(text).kind == ValueKind::text);
  }
}

TEST_CASE("footnote marks are kept apart from the number") {
  CHECK(parse_value("1,234¹").number == 1234);
  CHECK(parse_value("1,234¹").note == "1");
  CHECK(parse_value("56*").number == 56);
  CHECK(parse_value("56*").note == "*");
  CHECK(parse_value("7 ²").number == 7);
  CHECK(parse_value("7 ²").note == "2");
  CHECK(parse_value("1,234[b]").number == 1234);
  CHECK(parse_value("1,234[b]").note == "b");
  CHECK(parse_value("1,210²").number == 1210);
}

TEST_CASE("a footnote mark is no digit that tells how a column is written") {
  const std::vector<std::string_view> noted = {"1,234¹", "2,500²"};
  const NumberStyle style = infer_style(noted);
  CHECK_FALSE(style.certain);
  CHECK(parse_value(noted[0], style).number == 1234);
}

TEST_CASE("a raised figure behind a ten is a power, and a bare one no number") {
  CHECK(parse_value("3.5×10⁶").number == doctest::Approx(3500000));
  CHECK(parse_value("3.5×10⁶").note.empty());
  CHECK(parse_value("2 x 10³ kWh").number == doctest::Approx(2000));
  CHECK(parse_value("2 x 10³ kWh").unit == "kWh");
  CHECK(parse_value("4×10⁻³").number == doctest::Approx(0.004));
  for (const std::string text : {"10⁶", "10⁻³", "a×10⁶", "×10⁶", "2×10"}) {
    CAPTURE(text);
    CHECK(parse_value(text).kind == ValueKind::text);
  }
  CHECK(parse_value("110²").number == 110);
}

TEST_CASE("one sign with three digits behind it is decided by the style, and said to be ambiguous") {
  CHECK(parse_value("1,234").number == 1234);
  CHECK(parse_value("1,234").ambiguous);
  CHECK(parse_value("1.234").number == doctest::Approx(1.234));
  const std::vector<std::string_view> german = {"12,5", "1.234", "7"};
  const NumberStyle style = infer_style(german);
  CHECK(style.certain);
  CHECK(parse_value("1.234", style).number == 1234);
  CHECK_FALSE(parse_value("1.234", style).ambiguous);
  const std::vector<std::string_view> english = {"12.5", "1,234"};
  CHECK(infer_style(english).decimal == U'.');
}

TEST_CASE("ranges, ticks and dates") {
  const TypedValue range = parse_value("3-5件");
  CHECK(range.kind == ValueKind::range);
  CHECK(range.number == 3);
  CHECK(range.upper == 5);
  CHECK(range.unit == "件");
  struct Range {
    std::string text;
    double lower, upper;
    std::string unit;
  };
  for (const Range& want : std::vector<Range>{{"3 to 5", 3, 5, ""},
                                              {"10–20%", 10, 20, "%"},
                                              {"12%-15%", 12, 15, "%"},
                                              {"三至五件", 3, 5, "件"},
                                              {"3~5", 3, 5, ""},
                                              {"1,000-2,000元", 1000, 2000, "元"}}) {
    const std::string text = want.text;
    CAPTURE(text);
    const TypedValue value = parse_value(text);
    CHECK(value.kind == ValueKind::range);
    CHECK(value.number == want.lower);
    CHECK(value.upper == want.upper);
    CHECK(value.unit == want.unit);
  }
  for (const std::string text : {"是", "yes", "Y", "✓", "☑", "■"}) CHECK(parse_value(text).truth);
  for (const std::string text : {"no", "×", "☐", "✗"}) {
    CHECK(parse_value(text).kind == ValueKind::truth);
    CHECK_FALSE(parse_value(text).truth);
  }
  CHECK(parse_value("√").truth);
  CHECK(parse_value("否").kind == ValueKind::truth);
  CHECK_FALSE(parse_value("否").truth);
  const std::vector<std::pair<std::string, std::string>> dates = {
      {"2020年12月31日", "2020-12-31"},   {"二〇二〇年十二月", "2020-12"},      {"2020年", "2020"},
      {"2020-1-5", "2020-01-05"},         {"31.12.2020", "2020-12-31"},         {"12/31/2020", "2020-12-31"},
      {"31 December 2020", "2020-12-31"}, {"March 3, 2021", "2021-03-03"},      {"Sept 2021", "2021-09"},
      {"31st March 2021", "2021-03-31"},  {"2nd of June 2020", "2020-06-02"},   {"2021/1/5", "2021-01-05"},
      {"2021.1.5", "2021-01-05"},         {"二〇二一年一月五日", "2021-01-05"}, {"Dec 31, 2020", "2020-12-31"}};
  for (const auto& [text, want] : dates) {
    CAPTURE(text);
    CHECK(parse_date(text) == want);
    CHECK(parse_value(text).kind == ValueKind::date);
  }
  CHECK(parse_date("2020").empty());
  CHECK(parse_date("1.2.3").empty());
  CHECK(parse_date("hello").empty());
}

TEST_CASE("units that headers declare") {
  CHECK(declared_unit("本年收费金额（单位：万元）") == "万元");
  CHECK(declared_unit("Amount (EUR million)") == "EUR million");
  CHECK(declared_unit("比例（%）") == "%");
  CHECK(declared_unit("单位：件") == "件");
  CHECK(declared_unit("规章（设区的市应提供）").empty());
  CHECK(unit_factor("万元") == 1e4);
  CHECK(unit_factor("EUR million") == 1e6);
  CHECK(unit_factor("元") == 1);
}
