// The keyboard alone is enough. Keys of one character can be switched off (WCAG 2.2, 2.1.4), because speech
// input and shaky hands send them unmeant; Tab, Enter and the arrows on a row always work.

const SETTING = "waymark-keys";
const SEQUENCE_MILLISECONDS = 1500;

export function areOn() {
  try {
    return localStorage.getItem(SETTING) !== "off";
  } catch {
    return true; // storage is refused: the keys stay on, as they are without a setting
  }
}

export function turn(on) {
  try {
    localStorage.setItem(SETTING, on ? "on" : "off");
  } catch {
    // storage is refused: the choice lasts as long as the page
  }
}

function isTyping(target) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}

function rowsOf(page) {
  return [...page.querySelectorAll("table[data-rows] tbody tr")];
}

function moveRow(page, step) {
  const rows = rowsOf(page);
  if (rows.length === 0) return false;
  const here = rows.findIndex((row) => row.contains(page.activeElement));
  const next = here < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(here + step, 0), rows.length - 1);
  rows[next].tabIndex = -1;
  rows[next].focus();
  rows[next].scrollIntoView({ block: "nearest" });
  return true;
}

function openRow(page) {
  const row = page.activeElement?.closest("table[data-rows] tbody tr");
  // Enter on a link or a button inside the row does what that does.
  if (!row || row !== page.activeElement) return false;
  const link = row.querySelector("a[data-open]") ?? row.querySelector("a[href]");
  link?.click();
  return link !== null;
}

function focusFilter(page) {
  const field = page.querySelector("[data-filter] :is(input:not([type=hidden]), select)");
  if (!field) return false;
  field.closest("details")?.setAttribute("open", "");
  field.focus();
  return true;
}

function follow(page, selector) {
  const link = page.querySelector(selector);
  link?.click();
  return Boolean(link);
}

export function startKeys(page) {
  let wentAt = -Infinity; // when `g` was last pressed

  function act(event) {
    if (event.key === "Enter") return openRow(page);
    const isOnRow = page.activeElement?.matches("table[data-rows] tbody tr");
    if (event.key === "ArrowDown" && isOnRow) return moveRow(page, 1);
    if (event.key === "ArrowUp" && isOnRow) return moveRow(page, -1);
    if (!areOn()) return false;
    if (event.timeStamp - wentAt < SEQUENCE_MILLISECONDS && /^[a-z]$/.test(event.key)) {
      wentAt = -Infinity;
      return follow(page, `a[data-key="${event.key}"]`);
    }
    switch (event.key) {
      case "g":
        wentAt = event.timeStamp;
        return true;
      case "j":
        return moveRow(page, 1);
      case "k":
        return moveRow(page, -1);
      case "/":
        return focusFilter(page);
      case "n":
        return follow(page, "a[rel=next]");
      case "p":
        return follow(page, "a[rel=prev]");
      case "?":
        return follow(page, "a[data-keys-help]");
      default:
        return false;
    }
  }

  page.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (act(event)) event.preventDefault();
  });

  for (const control of page.querySelectorAll("[data-keys-switch]")) showSwitch(control);
}

// The switch stands on the page of keys; without script there are no keys to switch off, and no switch.
function showSwitch(control) {
  const state = control.querySelector("[data-keys-state]");
  const button = control.querySelector("button");
  const show = () => {
    state.textContent = areOn() ? "on" : "off";
    button.textContent = areOn() ? "Switch single-key shortcuts off" : "Switch single-key shortcuts on";
  };
  button.addEventListener("click", () => {
    turn(!areOn());
    show();
  });
  show();
  control.hidden = false;
}
