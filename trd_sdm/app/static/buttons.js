globalThis.trdSdm.define("ActionButton", ({ model, el, sdm }) => {
  const { make } = sdm;
  const detailId = sdm.uid("detail");
  const button = make("button", { type: "button" });
  const detail = make("span", { id: detailId, className: "trd-button-detail" });
  el.append(make("div", { className: "trd-action" }, button, detail));

  function draw() {
    button.className = `trd-button trd-button-${model.get("kind")}`;
    button.textContent = model.get("label");
    button.disabled = model.get("disabled");
    detail.textContent = model.get("detail");
    detail.hidden = !model.get("detail");
    if (model.get("detail")) button.setAttribute("aria-describedby", detailId);
    else button.removeAttribute("aria-describedby");
  }
  // A second press while the first is under way is the same press.
  button.addEventListener("click", () => {
    if (!sdm.ahead(model.get("key"))) sdm.input(model, model.get("key"), model.get("value") + 1);
  });
  for (const name of ["label", "detail", "kind", "disabled"]) model.on(`change:${name}`, draw);
  draw();
});

globalThis.trdSdm.define("OpenFile", ({ model, el, sdm }) => {
  const { make } = sdm;
  const id = sdm.uid("file");
  const input = make("input", { type: "file", id, className: "trd-file-input", accept: model.get("accept"), "aria-describedby": `${id}-detail ${id}-said` });
  const label = make("label", { htmlFor: id, className: "trd-file-label" });
  const detail = make("p", { id: `${id}-detail`, className: "trd-help" });
  const said = make("p", { id: `${id}-said`, className: "trd-file-said", role: "alert" });
  el.append(make("div", { className: "trd-file" }, label, detail, input, said));

  function draw() {
    label.textContent = model.get("label");
    detail.textContent = model.get("detail");
    detail.hidden = !model.get("detail");
    input.disabled = model.get("disabled");
  }
  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (!file) return;
    said.textContent = "";
    if (file.size > model.get("max_bytes")) {
      const limit = Math.round(model.get("max_bytes") / 1e5) / 10;
      said.textContent = `This file was not opened: it is larger than ${limit} MB. A saved record is much smaller. Nothing has changed.`;
    } else {
      try {
        const text = await file.text();
        sdm.input(model, model.get("key"), null, { message: { kind: "opened", name: file.name, text } });
      } catch {
        said.textContent = "This file could not be read. Nothing has changed.";
      }
    }
    input.value = "";
  });
  for (const name of ["label", "detail", "disabled"]) model.on(`change:${name}`, draw);
  draw();
});
