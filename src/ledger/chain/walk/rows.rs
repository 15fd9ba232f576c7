//! The table's side of a walk.

use super::Piece;
use crate::ledger::chain::source::Findings;
use crate::ledger::chain::table::{Row, next_row};
use crate::ledger::chain::{Damage, Head, Layout};
use rusqlite::Rows;

pub(super) struct TableWalk<'a> {
    rows: Option<Rows<'a>>,
    next: Option<Row>,
    pub(super) doubt: Option<Damage>,
    /// The first record that it should hold and does not.
    pub(super) hurt_at: Option<u64>,
    pub(super) kept: Findings,
}

impl<'a> TableWalk<'a> {
    pub(super) fn of(rows: Option<Rows<'a>>, doubt: Option<Damage>) -> Self {
        TableWalk {
            rows,
            next: None,
            doubt,
            hurt_at: None,
            kept: Findings::default(),
        }
    }

    fn peek(&mut self) -> Option<Row> {
        if self.next.is_none() {
            let rows = self.rows.as_mut()?;
            match next_row(rows) {
                Ok(row) => self.next = row,
                Err(damage) => {
                    self.rows = None;
                    self.doubt.get_or_insert(damage);
                }
            }
        }
        self.next.take()
    }

    pub(super) fn piece(&mut self, head: Head, layout: Layout) -> Piece {
        let number = head.revision + 1;
        loop {
            let Some((stored, record)) = self.peek() else {
                return match self.doubt {
                    Some(_) => Piece::Silent,
                    None => Piece::Ends,
                };
            };
            if stored < number as i64 && stored > 0 {
                self.hurt(number, "another one stands twice");
                continue;
            }
            let what = if stored > number as i64 {
                self.next = Some((stored, record));
                "it is missing"
            } else {
                match record {
                    Ok((body, link)) => {
                        let next = head.next(layout.context, &body);
                        if next.link == link {
                            self.kept.hold(number, 0);
                            return Piece::Holds(body, next);
                        }
                        "its link does not match"
                    }
                    Err(what) => what,
                }
            };
            self.hurt(number, what);
            return Piece::Broken(what.to_owned());
        }
    }

    fn hurt(&mut self, number: u64, what: &str) {
        self.hurt_at.get_or_insert(number);
        self.kept.hurt(number, what);
    }
}
