globalThis.trdSdm.define("Notices", ({ model, el, sdm }) => {
  const { make } = sdm;
  // Both regions stand on the page before anything is said: screen readers announce only what changes in them.
  const regions = {
    alert: make("div", { role: "alert", className: "trd-notices" }),
    status: make("div", { role: "status", className: "trd-notices" }),
  };
  const shown = new Map();

  function draw() {
    const items = model.get("items");
    for (const [id, element] of shown) {
      if (!items.some((item) => item.id === id)) { element.remove(); shown.delete(id); }
    }
    for (const item of items) {
      if (shown.has(item.id)) continue;
      const dismiss = make("button", { type: "button", className: "trd-button trd-button-quiet", "aria-label": `Dismiss: ${item.text}` }, "Dismiss");
      dismiss.addEventListener("click", () => {
        model.set("items", model.get("items").filter((other) => other.id !== item.id));
        model.save_changes();
        draw();
      });
      const element = make("div", { className: `trd-notice trd-notice-${item.level}` },
        make("p", {}, item.text, " ", make("time", { className: "trd-notice-time" }, item.time)), dismiss);
      shown.set(item.id, element);
      (regions[item.level] ?? regions.status).append(element);
    }
  }
  model.on("change:items", draw);
  draw();
  el.append(regions.alert, regions.status);
});
