// What every page needs from scripts: the kit's components. Everything works without.
import { initAll } from "./govuk-frontend.min.js";

initAll();
