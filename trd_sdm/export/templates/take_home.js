// Weighs the options anew in the browser. The sums are those of the Python engine: the same mean values, the same
// draws, the same quantiles, the same words. No server, no network.
const told = JSON.parse(document.getElementById("numbers").textContent);
const { options, criteria } = told;

// -- numbers ------------------------------------------------------------------------------------
function unpacked(cell) {
  if (typeof cell === "number") return cell;
  const bytes = Uint8Array.from(atob(cell), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float64Array.from({ length: bytes.length / 4 }, (_, place) => view.getFloat32(4 * place, true));
}
const cells = told.cells.map((row) => row.map(unpacked));
const spans = Object.fromEntries(Object.entries(told.spans).map(([at, ends]) => [at, ends.map(unpacked)]));

function add(sum, cell, weight) {
  if (typeof cell === "number") for (let i = 0; i < sum.length; i++) sum[i] += weight * cell;
  else for (let i = 0; i < sum.length; i++) sum[i] += weight * cell[i];
}

// Linear between neighbouring draws; both ends leave the same share outside.
function centralInterval(bottom, top) {
  const low = bottom.sort();
  const high = top === bottom ? low : top.sort();
  const last = low.length - 1;
  const position = ((1 - told.level) / 2) * last;
  const below = Math.floor(position);
  const share = position - below;
  const next = Math.min(below + 1, last);
  const between = (at, towards) => at + (towards - at) * share;
  return [between(low[below], low[next]), between(high[last - below], high[last - next])];
}

function compute(points) {
  const total = points.reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) return null;
  const weights = points.map((value) => value / total);
  return options.map((_, i) => {
    const parts = weights.map((weight, j) => 100 * weight * told.means[i][j]);
    const bottom = new Float64Array(told.draws);
    const unknown = [];
    weights.forEach((weight, j) => {
      if (weight <= 0) return;
      if (spans[`${i},${j}`]) unknown.push(j);
      else add(bottom, cells[i][j], weight);
    });
    const top = unknown.length ? Float64Array.from(bottom) : bottom;
    for (const j of unknown) {
      const [least, most] = spans[`${i},${j}`];
      add(bottom, least, weights[j]);
      add(top, most, weights[j]);
    }
    const [low, high] = centralInterval(bottom, top);
    const silent = told.counted_as_none[i].filter((j) => weights[j] > 0);
    return { fit: parts.reduce((sum, part) => sum + part, 0), low: 100 * low, high: 100 * high, parts, unknown, silent };
  });
}

// -- words --------------------------------------------------------------------------------------
const whole = (value) => Math.floor(value + 0.5);
function inPoints(value) {
  const number = whole(value);
  return number < 0 ? "under 0" : number > 100 ? "over 100" : String(number);
}
function fitWords(found) {
  const [mid, low, high] = [found.fit, found.low, found.high].map(inPoints);
  return low === "under 0" && high === "over 100" ? `fit ${mid}, but it could be anywhere` : `fit ${mid}, likely ${low} to ${high}`;
}
function importance(points) {
  const number = whole(points);
  const steps = [[81, "very much"], [61, "a lot"], [41, "quite a lot"], [21, "some"], [1, "a little"]];
  const step = steps.find(([least]) => number >= least);
  return step ? `matters ${step[1]}` : "does not matter";
}
function listed(names) {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
function ties(found) {
  const fits = found.map((one) => whole(one.fit));
  const ranked = fits.map((_, i) => i).filter((i) => options[i].ranked).sort((a, b) => fits[a] - fits[b]);
  const groups = [];
  ranked.forEach((first, at) => {
    const group = ranked.slice(at).filter((i) => fits[i] - fits[first] < told.near);
    if (group.length > 1 && !groups.some((known) => group.every((i) => known.includes(i)))) groups.push(group);
  });
  const highest = Math.max(...ranked.map((i) => fits[i]));
  const tops = (group) => group.some((i) => fits[i] === highest);
  const said = (group) => {
    const names = listed(group.sort((a, b) => a - b).map((i) => options[i].name));
    return (tops(group) ? told.tie.highest : told.tie.lower).replace("{names}", () => names);
  };
  return [...groups.filter(tops), ...groups.filter((group) => !tops(group))].map(said);
}

// -- chart --------------------------------------------------------------------------------------
const round = (value) => Math.round(100 * value) / 100;
const onScale = (value) => round(Math.min(Math.max(value, 0), 100));
function stacked(parts, weighed) {
  const laid = {};
  let edge = 0;
  for (const below of [false, true]) {
    for (const j of told.order) {
      if (!weighed.includes(j) || parts[j] < 0 !== below) continue;
      laid[criteria[j].id] = { start: round(edge), end: round(edge + parts[j]) };
      edge += parts[j];
    }
  }
  return laid;
}
function gapCounts(gaps, weighed) {
  const unrated = gaps.filter((j) => criteria[j].own).length;
  const missing = gaps.length - unrated;
  if (!missing) return unrated ? `${unrated} of ${weighed} not rated yet` : "";
  return unrated ? `no data on ${missing} of ${weighed}, ${unrated} not rated` : `no good data on ${missing} of ${weighed}`;
}
function gapNames(gaps, silent) {
  const named = (own) => gaps.filter((j) => criteria[j].own === own).map((j) => criteria[j].name).join("; ");
  const missing = named(false), unrated = named(true);
  const assumed = silent.map((j) => criteria[j].name).join("; ");
  const said = [
    missing && `No good data on: ${missing}.`, unrated && `Not rated yet: ${unrated}.`,
    assumed && `${told.silent}: ${assumed}.`,
  ];
  return said.filter(Boolean).join(" ") || "nothing";
}
function chartParams(found, points) {
  const weighed = points.flatMap((value, j) => (value > 0 ? [j] : []));
  return Object.fromEntries(options.map((option, i) => {
    if (found === null) return [option.id, { position: i, label: "not weighed yet", parts: {} }];
    const one = found[i];
    return [option.id, {
      position: i, mid: onScale(one.fit), lo: onScale(one.low), hi: onScale(one.high), label: fitWords(one),
      gap: gapCounts(one.unknown, weighed.length),
      parts: stacked(one.parts, weighed),
      open: Object.fromEntries([...one.unknown, ...one.silent].map((j) => [criteria[j].id, true])),
    }];
  }));
}

// -- page ---------------------------------------------------------------------------------------
const section = document.getElementById("try");
const sliders = [...section.querySelectorAll("input[type=range]")];
const outputs = [...section.querySelectorAll("output")];
const rows = [...section.querySelectorAll("tbody tr")];
const said = document.getElementById("try-said");
const canvas = document.getElementById("try-chart");
const mine = criteria.map((criterion) => criterion.points);
let view = null;
let drawing = Promise.resolve();

function read() {
  // A slider has whole points; what was said in the visit may lie between, and counts as it was said until moved.
  return sliders.map((slider, j) => (slider.dataset.moved ? Number(slider.value) : mine[j]));
}
function show() {
  const points = read();
  sliders.forEach((slider, j) => {
    const words = `${whole(points[j])} of 100: ${importance(points[j])}`;
    slider.setAttribute("aria-valuetext", words);
    slider.style.setProperty("--filled", `${points[j]}%`);
    outputs[j].textContent = words;
  });
  const found = compute(points);
  rows.forEach((row, i) => {
    const one = found && found[i];
    const texts = one
      ? [inPoints(one.fit), `${inPoints(one.low)} to ${inPoints(one.high)}`, gapNames(one.unknown, one.silent)]
      : ["not weighed", "not weighed", ""];
    row.querySelectorAll("td").forEach((cell, place) => { cell.textContent = texts[place]; });
  });
  const near = found ? ties(found) : [];
  said.textContent = found === null
    ? "Everything is set to \u201cdoes not matter\u201d, so there is nothing to compare."
    : near.join(" ");
  draw(chartParams(found, points));
}
function draw(params) {
  drawing = drawing.then(async () => {
    if (view === null) {
      const spec = structuredClone(told.spec);
      for (const param of spec.params) if (param.name === "fit") param.value = params;
      const refuse = () => Promise.reject(new Error("nothing is loaded"));
      const embedded = await globalThis.trdEmbed(canvas, spec, {
        actions: false, renderer: "svg", ast: true, loader: { load: refuse, sanitize: refuse, http: refuse, file: refuse },
      });
      view = embedded.view;
    } else {
      view.signal("fit", params);
      await view.runAsync();
    }
  }).catch(() => {
    canvas.textContent = "This picture could not be drawn. The numbers in the table are right.";
    view = null;
  });
}

sliders.forEach((slider) => slider.addEventListener("input", () => { slider.dataset.moved = "yes"; show(); }));
document.getElementById("try-back").addEventListener("click", () => {
  sliders.forEach((slider, j) => { delete slider.dataset.moved; slider.value = mine[j]; });
  show();
});
document.getElementById("print").addEventListener("click", () => globalThis.print());
new ResizeObserver(() => { if (view !== null) view.resize().width(canvas.clientWidth).runAsync(); }).observe(canvas);
section.hidden = false;
document.getElementById("print").hidden = false;
show();
globalThis.trdTakeHome = { compute, chartParams, ties };
