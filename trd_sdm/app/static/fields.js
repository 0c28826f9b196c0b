// One labelled native field with its help and the sentence that stands beside what it cannot take. `sdm.field` makes
// it for any part that holds fields; each class of `fields.py` is one of them, with a key of its own.
const { make, uid, define } = globalThis.trdSdm;
const PAUSE = 600; // ms without a key before what was typed counts
const NEAR = 50; // characters left from which the field says so
const said = (number) => String(Number(number));

const range = ({ min, max, unit, step }) => {
  const kind = step === 1 ? "a whole number" : "a number";
  const of = unit ? ` ${unit}` : "";
  if (min !== null && max !== null) return `${kind} from ${said(min)} to ${said(max)}${of}`;
  if (min !== null) return `${kind} of at least ${said(min)}${of}`;
  return max !== null ? `${kind} of at most ${said(max)}${of}` : `${kind}${of}`;
};

// Each kind reads what is typed (a value, or a sentence about what is wrong with it) and writes a value.
const READ = {
  text: (input) => ({ value: input.value.trim() || null }),
  number(input, frame) {
    const typed = input.value.trim();
    if (!typed) return { value: null };
    const value = Number(typed.replace(",", "."));
    const fits = /^[-+]?(\d+([.,]\d*)?|[.,]\d+)$/.test(typed) && (frame.min === null || value >= frame.min)
      && (frame.max === null || value <= frame.max) && (frame.step !== 1 || Number.isInteger(value));
    return fits ? { value } : { wrong: `\u201c${typed}\u201d does not fit here. Give ${range(frame)}, or leave it empty.` };
  },
  select: (input) => ({ value: input.value || null }),
  date(input, frame) {
    if (input.validity.badInput) return { wrong: "This date is not whole yet. Give day, month and year, or clear it." };
    if (!input.value) return { value: null };
    const early = input.value < (frame.min || "1900-01-01");
    const late = input.value > (frame.max || "2199-12-31");
    return early || late ? { wrong: `${input.value} is too ${early ? "early" : "late"} to be right here.` } : { value: input.value };
  },
  time: (input) => (input.validity.badInput
    ? { wrong: "This time is not whole yet. Give hour and minute, or clear it." } : { value: input.value || null }),
  combobox(input, frame) {
    const typed = input.value.trim();
    if (!typed) return { value: null };
    const found = named(frame.options, typed);
    if (found) return { value: found.id };
    return frame.free ? { value: typed } : { wrong: `\u201c${typed}\u201d is not in the list. Choose one from it, or leave it empty.` };
  },
};
const named = (options, typed) => {
  const sought = typed.toLowerCase();
  return options.find((one) => [one.id, one.label, ...(one.also ?? [])].some((name) => name.toLowerCase() === sought));
};

globalThis.trdSdm.field = (kind, send, describedBy = "") => {
  const id = uid("field");
  const tag = (frame) => (kind === "select" ? "select" : kind === "text" && frame.lines > 1 ? "textarea" : "input");
  const label = make("label", { htmlFor: id, className: "trd-field-label" });
  const help = make("p", { id: `${id}-help`, className: "trd-help trd-field-help" });
  const wrong = make("p", { id: `${id}-wrong`, className: "trd-field-wrong", role: "alert" });
  const unit = make("span", { id: `${id}-unit`, className: "trd-field-unit" });
  const left = make("p", { id: `${id}-left`, className: "trd-help trd-field-left", role: "status" });
  // A gentle question about what was written, such as a name that nothing here needs.
  const asks = make("p", { id: `${id}-asks`, className: "trd-field-asks", role: "status" });
  const row = make("span", { className: "trd-field-row" });
  const box = make("div", { className: `trd-field trd-field-${kind}` }, label, help, row, left, asks, wrong);
  let [input, frame, list, timer, dirty, value] = [null, {}, null, null, false, null];

  function complain(sentence) {
    if (wrong.textContent !== sentence) wrong.textContent = sentence;
    if (sentence) input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid");
  }

  // Sends what is typed if it can be taken. What cannot stays as it is typed, with the sentence.
  function commit() {
    clearTimeout(timer);
    if (!dirty || frame.disabled) return;
    const read = READ[kind](input, frame);
    complain(read.wrong ?? "");
    if (read.wrong) return;
    dirty = false;
    if (read.value === value) return;
    value = read.value;
    send(value);
  }

  function count() {
    const rest = (frame.max_length || 500) - input.value.length;
    const said = rest > 0 ? `${rest} ${rest === 1 ? "letter" : "letters"} left.` : "The field is full. More letters are not kept.";
    const sentence = kind === "text" && rest < NEAR && input.value ? said : "";
    if (left.textContent !== sentence) left.textContent = sentence;
  }

  function typing() {
    count();
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(commit, PAUSE);
  }

  const written = () => {
    if (value === null || value === undefined) return "";
    return kind === "combobox" ? frame.options.find((one) => one.id === value)?.label ?? value : String(value);
  };

  function write() {
    const text = written();
    // What says the same is left alone, so that the caret stays where it is.
    const same = READ[kind](input, frame);
    if (document.activeElement === input && !same.wrong && same.value === value) return;
    if (input.value !== text) input.value = text;
    complain("");
    count();
  }

  function build() {
    const focused = input !== null && document.activeElement === input;
    const types = { date: "date", time: "time" };
    input = make(tag(frame), {
      id, className: "trd-field-input", autocomplete: "off",
      rows: tag(frame) === "textarea" ? frame.lines : null,
      ...(tag(frame) === "input" ? { type: types[kind] ?? "text", inputMode: kind === "number" ? "decimal" : "" } : {}),
      "aria-describedby": [`${id}-help`, kind === "number" ? `${id}-unit` : "", `${id}-left`, `${id}-asks`, `${id}-wrong`, describedBy].filter(Boolean).join(" "),
    });
    if (kind === "select") input.addEventListener("change", () => { dirty = true; commit(); });
    else {
      input.addEventListener("input", typing);
      input.addEventListener("change", () => { if (!list?.open()) commit(); });
      input.addEventListener("blur", commit);
    }
    row.replaceChildren(input, ...(kind === "number" ? [unit] : []));
    list = kind === "combobox" ? globalThis.trdSdm.suggestions(input, row, () => frame.options, (one) => {
      input.value = one.label;
      dirty = true;
      commit();
    }) : null;
    if (focused) input.focus();
  }

  return {
    box,
    commit,
    get input() { return input; },
    // Sets what surrounds the value: label, help, limits, options.
    frame(next) {
      const before = input && tag(frame);
      const options = JSON.stringify(next.options);
      const changed = options !== JSON.stringify(frame.options);
      frame = { min: null, max: null, step: null, unit: "", options: [], free: true, ...next };
      if (before !== tag(frame)) build();
      // Where the same question stands several times, the name of what it is about is heard before it.
      label.replaceChildren(...(frame.within ? [make("span", { className: "trd-visually-hidden" }, `${frame.within}: `)] : []), frame.label);
      help.textContent = frame.help ?? "";
      help.hidden = !frame.help;
      unit.textContent = frame.unit;
      if (asks.textContent !== (frame.question ?? "")) asks.textContent = frame.question ?? "";
      input.disabled = Boolean(frame.disabled);
      if (kind !== "select") input.placeholder = frame.placeholder ?? "";
      if (kind === "text" || kind === "combobox") input.maxLength = frame.max_length || 500;
      if (kind === "date") [input.min, input.max] = [frame.min || "1900-01-01", frame.max || "2199-12-31"];
      if (kind === "select" && changed) {
        // A list that always says something has no empty line: its `empty` is null.
        input.replaceChildren(...(frame.empty === null ? [] : [make("option", { value: "" }, frame.empty || "Not answered")]),
          ...frame.options.map((one) => make("option", { value: one.id }, one.label)));
      }
      if (!dirty) write();
    },
    // Shows a value from the kernel, unless the person is ahead of it, or what is typed waits to be mended.
    show(next) {
      if (dirty && (document.activeElement === input || (next ?? null) === value)) return;
      dirty = false;
      value = next ?? null;
      write();
    },
    say: complain,
    // Forgets what was typed: the field goes, and nothing of it is to be sent.
    stop: () => { clearTimeout(timer); dirty = false; },
  };
};

const PARTS = { TextField: "text", NumberField: "number", Select: "select", DateField: "date", TimeField: "time", Combobox: "combobox" };
const FRAME = ["label", "within", "help", "placeholder", "disabled", "lines", "max_length", "min", "max", "step", "unit", "options", "empty", "free", "question"];
for (const [name, kind] of Object.entries(PARTS)) {
  define(name, ({ model, el, sdm }) => {
    const field = sdm.field(kind, (value) => sdm.input(model, model.get("key"), value));
    const frame = () => field.frame(Object.fromEntries(FRAME.map((trait) => [trait, model.get(trait)]).filter(([, held]) => held !== undefined)));
    for (const trait of FRAME) model.on(`change:${trait}`, frame);
    model.on("change:value", () => { if (!sdm.ahead(model.get("key"))) field.show(model.get("value")); });
    frame();
    field.show(model.get("value"));
    el.append(field.box);
    // A page that is left, or a field taken away, keeps what was typed a moment before.
    globalThis.addEventListener("pagehide", field.commit);
    return () => { field.commit(); globalThis.removeEventListener("pagehide", field.commit); };
  });
}
