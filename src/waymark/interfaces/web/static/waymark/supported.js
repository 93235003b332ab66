// Before anything is drawn: components that need script are drawn for it, so that nothing jumps.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
