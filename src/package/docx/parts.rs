//! The parts of the file other than its text: what Word needs to find, name and style it.

use std::fmt::Write as _;

use super::xml::{Para, escape, paragraph, run_properties, upright};
use super::{Align, Document, section};

/// First line of every part.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// Namespace of the text.
pub(super) const XMLNS_W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;
/// Namespace of references to other parts.
pub(super) const XMLNS_R: &str = r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;
/// Page number, half-points.
const SIZE_NUMBER: u32 = 28;
/// Banner, half-points.
const SIZE_BANNER: u32 = 22;

/// What kind each part is of; Word refuses a file with a part that is not named here.
const CONTENT_TYPES: &str = concat!(
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    r#"<Default Extension="xml" ContentType="application/xml"/>"#,
    r#"<Override PartName="/docProps/app.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>"#,
    r#"<Override PartName="/docProps/core.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>"#,
    r#"<Override PartName="/word/document.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>"#,
    r#"<Override PartName="/word/header1.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>"#,
    r#"<Override PartName="/word/header2.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>"#,
    r#"<Override PartName="/word/settings.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>"#,
    r#"<Override PartName="/word/styles.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>"#,
    "</Types>"
);

/// Where the text and the properties are.
const PACKAGE_RELATIONS: &str = concat!(
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Target="word/document.xml" "#,
    r#"Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>"#,
    r#"<Relationship Id="rId2" Target="docProps/core.xml" "#,
    r#"Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"/>"#,
    r#"<Relationship Id="rId3" Target="docProps/app.xml" "#,
    r#"Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties"/>"#,
    "</Relationships>"
);

/// What belongs to the text: header1 is that of the first page, header2 that of all others.
const DOCUMENT_RELATIONS: &str = concat!(
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Target="styles.xml" "#,
    r#"Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/>"#,
    r#"<Relationship Id="rId2" Target="settings.xml" "#,
    r#"Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings"/>"#,
    r#"<Relationship Id="rId3" Target="header1.xml" "#,
    r#"Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"/>"#,
    r#"<Relationship Id="rId4" Target="header2.xml" "#,
    r#"Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"/>"#,
    "</Relationships>"
);

/// The program, and nothing of the machine it runs on.
const APP: &str = concat!(
    r#"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">"#,
    "<Application>daumoi</Application></Properties>"
);

/// Compatibility 15: without it Word opens the file in its "compatibility mode".
const SETTINGS: &str = concat!(
    r#"<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>"#,
    r#"<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" "#,
    r#"w:val="15"/></w:compat><w:themeFontLang w:val="vi-VN"/>"#,
    r#"<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>"#
);

/// Headings are styles of their own: Word then offers them for moving about and for a table of contents.
const STYLES: &str = concat!(
    "<w:docDefaults><w:rPrDefault><w:rPr>",
    r#"<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" "#,
    r#"w:cs="Times New Roman"/><w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/>"#,
    r#"<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>"#,
    "<w:pPrDefault><w:pPr><w:widowControl/>",
    r#"<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>"#,
    r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>"#,
    r#"<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">"#,
    r#"<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>"#,
    r#"<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>"#,
    r#"<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>"#,
    r#"<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>"#,
    r#"<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"#,
    r#"<w:style w:type="paragraph" w:styleId="BodyText"><w:name w:val="Body Text"/><w:basedOn w:val="Normal"/>"#,
    r#"<w:qFormat/><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/>"#,
    r#"<w:ind w:firstLine="720"/><w:jc w:val="both"/></w:pPr></w:style>"#,
    r#"<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="BodyText"/>"#,
    r#"<w:next w:val="BodyText"/><w:uiPriority w:val="9"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/>"#,
    r#"<w:spacing w:before="120"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr></w:style>"#,
    r#"<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="BodyText"/>"#,
    r#"<w:next w:val="BodyText"/><w:uiPriority w:val="9"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/>"#,
    r#"<w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr></w:style>"#,
    r#"<w:style w:type="paragraph" w:styleId="Heading3"><w:name w:val="heading 3"/><w:basedOn w:val="BodyText"/>"#,
    r#"<w:next w:val="BodyText"/><w:uiPriority w:val="9"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/>"#,
    r#"<w:outlineLvl w:val="2"/></w:pPr></w:style>"#,
    r#"<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/><w:basedOn w:val="Normal"/>"#,
    r#"<w:next w:val="BodyText"/><w:uiPriority w:val="35"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/>"#,
    r#"<w:spacing w:before="120" w:after="120"/><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr></w:style>"#,
    r#"<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="Normal"/>"#,
    r#"<w:uiPriority w:val="99"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>"#
);

/// All parts in the order in which they are written; readers expect the content types first.
pub(super) fn all(document: &Document) -> Vec<(&'static str, String)> {
    let fixed = |xml: &str| format!("{DECLARATION}{xml}");
    vec![
        ("[Content_Types].xml", fixed(CONTENT_TYPES)),
        ("_rels/.rels", fixed(PACKAGE_RELATIONS)),
        ("docProps/app.xml", fixed(APP)),
        ("docProps/core.xml", core(document)),
        ("word/_rels/document.xml.rels", fixed(DOCUMENT_RELATIONS)),
        ("word/document.xml", section::document(document)),
        ("word/header1.xml", header(document.banner.as_deref(), false)),
        ("word/header2.xml", header(document.banner.as_deref(), true)),
        ("word/settings.xml", fixed(&format!("<w:settings {XMLNS_W}>{SETTINGS}</w:settings>"))),
        ("word/styles.xml", fixed(&format!("<w:styles {XMLNS_W}>{STYLES}</w:styles>"))),
    ]
}

/// The file's properties: the names given and nothing of the machine or its user.
fn core(document: &Document) -> String {
    let [title, author, created] = [&document.title, &document.author, &document.created].map(|text| escape(text));
    format!(
        "{DECLARATION}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title}</dc:title>\
         <dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{created}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{created}</dcterms:modified>\
         <dc:language>vi-VN</dc:language></cp:coreProperties>"
    )
}

/// What stands in the upper margin: the banner at the same height on all pages, the number below it.
fn header(banner: Option<&str>, numbered: bool) -> String {
    let mut out = format!("{DECLARATION}<w:hdr {XMLNS_W}>");
    let para = Para { style: Some("Header"), align: Some(Align::Centre), ..Para::default() };
    if let Some(banner) = banner {
        paragraph(&mut out, &para, super::xml::bold(SIZE_BANNER), banner);
    }
    let face = upright(SIZE_NUMBER);
    if numbered {
        let _ = write!(
            out,
            "<w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr><w:fldSimple w:instr=\" PAGE \">\
             <w:r>{}<w:t>2</w:t></w:r></w:fldSimple></w:p>",
            run_properties(face)
        );
    } else if banner.is_none() {
        paragraph(&mut out, &para, face, "");
    }
    out.push_str("</w:hdr>");
    out
}
