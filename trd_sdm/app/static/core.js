// The page's order of answers. Every answer gets the next revision, is written to the tab's journal at once, and
// goes to the kernel one at a time; while one is under way, a later value of the same key takes the place of the
// one that waits. The kernel publishes for all charts at once; the page says when all of them have followed.
const TEXT = {
  moment: "One moment\u2026",
  late: "The charts below have not updated. Your answers are kept in this tab.",
  returning: "Bringing your answers back\u2026",
  later: "Still waiting. You can load this page again: your answers will come back.",
  storage: "This browser will not keep your answers if the page is loaded again. Save a copy before you leave.",
};

function createRuntime() {
  const sdm = {
    parts: new Map(),
    charts: new Map(), // chart_id -> Set of mounted chart views
    params: new Map(), // chart_id -> params last published
    revision: 0,
    acknowledged: -1,
    stale: false,
    patience: 2500,
  };
  let model = null;
  let storage = null;
  let waiting = []; // answers not yet sent, oldest first
  let flying = null; // the answer under way
  let timer = null;
  let publishing = Promise.resolve();
  const root = document.documentElement;

  // -- coming back: what a tab kept is put in place before anybody can answer on top of an empty page --------
  let curtain = null;
  function drawCurtain() {
    const main = document.querySelector("main");
    if (!main) return;
    main.inert = true;
    curtain = Object.assign(document.createElement("div"), { className: "trd-curtain" });
    curtain.setAttribute("role", "status");
    document.body.append(curtain);
    // Announced only if it is filled after it is there.
    requestAnimationFrame(() => { if (curtain) curtain.textContent = TEXT.returning; });
  }
  function liftCurtain() {
    if (!curtain) return;
    curtain.remove();
    curtain = null;
    document.querySelector("main").inert = false;
  }

  // -- drawing parts ---------------------------------------------------------------------------
  sdm.define = (name, draw) => sdm.parts.set(name, draw);
  sdm.render = (name, context) => sdm.parts.get(name)({ ...context, sdm });

  // -- answers out -----------------------------------------------------------------------------
  sdm.input = (source, key, value, { message = null, keep = true, keyed = false } = {}) => {
    sdm.revision += 1;
    const answer = { source, key, value, revision: sdm.revision, message, keyed };
    const replaced = waiting.find((other) => other.key === key && !other.message);
    waiting = waiting.filter((other) => other !== replaced);
    waiting.push(answer);
    if (!message && keep) storage?.add({ key, value, revision: answer.revision }, replaced?.revision);
    root.dataset.trdRevision = String(sdm.revision);
    startTimer();
    startMoment();
    next();
    return answer.revision;
  };

  // A part must not be set back by the kernel while the person is ahead of it.
  sdm.ahead = (key) => flying?.key === key || waiting.some((answer) => answer.key === key);

  function next() {
    if (flying || waiting.length === 0) return;
    flying = waiting.shift();
    dispatch(flying);
  }

  function dispatch(answer) {
    if (answer.message) {
      answer.source.send({ ...answer.message, revision: answer.revision });
    } else {
      // A part with many keys says which one this is.
      answer.source.set(...(answer.keyed ? ["said", [answer.key, answer.value]] : ["value", answer.value]));
      answer.source.set("revision", answer.revision);
      answer.source.save_changes();
    }
  }

  // -- a wait that is felt is said, so that nobody presses twice -----------------------------------
  const MOMENT = 600;
  let moment = null;
  let momentTimer = null;
  function startMoment() {
    if (!moment) {
      moment = sdm.make("p", { className: "trd-moment", role: "status" });
      document.body.prepend(moment);
    }
    momentTimer ??= setTimeout(() => { if (!curtain && !sdm.stale) moment.textContent = TEXT.moment; }, MOMENT);
  }
  function endMoment() {
    clearTimeout(momentTimer);
    momentTimer = null;
    if (moment) moment.textContent = "";
  }

  // -- on paper all that is folded away is there; a chart that was never in sight is drawn first -----
  const UNDRAWN = "[data-chart]:not(.trd-drawn)";
  async function printPage() {
    const shut = [...document.querySelectorAll(`.trd-folding:not(.trd-open):has(${UNDRAWN})`)]
      .filter((fold) => fold.getClientRects().length);
    for (const fold of shut) fold.classList.add("trd-open");
    const until = performance.now() + 3000;
    while (performance.now() < until && shut.some((fold) => fold.querySelector(UNDRAWN)))
      await new Promise((done) => { setTimeout(done, 50); });
    globalThis.print();
    for (const fold of shut) fold.classList.remove("trd-open");
  }

  // -- patience --------------------------------------------------------------------------------
  function startTimer() { timer ??= setTimeout(onLate, sdm.patience); }
  function stopTimer() { clearTimeout(timer); timer = null; }

  function onLate() {
    timer = null;
    const again = sdm.stale;
    markStale(again ? "later" : "late");
    // Whatever held the one under way, the others must not wait for it: they go out in order.
    flying = null;
    for (const answer of waiting) dispatch(answer);
    waiting = [];
    if (!again) timer = setTimeout(onLate, 3 * sdm.patience);
  }

  function markStale(reason) {
    sdm.stale = true;
    endMoment();
    root.dataset.trdStale = reason;
    for (const views of sdm.charts.values()) for (const view of views) view.stale(true);
    if (TEXT[reason]) sdm.status(reason, `${TEXT.late}${reason === "later" ? ` ${TEXT.later}` : ""}`);
  }

  function clearStale() {
    if (!sdm.stale) return;
    sdm.stale = false;
    delete root.dataset.trdStale;
    for (const views of sdm.charts.values()) for (const view of views) view.stale(false);
    sdm.status(null, "");
  }

  // -- results in ------------------------------------------------------------------------------
  async function publish({ revision, charts, record, aside, steps }) {
    const jobs = [];
    for (const [id, params] of Object.entries(charts)) {
      sdm.params.set(id, { ...sdm.params.get(id), ...params });
      for (const view of sdm.charts.get(id) ?? []) jobs.push(view.apply(params));
    }
    await Promise.all(jobs); // a view settles even when it fails: it marks itself and says so
    storage?.settle(revision, record, aside, steps);
    if (revision > sdm.acknowledged) {
      sdm.acknowledged = revision;
      root.dataset.trdAcknowledged = String(revision);
    }
    liftCurtain();
    for (const told of [...confirmations]) if (told.revision <= revision) { confirmations.delete(told); told.done(); }
    settle(revision);
    sdm.keepPlace();
    if (sdm.acknowledged >= sdm.revision) clearStale();
  }

  // The kernel takes answers one at a time, so what failed is the one under way.
  // A part that shows a choice only once it was taken waits here.
  const confirmations = new Set();
  sdm.confirmed = (revision, done) => confirmations.add({ revision, done });

  function failed() {
    liftCurtain();
    const revision = flying?.revision ?? sdm.acknowledged;
    root.dataset.trdFailed = String(revision);
    markStale("failed");
    settle(revision);
  }

  function settle(revision) {
    stopTimer();
    if (flying && flying.revision <= revision) flying = null;
    endMoment();
    if (flying || waiting.length > 0) {
      startTimer();
      startMoment();
    }
    next();
  }

  // With nobody to ask, the page itself saves what the tab keeps: the last record with the ratings not yet in it.
  function saveKept() {
    const record = JSON.parse(storage.kept.record);
    for (const { key, value } of storage.kept.journal) {
      const [kind, role, criterion] = key.split(".");
      if (kind !== "weights" || !record.weights?.[role]) continue;
      if (value === null) delete record.weights[role][criterion];
      else record.weights[role][criterion] = value;
    }
    const stamp = new Date().toISOString().slice(0, 16).replace("T", "-").replace(":", "");
    download({ name: `choosing-together-${stamp}.json`, text: JSON.stringify(record, null, 1), type: "application/json" });
  }

  function download({ name, text, data, type }) {
    const content = data === undefined ? text : Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const url = URL.createObjectURL(new Blob([content], { type }));
    const link = Object.assign(document.createElement("a"), { href: url, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }

  // -- what a page may have to ask for ---------------------------------------------------------
  const assets = new Map();
  function asset(what) {
    if (!assets.has(what)) {
      const entry = {};
      entry.text = new Promise((resolve) => { entry.resolve = resolve; });
      assets.set(what, entry);
      model.send({ kind: "want", what });
    }
    return assets.get(what).text;
  }

  // Our template loads the bundle while the kernel starts; anywhere else the kernel sends it, once.
  sdm.vega = () => (sdm.vegaPromise ??= loadVega().then(async (embed) => {
    // The bundle exports no View class to build on, so it is taken from an empty view.
    const probe = await embed(document.createElement("div"), { marks: [] }, { mode: "vega", actions: false });
    const View = probe.view.constructor;
    probe.finalize();
    return { embed, View };
  }));
  async function loadVega() {
    const tag = document.querySelector("script[data-trd-vega]");
    if (tag) {
      try { return (await import(tag.src)).embed; } catch { /* not served here: ask the kernel */ }
    }
    const url = URL.createObjectURL(new Blob([await asset("vega")], { type: "text/javascript" }));
    try { return (await import(url)).embed; } finally { URL.revokeObjectURL(url); }
  }

  async function ensureTheme() {
    if (getComputedStyle(root).getPropertyValue("--trd-ground").trim()) return;
    const text = await asset("theme");
    document.head.append(Object.assign(document.createElement("style"), { textContent: text }));
  }

  // -- start -----------------------------------------------------------------------------------
  sdm.start = (runtimeModel) => {
    model = runtimeModel;
    sdm.patience = model.get("patience_ms");
    storage = globalThis.trdSdmStorage.create(
      model.get("storage_key"),
      () => sdm.status("storage", TEXT.storage),
    );
    const { record, aside, journal, revision } = storage.kept;
    const { steps } = storage;
    sdm.revision = Math.max(sdm.revision, revision);
    model.on("msg:custom", (message) => {
      if (message.kind === "publish") publishing = publishing.then(() => publish(message));
      else if (message.kind === "failed") publishing = publishing.then(() => failed(message));
      else if (message.kind === "asset") assets.get(message.what)?.resolve(message.text);
      else if (message.kind === "download") download(message);
      else if (message.kind === "print") printPage();
      else if (message.kind === "clear") {
        storage.clear();
        if (message.reload) location.reload();
      }
    });
    ensureTheme();
    const untaken = journal.map(({ key, value }) => [key, value]);
    model.send({ kind: "hello", record, aside, steps, journal: untaken, revision: sdm.revision });
    if (journal.length > 0) startTimer();
    if (record !== null || journal.length > 0) {
      drawCurtain();
      setTimeout(liftCurtain, 6 * sdm.patience);
    }
  };
  sdm.chartFailed = (chart, error) => model?.send({ kind: "chart_failed", chart, message: String(error?.message ?? error) });

  // -- the page's status line ------------------------------------------------------------------
  const lines = new Set();
  let spare = null; // a line of our own, while the page shows none
  let said = { reason: null, text: "" };
  let standing = said; // what stays true when a passing message is over
  sdm.statusLine = (element) => {
    if (spare) { lines.delete(spare); spare.remove(); spare = null; }
    lines.add(element);
    show(element);
    return () => lines.delete(element);
  };
  sdm.status = (reason, text) => {
    if (reason === "storage") standing = { reason, text };
    said = text ? { reason, text } : standing;
    if (lines.size === 0 && text) {
      spare = sdm.make("div", { className: "trd-status", role: "status" });
      document.body.prepend(spare);
      lines.add(spare);
    }
    for (const element of lines) show(element);
  };
  function show(element) {
    element.replaceChildren();
    element.dataset.reason = said.reason ?? "";
    if (!said.text) return;
    element.append(Object.assign(document.createElement("p"), { textContent: said.text }));
    if (said.reason === "later") {
      const act = (text, run) => {
        const button = sdm.make("button", { type: "button", className: "trd-button trd-button-secondary" }, text);
        button.addEventListener("click", run);
        return button;
      };
      element.append(act("Load this page again", () => location.reload()));
      if (storage?.kept.record) element.append(act("Save a copy", saveKept));
    }
  }
  return sdm;
}

globalThis.trdSdm ??= createRuntime();
