// The list under More closes when it is left: by Escape, by going on with Tab, by a click elsewhere.

export function startMore(page) {
  const more = page.querySelector("details[data-more]");
  if (!more) return;
  more.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !more.open) return;
    more.open = false;
    more.querySelector("summary").focus();
  });
  more.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !more.contains(event.relatedTarget)) more.open = false;
  });
  page.addEventListener("click", (event) => {
    if (!more.contains(event.target)) more.open = false;
  });
}
