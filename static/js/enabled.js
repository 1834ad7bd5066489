// Loaded first in the body, before anything is drawn: the kit hides what only works with scripts
// until it sees these classes.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
