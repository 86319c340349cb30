//! What the document has to say: notices, and what is under way.

use super::super::tsne_map::told;
use super::keeping::Loading;
use super::{Action, Analysis, Job, Opening, Project};
use crate::data::Notice;
use crate::methods::Method;
use std::time::Duration;

/// A piece of work under way.
#[derive(Debug, Clone, PartialEq)]
pub struct JobLine {
    /// What it is, in words.
    pub name: String,
    /// How far it is, where that is known.
    pub fraction: Option<f32>,
    /// For how long it has been under way.
    pub elapsed: Duration,
    /// How long it will take, where it tells.
    pub left: Option<Duration>,
    /// How to cancel it.
    pub cancel: Action,
}

impl Project {
    /// Everything that was said about reading, preparing and computing.
    pub fn notices(&self) -> Vec<Notice> {
        let mut notices = Vec::new();
        if let Some(opened) = &self.opened {
            notices.extend_from_slice(opened.table.notices());
            notices.extend_from_slice(&self.renumbered);
            notices.extend_from_slice(self.project_notices());
        }
        if let Some(prepared) = self.prepared() {
            notices.extend_from_slice(&prepared.notices);
        }
        let others =
            self.shown_methods().into_iter().filter(|m| !matches!(m, Method::Pca | Method::Tsne));
        for method in [Method::Pca, Method::Tsne].into_iter().chain(others) {
            notices.extend(self.map(method).iter().flat_map(|map| map.notices.iter().cloned()));
        }
        notices
    }

    /// What is under way.
    pub fn jobs(&self) -> Vec<JobLine> {
        fn line<T>(name: impl Into<String>, job: &Job<T>, cancel: Action) -> JobLine {
            let (fraction, elapsed) = (job.progress().fraction(), job.elapsed());
            JobLine { name: name.into(), fraction, elapsed, left: None, cancel }
        }
        let mut jobs = Vec::new();
        if let Some(Opening { source, job, .. }) = &self.opening {
            jobs.push(line(format!("Reading {}", source.name()), job, Action::Cancel(None)));
        }
        if let Some(Loading { path, job }) = &self.keeping.loading {
            let name = format!("Reading {}", path.display());
            jobs.push(line(name, job, Action::Cancel(None)));
        }
        if let Some(job) = self.prepared.job() {
            jobs.push(line("Preparing columns", job, Action::Cancel(Some(Method::Pca))));
        }
        if let Some(job) = self.pca.job() {
            jobs.push(line(Method::Pca.title(), job, Action::Cancel(Some(Method::Pca))));
        }
        if let Some(job) = self.tsne.job() {
            let mut line = line(Method::Tsne.title(), job, Action::Cancel(Some(Method::Tsne)));
            if let Some(live) = self.running() {
                let paused = if live.is_paused() { ", paused" } else { "" };
                line.name = match live.latest() {
                    Some(at) => {
                        let at = told(at.frame.iteration, live.goal(), None);
                        format!("t-SNE {at}{paused}")
                    }
                    None => format!("t-SNE: neighbours{paused}"),
                };
                line.left = live.left();
            }
            jobs.push(line);
        }
        for (method, slot) in self.shown_methods().into_iter().zip(&self.others) {
            if let Some(job) = slot.job() {
                jobs.push(line(method.title(), job, Action::Cancel(Some(method))));
            }
        }
        for analysis in Analysis::ALL {
            if let Some(job) = self.analyses.slot(analysis).job() {
                jobs.push(line(analysis.title(), job, Action::GiveUp(analysis)));
            }
        }
        if let Some(job) = self.judging_job() {
            jobs.push(line("Judging the maps", job, Action::StopJudging));
        }
        if let Some(job) = self.clustering_job() {
            jobs.push(line("Looking for clusters", job, Action::StopClustering));
        }
        if let Some(job) = self.weighing_job() {
            jobs.push(line("Weighing the evidence", job, Action::StopWeighing));
        }
        if let Some(job) = self.explaining_job() {
            jobs.push(line("Filling in the mathematics", job, Action::StopExplaining));
        }
        if let Some((job, name)) = self.strip_job() {
            jobs.push(line(name, job, Action::StopStrip));
        }
        jobs
    }
}
