//! What a finalist is called whose title and team another has, too.

use super::Ui;

/// By its number, which the stage shows beside it.
pub fn finalist(ui: Ui, number: usize) -> String {
    match ui {
        Ui::ZhHant => format!("入圍作品 {number}"),
        Ui::ZhHans => format!("入围作品 {number}"),
        Ui::En => format!("Finalist {number}"),
    }
}
