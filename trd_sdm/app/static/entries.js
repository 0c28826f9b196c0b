// A list of things entered one at a time: each a row with its summary, one of them open as a form. The answer is always
// the whole list. An entry that lacks what it needs stays here, open, and joins the list when it is whole.
globalThis.trdSdm.define("Entries", ({ model, el, sdm }) => {
  const { make } = sdm;
  const id = sdm.uid("entries");
  const heading = make("p", { id: `${id}-heading`, className: "trd-checklist-heading" });
  const help = make("p", { className: "trd-help" });
  const empty = make("p", { className: "trd-entries-empty" });
  const list = make("ol", { className: "trd-entries-list", "aria-labelledby": `${id}-heading` });
  const said = make("p", { className: "trd-help trd-entries-said", role: "status" });
  const add = button("secondary", "", () => insert(entries.length, {}));
  const box = make("section", { className: "trd-entries", "aria-labelledby": `${id}-heading` }, heading, help, empty, list, add, said);
  let entries = [];
  let items = [];
  let open = null;

  function button(kind, text, run) {
    const made = make("button", { type: "button", className: `trd-button trd-button-${kind}` }, text);
    made.addEventListener("click", run);
    return made;
  }

  const specs = () => model.get("fields");
  const held = (entry, spec) => entry[spec.name] ?? spec.default ?? null;
  const first = (name) => specs().find((spec) => spec.name === name);
  const shown = (spec, entry) => Object.entries(spec.when ?? {}).every(([name, allowed]) => allowed.includes(held(entry, first(name))));
  const whole = (entry) => model.get("required").every((name) => held(entry, first(name)) !== null);
  const noun = (index) => `${model.get("noun")} ${index + 1}`;

  function send() {
    sdm.input(model, model.get("key"), entries.filter(whole));
  }

  // What is not whole is told by itself, so that it is there again when the page is.
  const drafts = () => entries.filter((entry) => !whole(entry) && Object.keys(entry).length > 0);
  let told = "[]";
  function sendDrafts() {
    const text = JSON.stringify(drafts());
    if (!model.get("drafts_key") || text === told) return;
    told = text;
    sdm.input(model, model.get("drafts_key"), drafts(), { keyed: true });
  }

  function change(index, spec, value) {
    const entry = { ...entries[index] };
    if (value === null) delete entry[spec.name]; else entry[spec.name] = value;
    const [was, is] = [whole(entries[index]), whole(entry)];
    if (was && !is) {
      items[index].form.fields.get(spec.id ?? spec.name).say("This is needed. To take it all away, use Delete.");
      return;
    }
    for (const other of specs()) if (other.drop && !shown(other, entry)) delete entry[other.name];
    entries[index] = entry;
    items[index].form.lay(entry);
    if (is) send();
    sendDrafts();
  }

  function insert(index, entry) {
    if (entries.length >= model.get("max")) {
      said.textContent = `${model.get("max")} stand here, and that is the most that fit.`;
      return;
    }
    leave();
    entries.splice(index, 0, { ...entry });
    said.textContent = "";
    show(index);
    if (whole(entry)) send();
    items[index].form.first.focus();
  }

  function remove(index) {
    const sent = whole(entries[index]);
    items[index].form?.drop();
    entries.splice(index, 1);
    said.textContent = `${noun(index)} was taken away.${sent ? " Undo brings it back." : ""}`;
    show(null);
    if (sent) send();
    sendDrafts();
    (items[index] ?? items[index - 1])?.edit.focus();
    if (entries.length === 0) add.focus();
  }

  function close(index) {
    leave();
    if (!whole(entries[index])) { remove(index); return; }
    show(null);
    items[index].edit.focus();
  }

  function leave() { if (open !== null) items[open]?.form?.commit(); }

  function show(index) {
    leave();
    open = index;
    draw();
  }

  function form(index) {
    const fields = new Map();
    const grid = make("div", { className: "trd-entry-form" });
    for (const spec of specs()) {
      const field = sdm.field(spec.kind, (value) => change(index, spec, value));
      fields.set(spec.id ?? spec.name, field);
      if (spec.wide) field.box.classList.add("trd-wide");
      grid.append(field.box);
    }
    let dropped = false;
    const lay = (entry) => {
      for (const spec of specs()) {
        const field = fields.get(spec.id ?? spec.name);
        const by = spec.unit_by ? String(held(entry, first(spec.unit_by)) ?? "").toLowerCase() : "";
        field.frame({ ...spec, unit: spec.units?.[by] ?? spec.unit ?? "" });
        field.box.hidden = !shown(spec, entry);
        if (!field.box.hidden) field.show(held(entry, spec));
      }
    };
    lay(entries[index]);
    return {
      box: grid,
      fields,
      lay,
      get first() { return [...fields.values()].find((field) => !field.box.hidden).input; },
      commit: () => { if (!dropped) for (const field of fields.values()) if (!field.box.hidden) field.commit(); },
      drop: () => { dropped = true; for (const field of fields.values()) field.stop(); },
    };
  }

  function item(index) {
    const title = make("p", { id: sdm.uid("entry"), className: "trd-entry-title" });
    const badge = make("span", { className: "trd-verdict" });
    const detail = make("div", { className: "trd-entry-detail trd-markup", "aria-live": "polite" });
    const edit = button("quiet", "Edit", () => { show(index); items[index].form.first.focus(); });
    const copy = button("quiet", "Copy", () => insert(index + 1, entries[index]));
    const away = button("quiet", "Delete", () => remove(index));
    const done = button("secondary", "Done", () => close(index));
    const place = make("div", { className: "trd-entry-place" });
    const li = make("li", { className: "trd-entry" },
      make("div", { className: "trd-entry-head" }, title, badge), place, detail,
      make("div", { className: "trd-entry-acts" }, done, edit, copy, away));
    const made = { li, edit, form: null, html: null };
    made.update = () => {
      const row = whole(entries[index]) ? model.get("rows")[index] : null;
      title.textContent = row?.title ?? noun(index);
      for (const [each, word] of [[edit, "Edit"], [copy, "Copy"], [away, "Delete"], [done, "Done with"]]) {
        each.setAttribute("aria-label", `${word} ${noun(index).toLowerCase()}: ${title.textContent}`);
      }
      badge.textContent = row?.badge ?? "";
      badge.hidden = !row?.badge;
      badge.dataset.tone = row?.tone ?? "";
      if (made.html !== (row?.html ?? "")) detail.innerHTML = made.html = row?.html ?? ""; // trusted: autoescaped in Python
      sdm.links(detail);
      const isOpen = open === index;
      li.classList.toggle("trd-entry-open", isOpen);
      edit.hidden = isOpen;
      done.hidden = !isOpen;
      copy.hidden = !whole(entries[index]);
      if (isOpen && !made.form) { made.form = form(index); place.replaceChildren(made.form.box); }
      else if (!isOpen && made.form) { made.form.drop(); made.form = null; place.replaceChildren(); }
      else if (isOpen) made.form.lay(entries[index]);
    };
    return made;
  }

  function draw() {
    heading.textContent = model.get("legend");
    help.textContent = model.get("help");
    help.hidden = !model.get("help");
    empty.textContent = model.get("empty");
    empty.hidden = entries.length > 0;
    add.textContent = `Add a ${model.get("noun").toLowerCase()}`;
    while (items.length > entries.length) items.pop().form?.drop();
    while (items.length < entries.length) items.push(item(items.length));
    // Rows that stand are not moved: an element taken out and put back loses the focus.
    for (const each of items) if (each.li.parentNode !== list) list.append(each.li);
    while (list.children.length > items.length) list.lastChild.remove();
    for (const each of items) each.update();
  }

  function read() {
    if (sdm.ahead(model.get("key"))) return;
    const value = model.get("value") ?? [];
    const rest = entries.filter((entry) => !whole(entry));
    if (JSON.stringify(entries.filter(whole)) === JSON.stringify(value)) { draw(); return; }
    entries = [...value.map((entry) => ({ ...entry })), ...rest];
    if (open !== null && open >= entries.length) open = null;
    draw();
  }

  // Drafts of a page loaded again, or of another record: they stand last, and the last of them is open.
  function readDrafts() {
    if (sdm.ahead(model.get("drafts_key"))) return;
    const text = JSON.stringify(model.get("drafts"));
    if (text === JSON.stringify(drafts())) { told = text; return; }
    entries = [...entries.filter(whole), ...model.get("drafts").map((entry) => ({ ...entry }))];
    told = text;
    for (const each of items) { each.form?.drop(); each.form = null; each.li.querySelector(".trd-entry-place").replaceChildren(); }
    open = drafts().length ? entries.length - 1 : null;
    draw();
  }

  model.on("change:value", read);
  model.on("change:drafts", readDrafts);
  model.on("change:rows", () => { for (const each of items) each.update(); });
  for (const name of ["legend", "help", "empty", "fields", "noun"]) model.on(`change:${name}`, draw);
  read();
  readDrafts();
  draw();
  el.append(box);
  globalThis.addEventListener("pagehide", leave);
  return () => { leave(); globalThis.removeEventListener("pagehide", leave); };
});
