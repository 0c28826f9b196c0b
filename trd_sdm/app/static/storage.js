// What the tab keeps: the last record, what stands beside it on the page, and the answers not yet in either. Nothing leaves the tab, and it goes with it.
// One key, written in one go, so that a record and its journal can never disagree.
globalThis.trdSdmStorage ??= {
  create(key, onTrouble) {
    const empty = () => ({ record: null, aside: null, journal: [], revision: 0 });
    let kept = empty();
    let works = true;
    const trouble = () => { if (works) { works = false; onTrouble(); } };
    try {
      const text = sessionStorage.getItem(key);
      const found = text === null ? null : JSON.parse(text);
      if (found && Array.isArray(found.journal)) kept = { ...empty(), ...found };
      sessionStorage.setItem(key, JSON.stringify(kept));
    } catch { trouble(); }
    const write = () => {
      try { sessionStorage.setItem(key, JSON.stringify(kept)); } catch { trouble(); }
    };
    return {
      get kept() { return kept; },
      add(entry, replaced) {
        kept.journal = kept.journal.filter((old) => old.revision !== replaced);
        kept.journal.push(entry);
        kept.revision = entry.revision;
        write();
      },
      settle(revision, record, aside) {
        kept.journal = kept.journal.filter((entry) => entry.revision > revision);
        kept.revision = Math.max(kept.revision, revision);
        if (record !== null && record !== undefined) kept.record = record;
        if (aside !== null && aside !== undefined) kept.aside = aside;
        write();
      },
      clear() {
        kept = empty();
        try { sessionStorage.removeItem(key); } catch { trouble(); }
      },
    };
  },
};
