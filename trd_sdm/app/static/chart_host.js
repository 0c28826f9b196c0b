const REFUSE = "charts load nothing from outside";
const loader = {
  load: () => Promise.reject(new Error(REFUSE)),
  http: () => Promise.reject(new Error(REFUSE)),
  file: () => Promise.reject(new Error(REFUSE)),
  sanitize: (uri) => (/^(#|data:image\/)/.test(uri) ? Promise.resolve({ href: uri }) : Promise.reject(new Error(REFUSE))),
};

globalThis.trdSdm.define("ChartHost", ({ model, el, sdm, signal }) => {
  const { make } = sdm;
  const id = sdm.uid("chart");
  const chartId = model.get("chart_id");
  const title = make("p", { id: `${id}-title`, className: "trd-chart-title" });
  const subtitle = make("p", { className: "trd-chart-subtitle" });
  const staleLabel = make("p", { id: `${id}-stale`, className: "trd-stale-label", hidden: true }, "Not up to date");
  const canvas = make("div", { className: "trd-chart-canvas", role: "img", "aria-labelledby": `${id}-title`, "aria-describedby": `${id}-text` });
  const region = make("div", { className: "trd-chart-region" }, canvas);
  const text = make("p", { id: `${id}-text`, className: "trd-chart-text" });
  const trouble = make("p", { className: "trd-chart-trouble", role: "status" });
  const figure = make("figure", { className: "trd-chart", "aria-labelledby": `${id}-title` },
    make("figcaption", { className: "trd-chart-caption" }, title, staleLabel), subtitle, region, trouble, text);
  figure.dataset.chart = chartId;

  let api = null; // the mounted vega view
  let failure = null; // what the last drawing raised
  let width = 0;
  let turn = Promise.resolve(); // one drawing at a time

  const logger = {
    level() { return this; },
    error(...parts) { failure ??= parts.find((part) => part instanceof Error) ?? new Error(parts.join(" ")); return this; },
    warn() { return this; },
    info() { return this; },
    debug() { return this; },
  };
  const follows = (spec) => spec.width === "container";
  const latest = () => ({ ...model.get("params"), ...sdm.params.get(chartId) });

  function mark() {
    const stale = sdm.stale || failure !== null;
    figure.classList.toggle("trd-stale", stale);
    staleLabel.hidden = !stale;
    canvas.setAttribute("aria-describedby", stale ? `${id}-stale ${id}-text` : `${id}-text`);
    const said = failure === null ? "" : "This chart could not be drawn. The numbers beside it are up to date.";
    if (trouble.textContent !== said) trouble.textContent = said;
  }

  async function embed() {
    api?.finalize();
    api = null;
    failure = null;
    const spec = structuredClone(model.get("spec"));
    if (!spec || Object.keys(spec).length === 0) { canvas.replaceChildren(); return; }
    const values = latest();
    for (const param of spec.params ?? []) if (param.name in values) param.value = values[param.name];
    spec.description ??= model.get("description");
    // The width is ours alone: Vega's own ear for the window would set it once more, past the room made below.
    const fits = follows(spec);
    if (fits) Object.assign(spec, { width, autosize: spec.autosize ?? { type: "fit-x", contains: "padding" } });
    const vega = await sdm.vega();
    if (signal.aborted) return;
    try {
      const View = class extends vega.View {
        constructor(runtime, options) { super(runtime, { ...options, logger }); }
      };
      api = await vega.embed(canvas, spec, { actions: false, renderer: "svg", loader, viewClass: View });
      if (signal.aborted) { api.finalize(); api = null; } else if (fits) await settle();
    } catch (error) { failure = error; }
  }

  // What depends on the width, such as the columns of a key, is known only once the width is: then there is made room.
  const settle = () => api.view.resize().runAsync();

  async function update(params) {
    if (api === null || failure !== null) { await embed(); return; }
    try {
      for (const [name, value] of Object.entries(params)) api.view.signal(name, value);
      await api.view.runAsync();
      if ("width" in params) await settle();
    } catch (error) { failure = error; }
  }

  const queue = (job) => (turn = turn.then(async () => {
    if (width === 0 || signal.aborted) return; // not on show: it is drawn with the latest params when it is
    await job();
    if (failure !== null) sdm.chartFailed(chartId, failure);
    figure.classList.toggle("trd-drawn", api !== null);
    mark();
    region.tabIndex = region.scrollWidth > region.clientWidth ? 0 : -1;
  }));

  const view = { apply: (params) => queue(() => update(params)), stale: mark };
  if (!sdm.charts.has(chartId)) sdm.charts.set(chartId, new Set());
  sdm.charts.get(chartId).add(view);

  const observer = new ResizeObserver(([entry]) => {
    const now = Math.floor(entry.contentRect.width);
    if (now === width) return;
    const first = width === 0;
    width = now;
    if (now === 0) return;
    queue(async () => {
      if (first || api === null) await embed();
      else if (follows(model.get("spec"))) await update({ width: now });
    });
  });
  observer.observe(region);

  function words() {
    title.textContent = model.get("title");
    subtitle.textContent = model.get("subtitle");
    subtitle.hidden = !model.get("subtitle");
    text.textContent = model.get("description");
    text.classList.toggle("trd-visually-hidden", !model.get("show_description"));
  }
  model.on("change:spec", () => queue(embed));
  for (const name of ["title", "subtitle", "description", "show_description"]) model.on(`change:${name}`, words);
  words();
  mark();
  el.append(figure);

  return () => {
    observer.disconnect();
    sdm.charts.get(chartId)?.delete(view);
    api?.finalize();
    api = null;
  };
});
