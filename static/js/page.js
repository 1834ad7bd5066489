// What every page needs from scripts: the kit's components. Everything works without.
import { initAll } from "./govuk-frontend.min.js";

initAll();

// Server and browser agree that filters are open; only a narrow screen has no room for them.
if (window.matchMedia("(max-width: 640px)").matches) {
  for (const details of document.querySelectorAll("details[data-closed-on-phones]")) {
    details.open = false;
  }
}
