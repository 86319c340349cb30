//! What the document has to say: notices, and what is under way.

use super::{Action, Analysis, Opening, Project};
use crate::data::Notice;
use crate::methods::Method;
use std::time::Duration;

impl Project {
    /// Everything that was said about reading, preparing and computing.
    pub fn notices(&self) -> Vec<Notice> {
        let mut notices = Vec::new();
        if let Some(opened) = &self.opened {
            notices.extend_from_slice(opened.table.notices());
        }
        if let Some(prepared) = self.prepared() {
            notices.extend_from_slice(&prepared.notices);
        }
        for map in [self.pca.latest(), self.tsne.latest()].into_iter().flatten() {
            notices.extend_from_slice(&map.notices);
        }
        notices
    }

    /// What is under way: what it is in words, how far (if known), for how long, and how to cancel it.
    pub fn jobs(&self) -> Vec<(String, Option<f32>, Duration, Action)> {
        let mut jobs = Vec::new();
        if let Some(Opening { source, job, .. }) = &self.opening {
            let action = Action::Cancel(None);
            let name = format!("Reading {}", source.name());
            jobs.push((name, job.progress().fraction(), job.elapsed(), action));
        }
        if let Some(job) = self.prepared.job() {
            let action = Action::Cancel(Some(Method::Pca));
            let name = "Preparing columns".to_owned();
            jobs.push((name, job.progress().fraction(), job.elapsed(), action));
        }
        for (method, slot) in [(Method::Pca, &self.pca), (Method::Tsne, &self.tsne)] {
            if let Some(job) = slot.job() {
                let action = Action::Cancel(Some(method));
                let name = method.title().to_owned();
                jobs.push((name, job.progress().fraction(), job.elapsed(), action));
            }
        }
        for analysis in Analysis::ALL {
            if let Some(job) = self.analyses.slot(analysis).job() {
                let action = Action::GiveUp(analysis);
                let name = analysis.title().to_owned();
                jobs.push((name, job.progress().fraction(), job.elapsed(), action));
            }
        }
        jobs
    }
}
