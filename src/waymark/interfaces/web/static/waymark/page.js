// What every page runs. Each page works without it.
import { initAll } from "../vendor/govuk-frontend.min.js";
import { startKeys } from "./keys.js";
import { startMore } from "./more.js";
import { startSliders } from "./sliders.js";

initAll();
startKeys(document);
startMore(document);
startSliders(document);

// On a telephone the list comes first: the filter above it folds away. Without script it stays open.
if (window.matchMedia("(max-width: 48rem)").matches) {
  for (const fold of document.querySelectorAll("details[data-fold-when-narrow]")) fold.open = false;
}

if (document.querySelector("[data-module^='moj-']")) {
  const moj = await import("../vendor/moj-frontend.min.js");
  moj.initAll();
}
