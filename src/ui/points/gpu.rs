//! The graphics card as far as points need it: one pipeline, found at the first frame, and a way to learn that it is gone.

use eframe::egui::{Context, Id};
use eframe::egui_wgpu::RenderState;
use eframe::wgpu;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What points are drawn with.
pub(super) struct Gpu {
    pub queue: wgpu::Queue,
    pub pipeline: wgpu::RenderPipeline,
    pub layout: wgpu::BindGroupLayout,
    device: wgpu::Device,
    /// Set by the driver, on a thread of its own.
    lost: Arc<AtomicBool>,
}

/// What was found at the first frame: a device that can draw points, or none.
#[derive(Clone)]
struct Found(Option<Arc<Gpu>>);

/// Looks once for a device that can draw points.
pub(in crate::ui) fn find(ctx: &Context, state: Option<&RenderState>) {
    let id = Id::unique("points on the gpu");
    if ctx.data(|data| data.get_temp::<Found>(id)).is_none() {
        let gpu = state.and_then(Gpu::new).map(Arc::new);
        ctx.data_mut(|data| data.insert_temp(id, Found(gpu)));
    }
}

impl Gpu {
    /// The device that was found, while it works.
    pub fn of(ctx: &Context) -> Option<Arc<Self>> {
        let Found(found) = ctx.data(|data| data.get_temp(Id::unique("points on the gpu")))?;
        found.filter(|gpu| !gpu.lost.load(Ordering::Relaxed))
    }

    fn new(state: &RenderState) -> Option<Self> {
        let device = state.device.clone();
        let (pipeline, layout) = checked(&device, || pipeline(&device, state.target_format))?;
        let lost = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&lost);
        device.set_device_lost_callback(move |_, _| flag.store(true, Ordering::Relaxed));
        Some(Self { queue: state.queue.clone(), pipeline, layout, device, lost })
    }

    /// A buffer, where the card has room for it.
    pub fn buffer(&self, bytes: usize, usage: wgpu::BufferUsages) -> Option<wgpu::Buffer> {
        let size = bytes as u64;
        if size > self.device.limits().max_buffer_size {
            return None;
        }
        let usage = usage | wgpu::BufferUsages::COPY_DST;
        let label = Some("points");
        checked(&self.device, || {
            self.device.create_buffer(&wgpu::BufferDescriptor {
                label,
                size,
                usage,
                mapped_at_creation: false,
            })
        })
    }

    /// Makes a buffer of numbers known to the pipeline.
    pub fn group(&self, uniform: &wgpu::Buffer) -> Option<wgpu::BindGroup> {
        checked(&self.device, || {
            self.device.create_bind_group(&wgpu::BindGroupDescriptor {
                label: Some("points"),
                layout: &self.layout,
                entries: &[wgpu::BindGroupEntry {
                    binding: 0,
                    resource: uniform.as_entire_binding(),
                }],
            })
        })
    }
}

/// What was made, unless the driver refused: an error that nobody catches would end the program.
fn checked<T>(device: &wgpu::Device, make: impl FnOnce() -> T) -> Option<T> {
    let full = device.push_error_scope(wgpu::ErrorFilter::OutOfMemory);
    let wrong = device.push_error_scope(wgpu::ErrorFilter::Validation);
    let made = make();
    let errors = [pollster::block_on(wrong.pop()), pollster::block_on(full.pop())];
    if let Some(error) = errors.into_iter().flatten().next() {
        log::warn!("points are not drawn on the graphics card: {error}");
        return None;
    }
    Some(made)
}

fn pipeline(
    device: &wgpu::Device,
    target: wgpu::TextureFormat,
) -> (wgpu::RenderPipeline, wgpu::BindGroupLayout) {
    let label = Some("points");
    let module = device.create_shader_module(wgpu::ShaderModuleDescriptor {
        label,
        source: wgpu::ShaderSource::Wgsl(include_str!("points.wgsl").into()),
    });
    let layout = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
        label,
        entries: &[wgpu::BindGroupLayoutEntry {
            binding: 0,
            visibility: wgpu::ShaderStages::VERTEX_FRAGMENT,
            ty: wgpu::BindingType::Buffer {
                ty: wgpu::BufferBindingType::Uniform,
                has_dynamic_offset: false,
                min_binding_size: None,
            },
            count: None,
        }],
    });
    let pipeline_layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
        label,
        bind_group_layouts: &[Some(&layout)],
        immediate_size: 0,
    });
    let an_instance = |stride, attributes| {
        Some(wgpu::VertexBufferLayout {
            array_stride: stride,
            step_mode: wgpu::VertexStepMode::Instance,
            attributes,
        })
    };
    let pipeline = device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
        label,
        layout: Some(&pipeline_layout),
        vertex: wgpu::VertexState {
            module: &module,
            entry_point: Some("corner"),
            compilation_options: wgpu::PipelineCompilationOptions::default(),
            buffers: &[
                an_instance(8, &wgpu::vertex_attr_array![0 => Float32x2]),
                an_instance(4, &wgpu::vertex_attr_array![1 => Uint32]),
            ],
        },
        primitive: wgpu::PrimitiveState {
            topology: wgpu::PrimitiveTopology::TriangleStrip,
            ..wgpu::PrimitiveState::default()
        },
        depth_stencil: None,
        multisample: wgpu::MultisampleState::default(),
        fragment: Some(wgpu::FragmentState {
            module: &module,
            entry_point: Some(if target.is_srgb() { "linear_target" } else { "gamma_target" }),
            compilation_options: wgpu::PipelineCompilationOptions::default(),
            targets: &[Some(wgpu::ColorTargetState {
                format: target,
                // As egui blends its own shapes.
                blend: Some(wgpu::BlendState {
                    color: wgpu::BlendComponent {
                        src_factor: wgpu::BlendFactor::One,
                        dst_factor: wgpu::BlendFactor::OneMinusSrcAlpha,
                        operation: wgpu::BlendOperation::Add,
                    },
                    alpha: wgpu::BlendComponent {
                        src_factor: wgpu::BlendFactor::OneMinusDstAlpha,
                        dst_factor: wgpu::BlendFactor::One,
                        operation: wgpu::BlendOperation::Add,
                    },
                }),
                write_mask: wgpu::ColorWrites::ALL,
            })],
        }),
        multiview_mask: None,
        cache: None,
    });
    (pipeline, layout)
}
