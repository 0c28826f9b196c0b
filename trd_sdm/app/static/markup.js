globalThis.trdSdm.define("Markup", ({ model, el, sdm }) => {
  const box = sdm.make("div", { className: "trd-markup", role: model.get("live") ? "status" : null });
  function draw() {
    box.innerHTML = model.get("html"); // trusted: rendered with autoescape in Python
    for (const link of box.querySelectorAll("a[href]:not([href^='#'])")) {
      link.target = "_blank";
      link.rel = "noopener noreferrer";
    }
    // A table wider than the screen scrolls in a region a keyboard can reach.
    for (const region of box.querySelectorAll(".trd-table-region")) region.tabIndex = 0;
  }
  model.on("change:html", draw);
  draw();
  el.append(box);
});
