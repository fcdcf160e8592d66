//! From pasted text to rows of cells.

/// A row of a spreadsheet, with the line of the text in which it begins, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cells {
    pub(super) line: usize,
    pub(super) cells: Vec<String>,
}

impl Cells {
    /// The cell at a place; empty beyond the row's end, as spreadsheets leave out what is empty there.
    pub(super) fn at(&self, place: usize) -> &str {
        self.cells.get(place).map_or("", String::as_str)
    }

    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }
}

/// The rows of a text, blank ones left out. A spreadsheet's copy has tabs between the cells; a text with none is told
/// apart by the sign that it has most of.
pub(super) fn rows(text: &str) -> Vec<Cells> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let between = separator(text);
    let chars: Vec<char> = text.chars().collect();
    let mut rows = Vec::new();
    let mut row = Cells {
        line: 1,
        cells: Vec::new(),
    };
    let mut cell = String::new();
    let (mut at, mut line) = (0, 1);
    while at <= chars.len() {
        let c = chars.get(at).copied();
        match c {
            Some('"') if cell.is_empty() => {
                // Quotes hold a cell together, line breaks and all; a single one that is never closed is a sign like others.
                if let Some((quoted, end)) = quoted(&chars, at, between) {
                    line += quoted.matches('\n').count();
                    cell = quoted;
                    at = end;
                    continue;
                }
                cell.push('"');
            }
            Some(c) if c == between => row.cells.push(plain(&std::mem::take(&mut cell))),
            None | Some('\n' | '\r') => {
                row.cells.push(plain(&std::mem::take(&mut cell)));
                if !row.is_blank() {
                    rows.push(row);
                }
                if c == Some('\r') && chars.get(at + 1) == Some(&'\n') {
                    at += 1;
                }
                line += 1;
                row = Cells {
                    line,
                    cells: Vec::new(),
                };
            }
            Some(c) => cell.push(c),
        }
        at += 1;
    }
    rows
}

/// What a cell that begins with a quote holds, and where it ends: before a separator or at the end of a line.
fn quoted(chars: &[char], start: usize, between: char) -> Option<(String, usize)> {
    let mut text = String::new();
    let mut at = start + 1;
    loop {
        match (chars.get(at)?, chars.get(at + 1)) {
            ('"', Some('"')) => {
                text.push('"');
                at += 2;
            }
            ('"', None) => return Some((text, at + 1)),
            ('"', Some(next)) if *next == between || matches!(next, '\n' | '\r') => {
                return Some((text, at + 1));
            }
            // A quote amid words: the cell was not quoted, it only begins with one.
            ('"', Some(_)) => return None,
            (c, _) => {
                text.push(*c);
                at += 1;
            }
        }
    }
}

fn separator(text: &str) -> char {
    if text.contains('\t') {
        return '\t';
    }
    let mut best = (0, '\t');
    for sign in [',', '，', ';', '；', '|'] {
        let count = text.chars().filter(|c| *c == sign).count();
        if count > best.0 {
            best = (count, sign);
        }
    }
    best.1
}

/// A cell without white space around it, on one line, and without the sign that kept a spreadsheet from calculating it.
fn plain(cell: &str) -> String {
    let mut words = String::new();
    for part in cell.split(|c: char| c.is_whitespace() || c.is_control()) {
        if !part.is_empty() {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(part);
        }
    }
    match words.strip_prefix('\'') {
        Some(rest) if super::calculates(rest) => rest.to_owned(),
        _ => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(usize, Vec<String>)> {
        rows(text).into_iter().map(|row| (row.line, row.cells)).collect()
    }

    fn row(line: usize, cells: &[&str]) -> (usize, Vec<String>) {
        (line, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn separators_quotes_and_blank_rows() {
        for (text, expected) in [
            (
                "甲\t乙\r\n丙\t丁\r\n",
                vec![row(1, &["甲", "乙"]), row(2, &["丙", "丁"])],
            ),
            (
                "甲,乙\n\n \n丙,丁",
                vec![row(1, &["甲", "乙"]), row(4, &["丙", "丁"])],
            ),
            ("甲，乙；丙，丁", vec![row(1, &["甲", "乙；丙", "丁"])]),
            ("甲；乙", vec![row(1, &["甲", "乙"])]),
            (
                "\u{feff}甲\t\"乙\n丙\"\t丁\n戊",
                vec![row(1, &["甲", "乙 丙", "丁"]), row(3, &["戊"])],
            ),
            ("\"甲\"\"乙\"\"\",丙", vec![row(1, &["甲\"乙\"", "丙"])]),
            (
                "\"两张皮\"问题\t乙\n丙",
                vec![row(1, &["\"两张皮\"问题", "乙"]), row(2, &["丙"])],
            ),
            (
                "甲\t\"乙\n丙\t丁",
                vec![row(1, &["甲", "\"乙"]), row(2, &["丙", "丁"])],
            ),
            ("'=甲,'乙", vec![row(1, &["=甲", "'乙"])]),
            ("甲\u{a0}\u{3000}乙\t", vec![row(1, &["甲 乙", ""])]),
        ] {
            assert_eq!(cells(text), expected, "{text}");
        }
    }
}
