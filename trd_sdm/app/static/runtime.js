// Opens the gate the parts wait at, and starts the page's runtime for this widget.
const gate = (globalThis.trdSdmGate ??= (() => {
  let open;
  const ready = new Promise((resolve) => { open = resolve; });
  return { ready, open };
})());
gate.open(globalThis.trdSdm);

export default {
  initialize({ model }) { globalThis.trdSdm.start(model); },
  render({ el }) {
    const line = globalThis.trdSdm.make("div", { className: "trd-status", role: "status" });
    el.append(line);
    // In JupyterLab the output of our cell is the page; the rest of the window keeps its own look.
    requestAnimationFrame(() => {
      if (!document.body.classList.contains("trd-body")) el.closest(".jp-OutputArea")?.classList.add("trd-body");
    });
    return globalThis.trdSdm.statusLine(line);
  },
};
