//! Tables.

use super::super::{Align, Block, Cell, HeadCell, LANDSCAPE_MM, PORTRAIT_MM, Row, Table};
use super::tree::{Node, body};
use super::{annexed, head_cell, report, tasks};

/// The first table of a report's text, with all nodes around it dropped.
fn written(table: Table) -> Node {
    let mut document = report();
    document.body = vec![Block::Table(table)];
    body(&document).into_iter().filter(|n| n.name == "w:tbl").nth(1).unwrap()
}

/// A row of right-aligned cells.
fn cells(texts: &[&str]) -> Row {
    let cell = |t: &&str| Cell { text: (*t).to_owned(), align: Align::Right, bold: false };
    Row::Cells(texts.iter().map(cell).collect())
}

/// Text, columns spanned and `w:vMerge` of each cell of a row.
fn shape(row: &Node) -> Vec<(String, usize, Option<&str>)> {
    let span = |c: &Node| c.value("w:gridSpan", "w:val").map_or(1, |v| v.parse().unwrap());
    row.all("w:tc").into_iter().map(|c| (c.text(), span(c), c.value("w:vMerge", "w:val"))).collect()
}

/// Widths of the columns, twips.
fn grid(table: &Node) -> Vec<u32> {
    table.all("w:gridCol").iter().map(|c| c.attribute("w:w").unwrap().parse().unwrap()).collect()
}

#[test]
fn cells_of_the_head_keep_their_columns_below_cells_that_span_rows() {
    let head: Vec<Vec<HeadCell>> = vec![
        vec![head_cell("A", 1, 2), head_cell("B", 3, 1), head_cell("C", 1, 1)],
        vec![head_cell("D", 1, 2), head_cell("E", 2, 1), head_cell("F", 1, 9)],
        vec![head_cell("G", 1, 1), head_cell("H", 9, 1)],
    ];
    let table = written(Table { widths: vec![20; 5], head, rows: vec![cells(&["1", "2", "3", "4", "5"])] });
    let rows = table.all("w:tr");
    let cell = |text: &str, span, merge| (text.to_owned(), span, merge);
    let (start, on) = (Some("restart"), Some("continue"));
    assert_eq!(shape(rows[0]), [cell("A", 1, start), cell("B", 3, None), cell("C", 1, None)]);
    assert_eq!(shape(rows[1]), [cell("", 1, on), cell("D", 1, start), cell("E", 2, None), cell("F", 1, start)]);
    // "A" has ended; "H" ends where "F" goes on.
    let last = [cell("G", 1, None), cell("", 1, on), cell("H", 2, None), cell("", 1, on)];
    assert_eq!(shape(rows[2]), last);
    assert_eq!(rows.iter().map(|r| r.has("w:tblHeader")).collect::<Vec<_>>(), [true, true, true, false]);
}

#[test]
fn ragged_rows_lose_no_text_and_fill_the_grid() {
    let head = vec![vec![head_cell("A", 2, 2)], vec![head_cell("B", 1, 1), head_cell("C", 1, 1)], Vec::new()];
    let rows = vec![cells(&["1"]), Row::Group("Nhóm".to_owned()), cells(&["1", "2", "3", "4", "5", "6"])];
    let table = written(Table { widths: vec![30], head, rows });
    assert_eq!(grid(&table).len(), 6);
    for row in table.all("w:tr") {
        assert_eq!(shape(row).iter().map(|(_, span, _)| span).sum::<usize>(), 6);
        assert!(row.has("w:cantSplit"));
        assert!(row.all("w:tc").iter().all(|c| c.children.last().unwrap().name == "w:p"));
    }
    assert_eq!(table.text(), "ABC1Nhóm123456");
}

#[test]
fn a_table_is_never_wider_than_the_text() {
    let wide = |widths: Vec<u32>| grid(&written(Table { widths, head: Vec::new(), rows: vec![cells(&["1"])] }));
    let room = 11_906 - 1_701 - 850;
    assert_eq!(wide(vec![10, 20]), [566, 1_133]);
    for widths in [vec![PORTRAIT_MM / 5; 5], vec![300, 100], vec![u32::MAX; 3], vec![0, 0]] {
        assert!(wide(widths.clone()).iter().sum::<u32>() <= room, "{widths:?}");
    }
    let shrunk = wide(vec![300, 100]);
    assert!(shrunk[0].abs_diff(3 * shrunk[1]) < 4);
    // What the constants promise fits without being made narrower.
    assert_eq!(wide(vec![PORTRAIT_MM]), [PORTRAIT_MM * 14_400 / 254]);
    const { assert!(LANDSCAPE_MM * 14_400 / 254 <= 16_838 - 1_701 - 850) };
}

#[test]
fn a_table_of_a_landscape_annex_may_be_as_wide_as_its_page() {
    let tables: Vec<u32> =
        body(&annexed()).iter().filter(|n| n.name == "w:tbl").map(|n| grid(n).iter().sum()).collect();
    // Head, signature, the wide annex, the upright one.
    assert!(tables[2].abs_diff(LANDSCAPE_MM * 14_400 / 254) <= 7, "{tables:?}");
    assert!((9_340..=9_355).contains(&tables[3]), "{tables:?}");
}

#[test]
fn tables_in_a_row_stay_two_and_a_paragraph_ends_each_section() {
    let mut document = report();
    document.body = vec![Block::Table(tasks(2)), Block::Table(tasks(2))];
    let nodes = body(&document);
    assert!(nodes.windows(2).all(|pair| pair.iter().any(|n| n.name != "w:tbl")));
    assert_eq!(nodes[nodes.len() - 2].name, "w:p");
    assert!(nodes.iter().all(|n| ["w:p", "w:tbl", "w:sectPr"].contains(&n.name.as_str())));
}

#[test]
fn a_table_at_the_end_of_an_annex_has_one_low_paragraph_below_it() {
    let nodes = body(&annexed());
    for end in nodes.iter().filter(|n| n.has("w:sectPr")).skip(1).chain([&nodes[nodes.len() - 2]]) {
        let at = nodes.iter().position(|n| std::ptr::eq(n, end)).unwrap();
        assert_eq!((nodes[at - 1].name.as_str(), end.value("w:spacing", "w:line")), ("w:tbl", Some("20")));
    }
}

#[test]
fn a_table_without_columns_is_left_out() {
    let mut document = report();
    document.body = vec![Block::Table(Table { widths: Vec::new(), head: vec![Vec::new()], rows: Vec::new() })];
    assert_eq!(body(&document).iter().filter(|n| n.name == "w:tbl").count(), 2);
}

#[test]
fn what_follows_a_table_keeps_away_from_it_without_an_empty_paragraph() {
    let mut document = report();
    let line = || Block::Paragraph("Một.\nHai.".to_owned());
    document.body = vec![line(), Block::Table(tasks(1)), line()];
    let nodes = body(&document);
    let at = nodes.iter().rposition(|n| n.text() == "Một.").unwrap();
    assert_eq!(nodes[at - 1].name, "w:tbl");
    let before = |n: &Node| n.value("w:spacing", "w:before").map(str::to_owned);
    assert_eq!([before(&nodes[at]), before(&nodes[at + 1])], [Some("120".to_owned()), None]);
    // The space below a paragraph is still that of its style.
    assert_eq!(nodes[at].value("w:spacing", "w:after"), None);
}
