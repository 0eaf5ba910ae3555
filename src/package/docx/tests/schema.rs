//! The order of elements: Word refuses a file that other programs open when it is not the schema's.

use super::tree::{Node, parts};
use super::{annexed, hostile};

/// Parents and the order of their children in ECMA-376, as far as the writer uses or might use them.
const ORDER: [(&str, &str); 11] = [
    (
        "w:pPr",
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs \
         suppressAutoHyphens spacing ind contextualSpacing mirrorIndents jc textDirection textAlignment outlineLvl \
         cnfStyle rPr sectPr",
    ),
    ("w:rPr", "rStyle rFonts b bCs i iCs caps smallCaps strike color spacing w kern position sz szCs highlight u lang"),
    ("w:tblPr", "tblStyle tblpPr tblOverlap tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook"),
    ("w:tblBorders", "top left bottom right insideH insideV"),
    ("w:tblCellMar", "top left bottom right"),
    ("w:trPr", "cantSplit tblHeader"),
    ("w:tcPr", "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign"),
    (
        "w:sectPr",
        "headerReference headerReference footerReference type pgSz pgMar pgBorders pgNumType cols vAlign titlePg docGrid",
    ),
    (
        "w:style",
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr",
    ),
    ("w:tbl", "tblPr tblGrid tr"),
    ("w:settings", "zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol listSeparator"),
];

/// Fails at the first element out of order.
fn check(part: &str, node: &Node) {
    if let Some((_, order)) = ORDER.iter().find(|(name, _)| *name == node.name) {
        let order: Vec<&str> = order.split(' ').collect();
        let mut at = 0;
        for child in &node.children {
            let name = child.name.strip_prefix("w:").unwrap();
            let step = order[at..].iter().position(|o| *o == name);
            at += step.unwrap_or_else(|| panic!("{part}: {name} in {} is out of order", node.name));
            // Only rows come in any number.
            at += usize::from(name != "tr");
        }
    }
    node.children.iter().for_each(|child| check(part, child));
}

#[test]
fn elements_are_in_the_order_of_the_schema() {
    for document in [annexed(), hostile()] {
        for (name, root) in parts(&document) {
            check(&name, &root);
        }
    }
}

#[test]
fn every_part_is_named_with_its_kind_and_every_reference_leads_to_a_part() {
    let parts = parts(&annexed());
    let find = |name: &str| &parts.iter().find(|(n, _)| n == name).unwrap().1;
    let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names[0], "[Content_Types].xml");
    let types: Vec<&str> = find(names[0]).all("Override").iter().filter_map(|o| o.attribute("PartName")).collect();
    let content: Vec<String> = names[1..].iter().filter(|n| !n.contains("_rels/")).map(|n| format!("/{n}")).collect();
    assert_eq!(types, content);

    let targets = |part: &str| -> Vec<(String, String)> {
        let value = |r: &Node, name: &str| r.attribute(name).unwrap().to_owned();
        find(part).all("Relationship").into_iter().map(|r| (value(r, "Id"), value(r, "Target"))).collect()
    };
    assert!(targets("_rels/.rels").iter().all(|(_, target)| names.contains(&target.as_str())));
    let of_text = targets("word/_rels/document.xml.rels");
    assert!(of_text.iter().all(|(_, target)| names.contains(&format!("word/{target}").as_str())));
    let used = find("word/document.xml").all("w:headerReference");
    assert!(used.iter().all(|r| of_text.iter().any(|(id, _)| r.attribute("r:id") == Some(id))));
    let styles: Vec<&str> =
        find("word/styles.xml").all("w:style").iter().filter_map(|s| s.attribute("w:styleId")).collect();
    for (name, root) in &parts {
        for style in root.all("w:pStyle") {
            assert!(styles.contains(&style.attribute("w:val").unwrap()), "{name}: {style:?}");
        }
    }
}
