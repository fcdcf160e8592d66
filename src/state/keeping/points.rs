//! Letting old restore points go.

use crate::bundle;
use crate::keeping::{POINTS_ALWAYS, RestorePoint, held_by, points_to_let_go};
use crate::platform;
use crate::state::app::OpenWorkspace;
use crate::storage::{KeptFile, Write};

/// Reads what restore points hold.
pub(super) async fn read_points(all: &[KeptFile]) -> Vec<RestorePoint> {
    let mut points = Vec::new();
    for point in all {
        platform::rest().await;
        points.push(match bundle::read(point.text.as_bytes()) {
            Ok(bundle) => RestorePoint::new(&point.at, &bundle),
            // Nobody knows what it holds: it stays.
            Err(_) => RestorePoint {
                day: None,
                holds: vec![point.id.clone()],
            },
        });
    }
    points
}

impl OpenWorkspace {
    /// Lets old restore points go, behind the page; see [`points_to_let_go`].
    pub(in crate::state) async fn thin_points(&self) {
        let all = self.restore_points.get_untracked();
        if all.len() <= POINTS_ALWAYS {
            return;
        }
        let points = read_points(&all).await;
        let Some(_hold) = self.books.hold().await else {
            return;
        };
        // A disk that has lost everything gets all of it back first.
        if self.books.owes_all() {
            return;
        }
        // What the workspace holds may have gone while the points were read: it is looked at now that nothing is being written.
        if self.restore_points.with_untracked(|points| *points != all) {
            return;
        }
        let mut now = self.books.with(held_by);
        for files in [self.sent, self.received] {
            files.with_untracked(|files| now.extend(files.iter().map(|file| file.id.clone())));
        }
        // An office's submissions lie apart.
        let Ok(submissions) = self.db().submission_ids().await else {
            return;
        };
        now.extend(submissions);
        let gone: Vec<String> = points_to_let_go(&points, &now)
            .into_iter()
            .map(|at| all[at].id.clone())
            .collect();
        if gone.is_empty() {
            return;
        }
        let Some(turn) = self.books.with_log(|log, _| log.tidy(Vec::new())) else {
            return;
        };
        let number = turn.number;
        let write = Write {
            turn: Some((turn, self.tab().id().to_owned())),
            restore_points_removed: gone.clone(),
            ..Write::default()
        };
        // Where it fails, all is as it was, and the next start tries again.
        let written = self.db().write(write).await.is_ok();
        self.books.turn_ended(number, written);
        if written {
            self.restore_points
                .update(|points| points.retain(|point| !gone.contains(&point.id)));
        }
    }
}
