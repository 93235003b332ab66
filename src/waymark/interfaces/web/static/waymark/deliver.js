// Delivering with script: files go one by one, and each answer appears as it is read. Without script the same
// form sends them all, and the answers come together.

const form = document.querySelector("form[data-deliver]");

if (form) form.addEventListener("submit", (event) => {
  const input = form.querySelector("input[type=file]");
  if (input.files.length === 0) return; // the server says what is missing
  event.preventDefault();
  deliver([...input.files]);
});

async function deliver(files) {
  const section = document.querySelector("[data-answers]");
  const progress = section.querySelector("[data-progress]");
  const rows = section.querySelector("[data-answer-rows]");
  // Read before the form goes: one token for all files chosen together, so that they find one another.
  const common = new FormData(form);
  common.delete("documents");
  form.hidden = true;
  section.hidden = false;
  window.addEventListener("beforeunload", warn);
  const unsent = new Set();
  for (const [n, file] of files.entries()) {
    progress.textContent = `Reading file ${n + 1} of ${files.length}`;
    const again = () => say(progress, files.length, unsent);
    await send({ file, common, rows, unsent, again });
  }
  await lookAgain(rows);
  window.removeEventListener("beforeunload", warn);
  say(progress, files.length, unsent);
}

function say(progress, count, unsent) {
  if (unsent.size > 0) progress.textContent = `${count - unsent.size} of ${count} files are delivered. Try the others again.`;
  else progress.textContent = count === 1 ? "It is delivered." : `All ${count} files are delivered.`;
}

// A file that waited may have found, among those sent after it, what it waited for.
const MOST_ASKED = 100;

async function lookAgain(rows) {
  const waiting = [...rows.querySelectorAll("tr[data-outcome=unfinished]")].slice(0, MOST_ASKED);
  if (waiting.length === 0) return;
  const asked = new URLSearchParams(waiting.map((row) => ["delivery", row.dataset.delivery]));
  try {
    const answer = await fetch(`${form.dataset.answersNow}?${asked}`, { redirect: "error" });
    if (!answer.ok) return;
    for (const row of rowsFrom(await answer.text())) {
      waiting.find((old) => old.dataset.delivery === row.dataset.delivery)?.replaceWith(row);
    }
  } catch {
    // the rows stand as they were answered
  }
}

function warn(event) {
  event.preventDefault();
}

async function send(delivery, inPlaceOf = null) {
  const { file, common, rows, unsent } = delivery;
  const body = new FormData();
  for (const [name, value] of common) body.append(name, value);
  body.append("documents", file);
  let why;
  try {
    const answer = await fetch(form.dataset.deliver, { method: "POST", body, redirect: "error" });
    if (answer.ok) {
      unsent.delete(file);
      place(rowsFrom(await answer.text()), rows, inPlaceOf);
      return;
    }
    why = answer.status === 403
      ? "You may have been signed out. Sign in in another tab, then try again"
      : `The server answered ${answer.status}`;
  } catch {
    why = "It could not be sent: the server could not be reached, or you were signed out";
  }
  unsent.add(file);
  place([failure(delivery, why)], rows, inPlaceOf);
}

// The answer is rows of the same template that a page without script is made from.
function rowsFrom(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return [...holder.content.querySelectorAll("tr")];
}

function place(made, rows, inPlaceOf) {
  if (inPlaceOf) inPlaceOf.replaceWith(...made);
  else rows.append(...made);
}

function failure(delivery, why) {
  const { file } = delivery;
  const row = document.createElement("tr");
  row.className = "govuk-table__row";
  row.setAttribute("role", "row");
  const cells = [["File", file.name], ["What became of it", `Not delivered. ${why}.`], ["Referral", ""], ["Delivery", ""]];
  for (const [label, words] of cells) {
    const cell = row.insertCell();
    cell.className = "govuk-table__cell";
    cell.setAttribute("role", "cell");
    cell.dataset.label = label;
    cell.textContent = words;
  }
  const again = document.createElement("button");
  again.type = "button";
  again.className = "govuk-button govuk-button--secondary govuk-!-margin-bottom-0";
  again.textContent = "Try again";
  again.setAttribute("aria-label", `Try ${file.name} again`);
  again.addEventListener("click", async () => {
    again.disabled = true;
    await send(delivery, row);
    delivery.again();
  });
  row.cells[1].append(document.createElement("br"), again);
  return row;
}
