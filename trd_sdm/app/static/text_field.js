globalThis.trdSdm.define("TextField", ({ model, el, sdm, signal }) => {
  const { make } = sdm;
  const PAUSE = 700; // ms without a key: the words so far are an answer
  const NEAR = 50; // characters left from which the field says so
  const id = sdm.uid("text");
  const label = make("label", { htmlFor: id, className: "trd-text-label" });
  const help = make("p", { id: `${id}-help`, className: "trd-help" });
  const left = make("p", { id: `${id}-left`, className: "trd-help", role: "status" });
  const field = model.get("lines") > 1
    ? make("textarea", { id, rows: model.get("lines") })
    : make("input", { id, type: "text", autocomplete: "off" });
  field.className = "trd-text-input";
  field.setAttribute("aria-describedby", `${id}-help ${id}-left`);
  let timer = null;
  let sent = null;

  const words = () => field.value.trim();
  function answer() {
    clearTimeout(timer);
    if (words() === sent) return;
    sent = words();
    sdm.input(model, model.get("key"), sent || null);
  }
  function count() {
    const rest = model.get("max_length") - field.value.length;
    const text = rest < NEAR ? `${rest} characters left.` : "";
    if (left.textContent !== text) left.textContent = text;
    left.hidden = !text;
  }
  function read() {
    const value = model.get("value") ?? "";
    // Nobody's typing is overwritten, not by an older answer of their own either.
    if (sdm.ahead(model.get("key")) || words() === value || (document.activeElement === field && words() !== sent)) return;
    field.value = value;
    sent = value;
    count();
  }
  field.addEventListener("input", () => { count(); clearTimeout(timer); timer = setTimeout(answer, PAUSE); });
  field.addEventListener("change", answer);
  field.addEventListener("blur", answer);
  signal.addEventListener("abort", () => clearTimeout(timer));

  function draw() {
    label.textContent = model.get("label");
    help.textContent = model.get("help");
    help.hidden = !model.get("help");
    field.maxLength = model.get("max_length");
    field.disabled = model.get("disabled");
    count();
  }
  model.on("change:value", read);
  for (const name of ["label", "help", "max_length", "disabled"]) model.on(`change:${name}`, draw);
  field.value = model.get("value") ?? "";
  sent = words();
  draw();
  el.append(make("div", { className: "trd-text" }, label, help, field, left));
});
