// Entering a pack with script: Enter confirms and goes on, a selection in the text is put into a field with where
// it stood, and each fact is saved as it is said. Without script the same form saves all of it at once.

const form = document.querySelector("form[data-pack]");
if (form) start(form);

function start(form) {
  const facts = [...form.querySelectorAll("[data-fact]")];
  const take = form.querySelector("[data-take]");
  // What is chosen from a list takes no selection: the first field that is written in does.
  const current = facts.find((fact) => !fact.querySelector("select")) ?? facts[0];
  const state = { form, facts, take, current, queue: Promise.resolve(), unsaved: new Set() };
  take.hidden = false;
  form.classList.add("waymark-pack--script");
  for (const fact of facts) listen(state, fact);
  for (const grade of form.querySelectorAll("[data-grade]")) {
    grade.addEventListener("change", () => {
      const group = grade.closest("[data-group]");
      for (const fact of group.querySelectorAll('[data-fact][data-state="confirmed"]')) send(state, fact);
    });
  }
  take.querySelector("button").addEventListener("click", () => putSelection(state));
  document.addEventListener("selectionchange", () => {
    take.querySelector("button").disabled = selected() === null;
  });
  form.querySelector(".waymark-pack__pages").addEventListener("keydown", (event) => takeByKey(state, event));
  document.addEventListener("keydown", (event) => {
    if (event.target === document.body) takeByKey(state, event);
  });
  window.addEventListener("beforeunload", (event) => {
    if (state.unsaved.size > 0 && !state.leaving) event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    if (state.leaving) return;
    state.leaving = true;
    if (state.unsaved.size === 0) return;
    // What is still being saved comes first, so that none arrives after the pack is closed.
    event.preventDefault();
    state.queue.then(() => form.requestSubmit(event.submitter));
  });
  show(state, state.current);
}

function parts(fact) {
  return {
    value: fact.querySelector("[data-value]"),
    where: fact.querySelector("[data-where]"),
    right: fact.querySelector("[data-right]"),
    drop: fact.querySelector("[data-drop]"),
  };
}

function listen(state, fact) {
  const { value, where, right, drop } = parts(fact);
  value.addEventListener("focus", () => show(state, fact));
  value.addEventListener("input", () => {
    where.value = ""; // typed, until it is put back
    drop.checked = false;
  });
  value.addEventListener("change", () => {
    right.checked = value.value.trim() !== "";
    send(state, fact);
  });
  value.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      confirm(state, fact);
    } else if (event.key === "Delete" && event.ctrlKey) {
      event.preventDefault();
      right.checked = false;
      drop.checked = true;
      send(state, fact);
      goOn(state, fact);
    }
  });
  right.addEventListener("change", () => {
    if (right.checked) drop.checked = false;
    send(state, fact);
  });
  drop.addEventListener("change", () => {
    if (drop.checked) right.checked = false;
    send(state, fact);
  });
}

function confirm(state, fact) {
  const { value, right, drop } = parts(fact);
  if (value.value.trim() !== "") {
    drop.checked = false;
    right.checked = true;
    send(state, fact);
  }
  goOn(state, fact);
}

// To the next fact that waits; where none is left below, to the button that finishes.
function goOn(state, fact) {
  const after = state.facts.slice(state.facts.indexOf(fact) + 1);
  const next = after.find((other) => other.dataset.state === "open" && !other.hasAttribute("data-sent"));
  const target = next ? parts(next).value : state.form.querySelector("[data-finish]");
  target.closest("details")?.setAttribute("open", "");
  target.focus();
  target.scrollIntoView({ block: "center" });
}

// The field that a selection goes into is the last one entered; its place in the text is marked.
function show(state, fact) {
  state.current = fact;
  state.take.querySelector("[data-take-into]").textContent = `“${labelOf(fact)}”`;
  for (const old of document.querySelectorAll(".waymark-mark--current")) old.classList.remove("waymark-mark--current");
  const place = document.getElementById(`at-${fact.dataset.fact}`);
  const mark = place?.closest("mark");
  mark?.classList.add("waymark-mark--current");
  const pages = state.form.querySelector(".waymark-pack__pages");
  if (mark && pages.scrollHeight > pages.clientHeight) {
    pages.scrollTop += mark.getBoundingClientRect().top - pages.getBoundingClientRect().top - pages.clientHeight / 3;
  }
}

function labelOf(fact) {
  return fact.querySelector("label").firstChild.textContent.trim();
}

function takeByKey(state, event) {
  if (event.key !== "Enter" || selected() === null) return;
  event.preventDefault();
  event.stopPropagation();
  putSelection(state);
}

function putSelection(state) {
  const chosen = selected();
  if (chosen === null) return;
  const { value, where, right, drop } = parts(state.current);
  value.value = value.tagName === "TEXTAREA" ? chosen.text : chosen.text.replace(/\s+/g, " ");
  where.value = `${chosen.document}.${chosen.page}.${chosen.start}.${chosen.end}`;
  drop.checked = false;
  right.checked = true;
  send(state, state.current);
  document.getSelection().removeAllRanges();
  goOn(state, state.current);
}

// What is selected in one page of the text, with its characters counted as the record counts them; null for none.
function selected() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const page = elementOf(range.startContainer)?.closest("[data-page]");
  if (!page || elementOf(range.endContainer)?.closest("[data-page]") !== page) return null;
  let start = placeOf(range.startContainer, range.startOffset);
  let end = placeOf(range.endContainer, range.endOffset);
  const text = selection.toString();
  if (start === null || end === null || end <= start || text.trim() === "") return null;
  start += [...text].length - [...text.trimStart()].length;
  end -= [...text].length - [...text.trimEnd()].length;
  return { document: page.dataset.document, page: page.dataset.page, start, end, text: text.trim() };
}

function elementOf(node) {
  return node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
}

function placeOf(node, offset) {
  if (node.nodeType === Node.TEXT_NODE) {
    const piece = node.parentElement.closest("[data-start]");
    return piece ? Number(piece.dataset.start) + [...node.data.slice(0, offset)].length : null;
  }
  const child = node.childNodes[offset];
  const piece = child && elementOf(child)?.closest("[data-start]");
  if (piece) return Number(piece.dataset.start);
  const own = node.closest("[data-start]") ?? node.querySelector("[data-start]:last-child");
  return own ? Number(own.dataset.start) + [...own.textContent].length : null;
}

// Saving: one fact at a time, in order, so that none overtakes another.
function send(state, fact) {
  fact.setAttribute("data-sent", "");
  state.unsaved.add(fact);
  state.queue = state.queue.then(() => sendNow(state, fact));
}

async function sendNow(state, fact) {
  const { value, where, right, drop } = parts(fact);
  const key = fact.dataset.fact;
  const body = new FormData();
  body.set("csrfmiddlewaretoken", state.form.querySelector("[name=csrfmiddlewaretoken]").value);
  body.set("version", state.form.querySelector("[name=version]").value);
  body.set(`value:${key}`, value.value);
  body.set(`where:${key}`, where.value);
  if (right.checked) body.set(`right:${key}`, "on");
  if (drop.checked) body.set(`drop:${key}`, "on");
  for (const grade of fact.closest("[data-group]").querySelectorAll("[data-grade]")) body.set(grade.name, grade.value);
  try {
    const answer = await fetch(state.form.dataset.pack, { method: "POST", body, redirect: "error" });
    const said = await answer.json();
    if (said.closed) return tell(state, said.closed);
    state.unsaved.delete(fact);
    took(state, said);
  } catch {
    tell(state, "Not saved: the connection broke off. What you entered is still here: press “Save the draft”.");
  }
}

function took(state, said) {
  state.form.querySelector("[name=version]").value = said.version;
  state.form.querySelector("[data-open]").textContent = said.open;
  for (const row of said.rows) redraw(state, row);
  if (said.problems.length > 0) tell(state, said.problems.map((each) => each.words).join(". "));
  else tell(state, `Saved ${said.saved_at} UTC`);
}

const WORDS = { open: "Confirm", confirmed: "Confirmed", dropped: "Not so", empty: "" };

function redraw(state, row) {
  const fact = state.facts.find((each) => each.dataset.fact === row.key);
  if (!fact) return;
  fact.classList.remove(`waymark-fact--${fact.dataset.state}`);
  fact.classList.add(`waymark-fact--${row.state}`);
  fact.dataset.state = row.state;
  fact.removeAttribute("data-sent");
  fact.querySelector("[data-state-words]").textContent = WORDS[row.state];
  fact.querySelector("[data-source]").textContent = row.source;
  fact.querySelector("[data-reading]").textContent = row.reading ? `Read as ${row.reading}.` : "";
  const doubts = fact.querySelector("[data-doubts]");
  doubts.replaceChildren(
    ...row.doubts.map((words) => {
      const doubt = document.createElement("strong");
      doubt.className = "waymark-doubt";
      doubt.textContent = words;
      return doubt;
    }),
  );
}

function tell(state, words) {
  state.form.querySelector("[data-saved]").textContent = words;
}
