// Many questions with the same few answers in one part: a row a question, each with its own key. Rows are built when
// the questions change; answers, and what follows from them, only fill what stands there.
globalThis.trdSdm.define("Checklist", ({ model, el, sdm }) => {
  const { make } = sdm;
  const id = sdm.uid("checklist");
  const heading = make("p", { id: `${id}-heading`, className: "trd-checklist-heading" });
  const help = make("p", { id: `${id}-help`, className: "trd-help" });
  const count = make("p", { className: "trd-checklist-count", role: "status" });
  const body = make("div", { className: "trd-checklist-rows" });
  const foot = make("p", { className: "trd-fine" });
  const section = make("div", { role: "group", "aria-labelledby": `${id}-heading`, "aria-describedby": `${id}-help` }, help, body, foot);
  const folded = model.get("folded");
  const box = folded
    ? make("details", { className: "trd-checklist trd-details" }, make("summary", {}, heading, count), section)
    : make("div", { className: "trd-checklist" }, make("div", { className: "trd-checklist-head" }, heading, count), section);
  const groups = new Map(); // name -> its count, and the keys in it
  const rows = new Map(); // key of the answer -> what shows it

  const send = (key, value) => {
    rows.get(key).value = value;
    tell();
    sdm.input(model, key, value, { keyed: true });
  };

  function tell() {
    const asked = [...rows.values()].filter((row) => row.counts);
    const done = asked.filter((row) => row.value !== null && row.value !== undefined).length;
    const text = asked.length === 0 ? "" : model.get("count_words").replace("{done}", done).replace("{all}", asked.length);
    if (count.textContent !== text) count.textContent = text;
    for (const { told, keys } of groups.values()) {
      const some = keys.filter((key) => rows.get(key).value !== null).length;
      told.textContent = model.get("count_words") ? `${some} of ${keys.length}` : "";
    }
  }

  function question(row) {
    const rowId = sdm.uid("row");
    const held = { value: null, counts: true };
    const inputs = (row.answers ?? model.get("answers")).map((answer) => {
      const input = make("input", { type: "radio", name: rowId, id: sdm.uid("answer"), value: answer.id, disabled: model.get("disabled") });
      input.addEventListener("change", () => { held.show(answer.id || null); send(row.key, answer.id || null); });
      return [answer, input];
    });
    const picks = inputs.map(([answer, input]) => make("label", { className: "trd-pick", htmlFor: input.id }, input, make("span", {}, answer.label)));
    const after = make("div", { className: "trd-row-after", "aria-live": "polite" });
    const about = make("div", { className: "trd-row-about trd-markup" });
    about.innerHTML = row.body ?? ""; // trusted: rendered with autoescape in Python
    const field = make("fieldset", { className: "trd-check-row", "data-key": row.key },
      make("legend", { className: "trd-check-legend" }, row.label), about, make("div", { className: "trd-picks" }, ...picks), after);
    if (row.note) field.append(note(row));
    sdm.links(about);
    held.show = (value) => {
      held.value = value ?? null;
      for (const [answer, input] of inputs) input.checked = (answer.id || null) === held.value && (answer.id !== "" || held.value === null);
      field.dataset.answer = held.value ?? "";
    };
    held.after = (html) => {
      if (held.html === html) return;
      held.html = html;
      after.innerHTML = html; // trusted: rendered with autoescape in Python
      sdm.links(after);
    };
    rows.set(row.key, held);
    return field;
  }

  function note(row) {
    const field = sdm.field("text", (value) => send(row.note, value));
    field.frame({ label: "A note", lines: 2, max_length: 500, disabled: model.get("disabled") });
    rows.set(row.note, { counts: false, show: (value) => { field.show(value); opened.open ||= Boolean(value); }, commit: field.commit });
    const opened = make("details", { className: "trd-details trd-row-note" }, make("summary", {}, make("span", {}, "Note", make("span", { className: "trd-visually-hidden" }, ` on ${row.label.replace(/[?.]$/, "")}`))), field.box);
    return opened;
  }

  const stands = (place) => model.get("opens") === "all" || (model.get("opens") === "first" && place === 0);

  function draw() {
    const active = document.activeElement;
    const focused = body.contains(active) ? [active.closest("[data-key]")?.dataset.key, active.value] : null;
    rows.clear();
    const opened = new Set([...body.querySelectorAll(":scope > details[open]")].map((part) => part.dataset.group));
    const parts = new Map();
    for (const row of model.get("rows")) parts.set(row.group ?? "", [...(parts.get(row.group ?? "") ?? []), row]);
    groups.clear();
    body.replaceChildren(...[...parts].flatMap(([name, held], place) => {
      const fields = held.map(question);
      if (!name) return fields;
      const told = make("span", { className: "trd-checklist-count" });
      groups.set(name, { told, keys: held.map((row) => row.key) });
      return [make("details", { className: "trd-details trd-checklist-part", "data-group": name, open: opened.size ? opened.has(name) : stands(place) },
        make("summary", {}, name, told), ...fields)];
    }));
    frame();
    fill();
    follow();
    if (focused?.[0]) {
      const row = [...body.querySelectorAll("[data-key]")].find((each) => each.dataset.key === focused[0]);
      [...(row?.querySelectorAll("input") ?? [])].find((input) => input.value === focused[1])?.focus();
    }
  }

  function frame() {
    heading.textContent = model.get("legend");
    help.textContent = model.get("help");
    help.hidden = !model.get("help");
    foot.textContent = model.get("foot");
    foot.hidden = !model.get("foot");
    box.classList.toggle("trd-checklist-compact", model.get("compact"));
  }

  function fill() {
    const value = model.get("value");
    for (const [key, row] of rows) if (!sdm.ahead(key)) row.show(value[key] ?? null);
    tell();
  }

  function follow() {
    const after = model.get("after");
    for (const [key, row] of rows) row.after?.(after[key] ?? "");
  }

  const leave = () => { for (const row of rows.values()) row.commit?.(); };
  model.on("change:rows", draw);
  model.on("change:disabled", draw);
  model.on("change:value", fill);
  model.on("change:after", follow);
  for (const name of ["legend", "help", "foot", "compact"]) model.on(`change:${name}`, frame);
  model.on("change:count_words", tell);
  draw();
  el.append(box);
  globalThis.addEventListener("pagehide", leave);
  return () => { leave(); globalThis.removeEventListener("pagehide", leave); };
});
