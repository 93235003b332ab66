// Moving work by dragging it onto an officer. The drop opens the page where it is given, with the officer filled in:
// who else could have it is seen first, and a slip of the hand moves nothing. Every part has a link to that page too.
let dragged = "";

for (const part of document.querySelectorAll("[data-work]")) {
  part.draggable = true;
  part.addEventListener("dragstart", (event) => {
    dragged = part.dataset.work;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged);
    event.stopPropagation();
  });
  part.addEventListener("dragend", () => {
    dragged = "";
  });
}

for (const officer of document.querySelectorAll("[data-officer]")) {
  officer.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    officer.classList.add("waymark-board__over");
  });
  officer.addEventListener("dragleave", () => officer.classList.remove("waymark-board__over"));
  officer.addEventListener("drop", (event) => {
    event.preventDefault();
    officer.classList.remove("waymark-board__over");
    if (!dragged) return;
    const asked = new URLSearchParams({ work: dragged, officer: officer.dataset.officer });
    window.location.assign(`/board/give/?${asked}`);
  });
}
