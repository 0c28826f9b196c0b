globalThis.trdSdm.define("Fold", ({ model, el, sdm }) => {
  const { make } = sdm;
  const button = make("button", { type: "button", className: "trd-fold-button" });
  el.append(button);
  let open = model.get("is_open");

  function draw() {
    button.textContent = model.get("label");
    button.setAttribute("aria-expanded", String(open));
    // The box is put together after its parts, so the class goes on once it is there.
    requestAnimationFrame(() => el.closest(".trd-folding")?.classList.toggle("trd-open", open));
  }
  button.addEventListener("click", () => { open = !open; draw(); });
  model.on("change:label", draw);
  model.on("change:is_open", () => { open = model.get("is_open"); draw(); });
  draw();
});
