"""DOCX fixtures of charts and diagrams, whose text is in parts of their own."""
from __future__ import annotations

from typing import Callable

from docx_writer import DECLARATION, Package, p, r, tbl, tc, tr

FIXTURES: dict[str, Callable[[], bytes | tuple[bytes, str]]] = {}

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
C = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
CX = 'xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex"'
DGM = 'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
DIAGRAM = "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml"


def fixture(make: Callable[[], bytes | tuple[bytes, str]]) -> Callable[[], bytes | tuple[bytes, str]]:
    FIXTURES[make.__name__ + ".docx"] = make
    return make


def graphic(inside: str) -> str:
    return (f'<w:drawing><wp:inline><wp:docPr id="1" name="x"/><a:graphic><a:graphicData uri="x">{inside}</a:graphicData>'
            "</a:graphic></wp:inline></w:drawing>")


def shown(identifier: str) -> str:
    return r(graphic(f'<c:chart {C} r:id="{identifier}"/>'))


def points(*values: str) -> str:
    """Cached points; an empty one is left out, as Excel does."""
    return f'<c:ptCount val="{len(values)}"/>' + "".join(
        f'<c:pt idx="{i}"><c:v>{value}</c:v></c:pt>' for i, value in enumerate(values) if value)


def texts(*values: str) -> str:
    return f"<c:strRef><c:f>Sheet1!$A$2</c:f><c:strCache>{points(*values)}</c:strCache></c:strRef>"


def numbers(*values: str, code: str = "General") -> str:
    return (f"<c:numRef><c:f>Sheet1!$B$2</c:f><c:numCache><c:formatCode>{code}</c:formatCode>{points(*values)}"
            "</c:numCache></c:numRef>")


def series(name: str, categories: str, values: str, kinds: tuple[str, str] = ("cat", "val"), more: str = "") -> str:
    named = f"<c:tx>{texts(name)}</c:tx>" if name else ""
    return (f'<c:ser><c:idx val="0"/><c:order val="0"/>{named}<c:{kinds[0]}>{categories}</c:{kinds[0]}>'
            f"<c:{kinds[1]}>{values}</c:{kinds[1]}>{more}</c:ser>")


def rich(text: str) -> str:
    return f"<c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></c:rich></c:tx>"


def chart(plot: str, title: str = "") -> str:
    head = f"<c:title>{rich(title)}</c:title>" if title else ""
    return f"{DECLARATION}<c:chartSpace {C} {A}><c:chart>{head}<c:plotArea>{plot}</c:plotArea></c:chart></c:chartSpace>"


@fixture
def charts() -> bytes:
    """Titles, series, categories and cached values: text after the paragraph that shows the chart, and lines in a cell."""
    package = Package()

    def add(text: str) -> str:
        name = f"word/charts/chart{len(package.parts) + 1}.xml"
        return shown(package.add(name, "chart", text, CHART))
    years = texts("2022", "2023", "2024")
    bars = add(chart(
        f'<c:barChart>{series("Books", years, numbers("4.2999999999999998", "", "5"))}'
        f'{series("Films", years, numbers("0.5", "0.25", "1", code="0%"))}</c:barChart>'
        f"<c:catAx><c:title>{rich('Year')}</c:title></c:catAx><c:valAx><c:title>{rich('Loans')}</c:title></c:valAx>",
        title="Loans by year"))
    levels = ("<c:multiLvlStrRef><c:f>x</c:f><c:multiLvlStrCache>"
              f"<c:lvl>{points('spring', 'autumn', 'spring')}</c:lvl><c:lvl>{points('North', '', 'South')}</c:lvl>"
              "</c:multiLvlStrCache></c:multiLvlStrRef>")
    nested = add(chart(f'<c:barChart>{series("", levels, numbers("1", "2", "3"))}</c:barChart>'))
    dated = numbers("45292", "45657", code="m/d/yyyy")
    label = f'<c:dLbls><c:dLbl><c:idx val="0"/>{rich("the highest")}</c:dLbl></c:dLbls>'
    dates = add(chart(f'<c:lineChart>{series("Rain", dated, numbers("12", "7"), more=label)}</c:lineChart>'))
    scatter = add(chart("<c:scatterChart>" + series("A", numbers("0.7", "1.8"), numbers("2", "3"), ("xVal", "yVal"))
                        + series("B", numbers("5"), numbers("6"), ("xVal", "yVal"),
                                 f"<c:bubbleSize>{numbers('9')}</c:bubbleSize>") + "</c:scatterChart>"))
    package.body = (p(r("Before ") + bars + r("after.")) + p("Between.") + p(nested) + p(dates) + p(scatter)
                    + tbl(tr(tc(p(r("in a cell ") + add(chart(
                        f'<c:pieChart>{series("Share", texts("a", "b"), numbers("1", "2"))}</c:pieChart>', "Pie")))), "beside"),
                        grid=[2000, 2000]))
    return package.build()


@fixture
def charts_of_word_2016() -> bytes:
    """The newer charts come as an alternative, with a picture that says that it cannot be shown as the other branch."""
    data = (f'{DECLARATION}<cx:chartSpace {CX} {A}><cx:chartData><cx:data id="0"><cx:strDim type="cat"><cx:f>x</cx:f>'
            '<cx:lvl ptCount="2"><cx:pt idx="0">open</cx:pt><cx:pt idx="1">shut</cx:pt></cx:lvl></cx:strDim>'
            '<cx:numDim type="val"><cx:f>y</cx:f><cx:lvl ptCount="2" formatCode="0.0%"><cx:pt idx="0">0.125</cx:pt>'
            '<cx:pt idx="1">0.875</cx:pt></cx:lvl></cx:numDim></cx:data></cx:chartData><cx:chart><cx:title><cx:tx><cx:txData>'
            "<cx:v>Doors</cx:v></cx:txData></cx:tx></cx:title><cx:plotArea><cx:plotAreaRegion><cx:series layoutId=\"funnel\">"
            '<cx:tx><cx:txData><cx:f>z</cx:f><cx:v>Share</cx:v></cx:txData></cx:tx><cx:dataId val="0"/></cx:series>'
            "</cx:plotAreaRegion></cx:plotArea></cx:chart></cx:chartSpace>")
    package = Package()
    identifier = package.add("word/charts/chartEx1.xml", "chartEx", data, "application/vnd.ms-office.chartex+xml")
    choice = graphic(f'<cx:chart {CX} r:id="{identifier}"/>')
    fallback = graphic("<a:sp><a:txBody><a:p><a:r><a:t>This chart is not available.</a:t></a:r></a:p></a:txBody></a:sp>")
    package.body = p(r(
        '<mc:AlternateContent xmlns:cx1="http://schemas.microsoft.com/office/drawing/2015/9/8/chartex">'
        f'<mc:Choice Requires="cx1">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>'))
    return package.build()


@fixture
def charts_missing() -> bytes:
    """A chart that is not there, one without text, and one that is shown twice."""
    package = Package()
    bare = shown(package.add("word/charts/chart1.xml", "chart", chart("<c:pieChart/>"), CHART))
    twice = shown(package.add("word/charts/chart2.xml", "chart", chart("", "Shown twice"), CHART))
    package.body = p(r("none: ") + shown("rId7")) + p(r("bare: ") + bare) + p(r("first: ") + twice) + p(r("second: ") + twice)
    return package.build()


@fixture
def diagrams() -> bytes:
    """SmartArt: the nodes in the order of their tree, whatever the order in the file; a circle of nodes ends."""
    def point(identifier: int, text: str = "", kind: str = "") -> str:
        said = f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" if text else "<a:p/>"
        return (f'<dgm:pt modelId="{{{identifier}}}"{f" type={chr(34)}{kind}{chr(34)}" if kind else ""}><dgm:prSet/>'
                f"<dgm:t><a:bodyPr/>{said}</dgm:t></dgm:pt>")

    def below(upper: int, lower: int, order: int, kind: str = "") -> str:
        return (f'<dgm:cxn modelId="{{9{upper}{lower}}}"{f" type={chr(34)}{kind}{chr(34)}" if kind else ""} srcId="{{{upper}}}" '
                f'destId="{{{lower}}}" srcOrd="{order}" destOrd="0"/>')
    model = (f"{DECLARATION}<dgm:dataModel {DGM} {A}><dgm:ptLst>"
             + point(3, "Second step") + point(1, kind="doc") + point(4, "Detail of the first") + point(2, "First step")
             + point(5, "An arrow", "sibTrans") + point(6, "drawn once more", "pres") + point(7, "in a circle") + point(8, "of two")
             + "</dgm:ptLst><dgm:cxnLst>" + below(1, 3, 1) + below(1, 2, 0) + below(2, 4, 0) + below(2, 6, 0, "presOf")
             + below(7, 8, 0) + below(8, 7, 0) + "</dgm:cxnLst></dgm:dataModel>")
    package = Package()
    identifier = package.add("word/diagrams/data1.xml", "diagramData", model, DIAGRAM)
    package.body = p(r("Steps: ") + r(graphic(f'<dgm:relIds {DGM} r:dm="{identifier}" r:lo="rId1" r:qs="rId2" r:cs="rId3"/>')))
    return package.build()
