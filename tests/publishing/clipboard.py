# ruff: noqa: E501, ISC004 - what lies on a clipboard is not wrapped as we wrap code
"""What Word and Google Docs put on the clipboard, cut down to what matters and otherwise as it
comes: styles with quotes in them, conditional comments, soft line ends in the source."""

WORD_HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-family:"Calibri",sans-serif;} @page WordSection1 {} --></style>
</head><body lang=EN-GB link="#0563C1" style='tab-interval:36.0pt'><!--StartFragment-->"""
WORD_TAIL = "<!--EndFragment--></body></html>"


def word(html: str) -> str:
    return f"{WORD_HEAD}\n{html}\n{WORD_TAIL}"


def word_item(text: str, level: int, marker: str, place: str = "Middle") -> str:
    return f"""<p class=MsoListParagraphCxSp{place} style='margin-left:{36 * level}.0pt;
text-indent:-18.0pt;mso-list:l0 level{level} lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-fareast-font-family:Symbol;mso-bidi-font-family:
Symbol'><span style='mso-list:Ignore'>{marker}<span style='font:7.0pt "Times New Roman"'>
&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>{text}<o:p></o:p></p>"""


def docs(html: str) -> str:
    return (
        "<meta charset='utf-8'><meta charset=\"utf-8\">"
        '<b style="font-weight:normal;" id="docs-internal-guid-6f0f6ae2-7fff-2a5c">'
        f"{html}</b>"
    )


def docs_span(text: str, **styles: str) -> str:
    css = {
        "font_size": "11pt",
        "font_family": "Arial,sans-serif",
        "color": "#000000",
        "background_color": "transparent",
        "font_weight": "400",
        "font_style": "normal",
        "text_decoration": "none",
        "vertical_align": "baseline",
        "white_space": "pre-wrap",
    } | styles
    told = ";".join(f"{name.replace('_', '-')}:{value}" for name, value in css.items())
    return f'<span style="{told};">{text}</span>'


def docs_line(inside: str) -> str:
    return f'<p dir="ltr" style="line-height:1.38;margin-top:0pt;margin-bottom:0pt;">{inside}</p>'


def docs_item(text: str, level: int = 1) -> str:
    return (
        f'<li dir="ltr" style="list-style-type:disc;font-size:11pt;font-weight:700;" '
        f'aria-level="{level}"><p dir="ltr" style="line-height:1.38;" role="presentation">'
        f"{docs_span(text)}</p></li>"
    )


PASTES = {
    "Word: paragraphs, emphasis and a heading": (
        word(
            "<h1>A title<o:p></o:p></h1><p class=MsoNormal>Plain, <b style='mso-bidi-font-weight:\n"
            "normal'>bold</b> and <i>slanted</i> words<o:p></o:p></p>"
            "<p class=MsoNormal><o:p>&nbsp;</o:p></p>"
            "<p class=MsoNormal><span lang=EN-US style='font-size:14.0pt;color:red'>Red.</span></p>"
        ),
        "<h2>A title</h2><p>Plain, <strong>bold</strong> and <em>slanted</em> words</p><p>Red.</p>",
    ),
    "Word: nested lists of both kinds": (
        word(
            word_item("First", 1, "·", "First")
            + word_item("Inside", 2, "o")
            + word_item("Deeper", 3, "§")
            + word_item("Second", 1, "·", "Last")
            + "<p class=MsoNormal>Between.<o:p></o:p></p>"
            + word_item("One", 1, "1.", "First")
            + word_item("Two", 1, "2.", "Last")
        ),
        "<ul><li>First<ul><li>Inside<ul><li>Deeper</li></ul></li></ul></li><li>Second</li></ul>"
        "<p>Between.</p><ol><li>One</li><li>Two</li></ol>",
    ),
    "Word: tracked changes as accepted, comments left out": (
        word(
            '<p class=MsoNormal>He <span class=msoDel><del cite="mailto:Ana" '
            'datetime="2026-11-24T10:00">were</del></span><span class=msoIns><ins '
            'cite="mailto:Ana" datetime="2026-11-24T10:00">was</ins></span> there<span '
            "class=MsoCommentReference><span style='font-size:8.0pt'><a class=msocomanchor "
            'id="_anchor_1" href="#_msocom_1" name="_msoanchor_1">[A1]</a></span></span>.</p>'
            "<div style='mso-element:comment-list'><hr class=msocomoff align=left size=1>"
            "<div style='mso-element:comment'><div id=\"_com_1\" class=msocomtxt>"
            "<p class=MsoCommentText>Sure?<o:p></o:p></p></div></div></div>"
        ),
        "<p>He was there.</p>",
    ),
    "Word: footnotes": (
        word(
            "<p class=MsoNormal>A claim<a style='mso-footnote-id:ftn1' href=\"#_ftn1\" "
            'name="_ftnref1" title=""><span class=MsoFootnoteReference><span '
            "style='mso-special-character:footnote'><![if !supportFootnotes]><span "
            "class=MsoFootnoteReference>[1]</span><![endif]></span></span></a> and more.</p>"
            "<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all>"
            "<hr align=left size=1 width=\"33%\"><![endif]><div style='mso-element:footnote' id=ftn1>"
            "<p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href=\"#_ftnref1\" "
            'name="_ftn1" title=""><span class=MsoFootnoteReference><![if !supportFootnotes]>[1]'
            "<![endif]></span></a> Its <i>source</i>.<o:p></o:p></p></div></div>"
        ),
        '<p>A claim<sup id="noteref-1"><a href="#note-1">1</a></sup> and more.</p>'
        '<ol><li id="note-1">Its <em>source</em>.</li></ol>',
    ),
    "Word: a table of credits": (
        word(
            "<table class=MsoTableGrid border=1 style='border-collapse:collapse;mso-yfti-tbllook:1184'>"
            "<tr style='mso-yfti-irow:0'><td width=300 style='width:225pt'><p class=MsoNormal>"
            "<b>Director</b><o:p></o:p></p></td><td><p class=MsoNormal>Ann Shin<o:p></o:p></p></td></tr>"
            "<tr><td><p class=MsoNormal>Year<o:p></o:p></p></td><td><p class=MsoNormal>2012</p></td>"
            "</tr></table><p class=MsoNormal>After.</p>"
        ),
        "<p><strong>Director</strong> · Ann Shin</p><p>Year · 2012</p><p>After.</p>",
    ),
    "Word on the web: a list, each item in a list of its own": (
        "".join(
            f'<div class="ListContainerWrapper SCXW1 BCX8"><{kind} class="BulletListStyle1 SCXW1" '
            f'role="list"><li data-leveltext="" data-font="Symbol" data-aria-level="{level}" '
            f'role="listitem" class="OutlineElement Ltr SCXW1"><p class="Paragraph SCXW1">'
            f'<span class="TextRun SCXW1"><span class="NormalTextRun SCXW1">{text}</span></span>'
            f'<span class="EOP SCXW1">&nbsp;</span></p></li></{kind}></div>'
            for text, level, kind in (("One", 1, "ul"), ("In one", 2, "ul"), ("Two", 1, "ul"))
        ),
        "<ul><li>One<ul><li>In one</li></ul></li><li>Two</li></ul>",
    ),
    "Docs: emphasis by styles, and nothing bold by the wrapper": (
        docs(
            '<h1 dir="ltr" style="line-height:1.38;">'
            + docs_span("A title", font_size="20pt")
            + "</h1>"
            + docs_line(
                docs_span("Plain, ")
                + docs_span("bold", font_weight="700")
                + docs_span(" and ")
                + docs_span("slanted", font_style="italic")
                + docs_span(" and ")
                + docs_span("struck", text_decoration="line-through")
                + docs_span(".")
            )
            + "<br />"
            + docs_line(docs_span("Next."))
        ),
        "<h2>A title</h2><p>Plain, <strong>bold</strong> and <em>slanted</em> and <s>struck</s>.</p>"
        "<p>Next.</p>",
    ),
    "Docs: nested lists beside their items": (
        docs(
            '<ul style="margin-top:0;margin-bottom:0;padding-inline-start:48px;">'
            + docs_item("First")
            + '<ul style="margin-top:0;">'
            + docs_item("Inside", 2)
            + "</ul>"
            + docs_item("Second")
            + "</ul>"
        ),
        "<ul><li>First<ul><li>Inside</li></ul></li><li>Second</li></ul>",
    ),
    "Docs: a link, straight and by way of Google": (
        docs(
            docs_line(
                '<a href="https://example.org/film" style="text-decoration:none;">'
                + docs_span("one", color="#1155cc", text_decoration="underline")
                + "</a>"
                + docs_span(", ")
                + '<a href="https://www.google.com/url?q=https://example.org/other?a%3Db&amp;sa=D">'
                + docs_span("two")
                + "</a>"
            )
        ),
        '<p><a href="https://example.org/film">one</a>, '
        '<a href="https://example.org/other?a=b">two</a></p>',
    ),
    "Docs: a page's footnotes": (
        '<p class="c1"><span>A claim</span><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>'
        '<span>.</span></p><hr class="c4"><div><p class="c2"><a href="#ftnt_ref1" id="ftnt1">[1]</a>'
        '<span class="c0">&nbsp;Its source.</span></p></div>',
        '<p>A claim<sup id="noteref-1"><a href="#note-1">1</a></sup>.</p><hr>'
        '<ol><li id="note-1">Its source.</li></ol>',
    ),
    "Docs: a table": (
        docs(
            '<div dir="ltr" style="margin-left:0pt;" align="left"><table style="border:none;"><colgroup>'
            '<col width="312" /></colgroup><tbody><tr style="height:0pt"><td style="border-left:solid">'
            + docs_line(docs_span("Cast", font_weight="700"))
            + '</td><td style="border-left:solid">'
            + docs_line(docs_span("Lyudmila"))
            + "</td></tr></tbody></table></div>"
        ),
        "<p><strong>Cast</strong> · Lyudmila</p>",
    ),
    "anything: pictures and scripts of others stay outside": (
        '<p>Text<img src="https://example.org/pixel.gif"><script>alert(1)</script></p>'
        '<p onclick="alert(1)" style="position:fixed">More</p>',
        "<p>Text</p><p>More</p>",
    ),
    "anything: a figure never lands in a quotation": (
        '<blockquote><p>Said.</p><figure data-picture="7"></figure><p>And more.</p></blockquote>',
        '<blockquote><p>Said.</p></blockquote><figure data-picture="7"></figure><p>And more.</p>',
    ),
}
