// What the tab keeps: the last record, what stands beside it on the page, and the answers not yet in either. Nothing
// leaves the tab, and it goes with it.
// One key, written in one go, so that a record and its journal can never disagree. How to undo stands under a key of
// its own, since it is larger and changes less; it names the record it belongs to, and gives way where room is short.
globalThis.trdSdmStorage ??= {
  create(key, onTrouble) {
    const stepsKey = `${key}/steps`;
    const empty = () => ({ record: null, aside: null, journal: [], revision: 0 });
    let kept = empty();
    let steps = {};
    let works = true;
    const trouble = () => { if (works) { works = false; onTrouble(); } };
    const put = (name, value) => sessionStorage.setItem(name, JSON.stringify(value));
    const dropSteps = () => { steps = {}; sessionStorage.removeItem(stepsKey); };
    try {
      const text = sessionStorage.getItem(key);
      const found = text === null ? null : JSON.parse(text);
      if (found && Array.isArray(found.journal)) kept = { ...empty(), ...found };
      try { steps = JSON.parse(sessionStorage.getItem(stepsKey)) ?? {}; } catch { dropSteps(); }
      put(key, kept);
    } catch { trouble(); }
    const write = () => {
      try { put(key, kept); } catch {
        try { dropSteps(); put(key, kept); } catch { trouble(); }
      }
    };
    return {
      get kept() { return kept; },
      get steps() { return steps; },
      add(entry, replaced) {
        kept.journal = kept.journal.filter((old) => old.revision !== replaced);
        kept.journal.push(entry);
        kept.revision = entry.revision;
        write();
      },
      settle(revision, record, aside, newSteps) {
        kept.journal = kept.journal.filter((entry) => entry.revision > revision);
        kept.revision = Math.max(kept.revision, revision);
        if (record !== null && record !== undefined) kept.record = record;
        if (aside !== null && aside !== undefined) kept.aside = aside;
        write();
        if (!newSteps) return;
        steps = { ...steps, ...newSteps };
        try { put(stepsKey, steps); } catch { try { dropSteps(); } catch { trouble(); } }
      },
      clear() {
        kept = empty();
        try { sessionStorage.removeItem(key); dropSteps(); } catch { trouble(); }
      },
    };
  },
};
