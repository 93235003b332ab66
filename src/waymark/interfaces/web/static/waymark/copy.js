// Copy buttons: the exact value that stands beside each, for the force's own application system.
// Without script, or where the browser refuses, the value stands there to be selected.
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.textContent);
      button.querySelector("[data-copied]").textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(source);
      button.querySelector("[data-copied]").textContent = "Selected: press Ctrl and C";
    }
  });
}
