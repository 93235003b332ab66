// A slider in days says which day it stands on while it is moved. Without script the page says it once asked for.
const words = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

export function startSliders(root) {
  for (const slider of root.querySelectorAll("input[data-days-back-from]")) {
    const said = root.getElementById(slider.dataset.said);
    const say = () => {
      const day = new Date(`${slider.dataset.daysBackFrom}T00:00:00Z`);
      day.setUTCDate(day.getUTCDate() - Number(slider.value));
      said.textContent = words.format(day);
      slider.setAttribute("aria-valuetext", said.textContent);
    };
    slider.addEventListener("input", say);
    say();
  }
}
