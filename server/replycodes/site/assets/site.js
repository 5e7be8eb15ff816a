// Search without a server, and keys. The index comes from the same code as `replycodes search`;
// the ranking below is that of catalog/search.py, and a test compares their answers.
"use strict";
(() => {
  const root = document.currentScript.dataset.root;
  const SHOWN = 12;
  const EXACT = 1000, IN_RANGE = 700, PREFIX = 500, PHRASE_BONUS = 1.6, BEGINNING = 0.75, NEAR = 0.6, TAIL = 0.12;
  const REPLY = /^(?:\d{1,3}|\d{1,2}(?:xx?|yz|z))$/;
  const ENHANCED = /^#?([245x])\.(\d{1,3})(?:\.(\d{0,3}|x))?$/;
  const PROTOCOLS = {
    smtp: "SMTP", esmtp: "SMTP", lmtp: "SMTP", ftp: "FTP", ftps: "FTP", imap: "IMAP", pop: "POP3", pop3: "POP3",
    managesieve: "ManageSieve", sieve: "ManageSieve", nntp: "NNTP",
  };
  const PROTOCOL_ORDER = ["SMTP", "FTP", "IMAP", "POP3", "ManageSieve", "NNTP"];
  const FILLERS = new Set(["vs", "versus", "or", "and", "difference", "between", "code", "codes", "error", "errors", "reply", "status", "response", "mean", "means"]);

  let index = null;
  let loading = null;

  function load() {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = root + "assets/search-index.js";
      script.onload = () => {
        index = prepared(window.replycodesIndex);
        resolve();
      };
      script.onerror = reject;
      document.head.append(script);
    });
    return loading;
  }

  function prepared(data) {
    const documents = data.documents.map(([kind, code, codes, protocol, title, summary, address, factor]) => ({
      kind, code, codes, protocol, title, summary, address, factor,
    }));
    const postings = new Map(Object.entries(data.postings).map(([word, flat]) => {
      const held = new Map();
      for (let i = 0; i < flat.length; i += 2) held.set(flat[i], flat[i + 1]);
      return [word, held];
    }));
    return {
      documents, postings, phrases: data.phrases, same: data.same, stop: new Set(data.stop),
      pages: new Set(data.pages), words: data.words.split(" "),
    };
  }

  // --- words -------------------------------------------------------------------------------------------

  function queryWords(text) {
    const folded = text.normalize("NFKD").toLowerCase();
    const found = (folded.match(/[a-z0-9]+(?:'[a-z]+)?/g) ?? []).filter((word) => word.length > 1);
    let kept = found.filter((word) => !index.stop.has(word)).map((written) => ({ written, stem: stem(written) }));
    if (!kept.length) kept = found.map((word) => ({ written: word, stem: word }));
    const first = new Map();
    for (const word of kept) if (!first.has(word.stem)) first.set(word.stem, word);
    return [...first.values()].slice(0, 12);
  }

  function stem(word) {
    const bare = withoutEnding(word);
    return Object.hasOwn(index.same, bare) ? index.same[bare] : bare;
  }

  function withoutEnding(word) {
    word = word.split("'")[0];
    if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
    if (word.endsWith("s") && !/(?:ss|us|is)$/.test(word)) word = word.slice(0, -1);
    for (const ending of ["ing", "ed"]) {
      const rest = word.slice(0, -ending.length);
      if (word.endsWith(ending) && rest.length >= 3 && /[aeiouy]/.test(rest)) {
        word = /([^lsz])\1$/.test(rest) && rest.length > 3 ? rest.slice(0, -1) : rest;
        break;
      }
    }
    if (word.endsWith("e") && word.length > 3) word = word.slice(0, -1);
    return word.endsWith("i") ? word.slice(0, -1) + "y" : word;
  }

  function distance(one, other) {
    let above = [], before = [], row = Array.from({ length: other.length + 1 }, (_, i) => i);
    for (let i = 1; i <= one.length; i++) {
      [above, before, row] = [before, row, [i]];
      for (let j = 1; j <= other.length; j++) {
        let cost = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (one[i - 1] !== other[j - 1]));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          cost = Math.min(cost, above[j - 2] + 1);
        }
        row.push(cost);
      }
    }
    return row[other.length];
  }

  function similar(word, known, stillTyped) {
    const found = [];
    if (stillTyped && word.length >= 3) {
      for (const longer of index.words) {
        if (longer !== word && longer.startsWith(word)) found.push([longer, (BEGINNING * word.length) / longer.length]);
      }
      known ||= found.length > 0;
    }
    if (!known && word.length >= 4 && /^[a-z]+$/.test(word)) {
      const slips = word.length < 8 ? 1 : 2;
      for (const other of index.words) {
        if (other.length >= 4 && Math.abs(other.length - word.length) <= slips && /^[a-z]+$/.test(other)
          && shareDeletion(word, other) && distance(word, other) <= slips) found.push([other, NEAR]);
      }
    }
    return found;
  }

  function shareDeletion(one, other) {
    const forms = shortened(one);
    return [...shortened(other)].some((form) => forms.has(form));
  }

  function shortened(word) {
    const forms = new Set([word]);
    for (let i = 0; i < word.length; i++) forms.add(word.slice(0, i) + word.slice(i + 1));
    return forms;
  }

  // --- ranking -----------------------------------------------------------------------------------------

  function parsed(query) {
    const parts = query.slice(0, 500).split(/[\s/]+/).flatMap((part) => {
      part = part.replace(/^[.,;:"'`<>()[\]{}!?]+|[.,;:"'`<>()[\]{}!?]+$/g, "").toLowerCase();
      const hyphen = part.indexOf("-");
      if (hyphen > 0 && REPLY.test(part.slice(0, hyphen))) return [part.slice(0, hyphen), part.slice(hyphen + 1)];
      return [part];
    }).filter(Boolean);
    const codes = parts.filter((part) => REPLY.test(part) || ENHANCED.test(part));
    const rest = parts.filter((part) => !codes.includes(part));
    const protocols = new Set(rest.filter((part) => Object.hasOwn(PROTOCOLS, part)).map((part) => PROTOCOLS[part]));
    const said = rest.filter((part) => !Object.hasOwn(PROTOCOLS, part) && !FILLERS.has(part));
    const classes = codes.map((code) => ENHANCED.exec(code)?.[1]).filter((number) => number && number !== "x");
    // Only SMTP has enhanced codes, so that the reply code beside one is SMTP's too.
    if (!protocols.size && codes.some((code) => ENHANCED.test(code))) protocols.add("SMTP");
    return { words: queryWords(said.join(" ")), codes, protocols, classes, statuses: said.map((part) => part.toUpperCase()) };
  }

  function codeScore(document, code) {
    const match = ENHANCED.exec(code);
    if (match) return enhancedScore(document, match);
    const digits = code.replace(/[xyz]+$/, "");
    if (document.kind === "reply") {
      if (document.code === code) return EXACT;
      return digits.length < 3 && document.code.startsWith(digits) ? PREFIX : 0;
    }
    if (document.kind === "vendor") return digits.length === 3 && document.code.split(" ")[0] === code ? IN_RANGE : 0;
    return 0;
  }

  function enhancedScore(document, [, number, subject, detail]) {
    const asked = detail && detail !== "x" ? `${subject}.${detail}` : "";
    if (document.kind === "enhanced") {
      if (!asked) {
        if (document.code.startsWith(`${subject}.`)) return PREFIX;
        return document.code === `${number}.${subject}` ? PREFIX / 2 : 0;
      }
      if (document.code === asked) return EXACT;
      return document.code.startsWith(asked) ? PREFIX / 2 : 0;
    }
    if (document.kind === "vendor" && asked) {
      const pattern = document.code.split(" ").at(-1);
      return covers(pattern, `${number}.${asked}`) ? IN_RANGE : 0;
    }
    return 0;
  }

  function covers(pattern, code) {
    const [first, last] = pattern.split("-");
    const low = first.split("."), high = (last || first).split("."), asked = code.split(".");
    if (low.length !== 3 || high.length !== 3 || asked.length !== 3) return false;
    return low.every((a, i) => [a.toLowerCase(), high[i].toLowerCase(), asked[i]].includes("x")
      || (/^\d+$/.test(asked[i]) && /^\d+$/.test(a) && +a <= +asked[i] && +asked[i] <= +high[i]));
  }

  function search(query, limit = SHOWN) {
    const asked = parsed(query);
    const scores = new Map();
    if (asked.codes.length) {
      index.documents.forEach((document, number) => {
        const score = asked.codes.reduce((sum, code) => sum + codeScore(document, code), 0) * document.factor;
        if (score) scores.set(number, score);
      });
    }
    if (!asked.codes.length) for (const [number, score] of byStatus(asked.statuses)) scores.set(number, score);
    for (const [number, score] of byWords(asked.words)) scores.set(number, (scores.get(number) ?? 0) + score);
    let ranked = [...scores.keys()];
    if (asked.protocols.size) ranked = ranked.filter((number) => asked.protocols.has(index.documents[number].protocol));
    ranked.sort((a, b) => scores.get(b) - scores.get(a) || order(index.documents[a], index.documents[b]));
    const floor = ranked.length ? scores.get(ranked[0]) * TAIL : 0;
    return ranked.slice(0, limit).filter((number) => scores.get(number) >= floor)
      .map((number) => hit(index.documents[number], asked));
  }

  function byStatus(statuses) {
    const found = [...index.documents.entries()].filter(([, document]) => document.kind === "status");
    const known = new Set(found.map(([, document]) => document.code));
    if (!statuses.length || !statuses.every((word) => known.has(word))) return [];
    return found.filter(([, document]) => statuses.includes(document.code))
      .map(([number, document]) => [number, EXACT * document.factor]);
  }

  function order(a, b) {
    const place = (document) => PROTOCOL_ORDER.indexOf(document.protocol);
    return place(a) - place(b) || a.code.length - b.code.length || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
  }

  function byWords(words) {
    const scores = new Map(), found = new Map();
    words.forEach((word, position) => {
      const held = new Map(index.postings.get(word.stem));
      for (const [other, quality] of similar(word.written, held.size > 0, position === words.length - 1)) {
        for (const [number, score] of index.postings.get(stem(other))) {
          held.set(number, Math.max(held.get(number) ?? 0, score * quality));
        }
      }
      for (const [number, score] of held) {
        scores.set(number, (scores.get(number) ?? 0) + score);
        found.set(number, (found.get(number) ?? 0) + 1);
      }
    });
    const phrase = ` ${words.map((word) => word.stem).join(" ")} `;
    for (const [number, score] of scores) {
      const whole = index.phrases[number].includes(phrase) ? PHRASE_BONUS : 1;
      scores.set(number, score * (found.get(number) / words.length) ** 2 * whole);
    }
    return scores;
  }

  function hit(document, asked) {
    if (document.kind !== "enhanced" || !asked.classes.length) return document;
    const wanted = asked.classes.map((number) => `${number}.${document.code}`);
    const page = `enhanced/${wanted[0]}.html`;
    return {
      ...document,
      codes: [...wanted, ...document.codes.filter((code) => !wanted.includes(code))],
      address: index.pages.has(page) ? page : document.address,
    };
  }

  // --- the box -----------------------------------------------------------------------------------------

  document.addEventListener("DOMContentLoaded", () => {
    const box = document.getElementById("search");
    const list = document.getElementById("hits");
    const count = document.getElementById("count");
    let chosen = -1;

    box.closest(".search").hidden = false;
    box.addEventListener("focus", () => load().then(show, () => {}), { once: true });
    box.addEventListener("input", () => load().then(show, failed));

    function failed() {
      count.textContent = "The search index could not be loaded.";
    }

    function show() {
      const query = box.value.trim();
      const hits = query ? search(query) : [];
      chosen = -1;
      list.replaceChildren(...hits.map(option), ...(query && !hits.length ? [nothing(query)] : []));
      list.hidden = !query;
      box.setAttribute("aria-expanded", String(hits.length > 0));
      box.removeAttribute("aria-activedescendant");
      count.textContent = !query ? "" : hits.length === 1 ? "1 hit" : `${hits.length} hits`;
    }

    function option(found, position) {
      const link = document.createElement("a");
      link.href = root + found.address;
      link.id = `hit-${position}`;
      link.setAttribute("role", "option");
      link.setAttribute("aria-selected", "false");
      link.tabIndex = -1;
      const codes = document.createElement("code");
      codes.textContent = found.codes.join(", ");
      const title = document.createElement("span");
      title.textContent = ` ${found.title} `;
      const protocol = document.createElement("small");
      protocol.textContent = found.kind === "vendor" ? "vendor" : found.protocol;
      const summary = document.createElement("p");
      summary.textContent = found.summary;
      link.append(codes, title, protocol, summary);
      return link;
    }

    function nothing(query) {
      const line = document.createElement("p");
      line.textContent = /^[1-6]\d\d$/.test(query)
        ? `No standard and no known server defines ${query}. Its first digit still counts: see Theory.`
        : "Nothing found. Try a code, a part of its name, or what happened: mailbox full, greylisting.";
      return line;
    }

    function choose(position) {
      const options = [...list.querySelectorAll("[role=option]")];
      if (!options.length) return;
      chosen = (position + options.length) % options.length;
      options.forEach((item, number) => item.setAttribute("aria-selected", String(number === chosen)));
      box.setAttribute("aria-activedescendant", options[chosen].id);
      options[chosen].scrollIntoView({ block: "nearest" });
    }

    function close() {
      list.hidden = true;
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
      chosen = -1;
    }

    box.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown") choose(chosen + 1);
      else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
      else if (event.key === "Enter") (list.querySelectorAll("[role=option]")[Math.max(chosen, 0)])?.click();
      else if (event.key === "Escape") {
        if (list.hidden) box.value = "";
        close();
      } else return;
      event.preventDefault();
    });
    box.addEventListener("focus", () => {
      if (index && box.value.trim()) show();
    });
    document.addEventListener("click", (event) => {
      if (!event.target.closest(".search")) close();
    });
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select")) return;
      if (event.key === "/") {
        box.focus();
        box.select();
        event.preventDefault();
      } else if (event.key === "n" || event.key === "p") {
        const neighbour = document.querySelector(`link[rel=${event.key === "n" ? "next" : "prev"}]`);
        if (neighbour) location.href = neighbour.href;
      }
    });
  });

  // For the test that compares this ranking with that of the command line.
  window.replycodesSearch = (query, limit) => load().then(() => search(query, limit));
})();
