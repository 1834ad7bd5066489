// Writing the minutes: each item is saved by itself a moment after typing stops, and kept on this computer until the
// server has it. Without this script the same forms are sent by their buttons.
import { openDialog } from "./taking_dialog.js";
import { forget, keep, recall } from "./taking_kept.js";
import { listenToKeys, replaceText } from "./taking_keys.js";
import { numberedMargin } from "./taking_numbers.js";
import { indexAt, instead, labelled } from "./taking_text.js";

const PAUSE = 1200; // milliseconds without a key before an item is saved
const AGAIN = 5000; // and before a failed save is tried again
const KEPT = "Not saved: kept on this computer.";

for (const form of document.querySelectorAll("form[data-settles]")) {
  form.addEventListener("submit", () => forget(`rr3-taking-${form.dataset.settles}`));
}

const page = document.querySelector("[data-taking]");
if (page) {
  page.classList.add("rr3-taking--scripted");
  show(document);
  const forms = [...page.querySelectorAll("form[data-item]")];
  forms.forEach((form, at) => new Item(form, `rr3-taking-${page.dataset.taking}-${form.dataset.item}`, forms[at + 1]));
}

function Item(form, key, next) {
  const box = form.elements.text;
  const status = form.querySelector("[data-status]");
  const panel = form.parentElement.querySelector("[data-understood]");
  const margin = numberedMargin(box, form.dataset.number, JSON.parse(form.dataset.numbers));
  let onServer = box.value;
  let saving = false;
  let timer = 0;

  function say(words, { problem = false, button = null } = {}) {
    status.textContent = words;
    status.classList.toggle("rr3-taking__status--problem", problem);
    if (button) {
      status.append(" ", button);
    }
  }

  function later(wait = PAUSE) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  function atOnce() {
    if (timer) {
      save();
    }
  }

  function typed() {
    margin.draw();
    if (box.value === onServer) {
      clearTimeout(timer);
      forget(key);
      return;
    }
    const kept = keep(key, { text: box.value, version: form.elements.version.value });
    say(kept ? "Not saved yet" : "Not saved yet, and this browser keeps nothing: save before you leave", { problem: !kept });
    later();
  }

  async function save() {
    clearTimeout(timer);
    timer = 0;
    if (saving || box.value === onServer) {
      return;
    }
    saving = true;
    const sent = box.value;
    say("Saving");
    try {
      const response = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        redirect: "error",
        signal: AbortSignal.timeout(20000),
      });
      await answered(response, sent);
    } catch {
      failed();
    } finally {
      saving = false;
    }
  }

  async function answered(response, sent) {
    if (response.status === 409) {
      say("Not saved: somebody else changed this item.", { problem: true, button: action("Compare the two texts", () => form.requestSubmit()) });
    } else if (response.status === 422) {
      say(`Not saved: ${(await response.json()).errors.join(" ")}`, { problem: true });
    } else if ([401, 403, 404].includes(response.status)) {
      say(`${KEPT} You are not signed in any more, or these minutes are closed.`, { problem: true, button: signIn() });
    } else if (!response.ok) {
      failed();
    } else {
      const answer = await response.json();
      onServer = sent;
      written(answer);
      if (box.value !== sent) {
        typed();
      }
    }
  }

  // What is on record now, as the server tells it.
  function written(answer) {
    form.elements.version.value = answer.version;
    panel.innerHTML = answer.understood; // drawn, and escaped, by our own server
    show(panel);
    if (box.value === onServer) {
      forget(key);
      margin.saved(answer.numbers);
      say(`Saved ${answer.saved_at}`);
    }
  }

  function failed() {
    say(`${KEPT} Trying again.`, { problem: true });
    later(AGAIN);
  }

  // What is kept here from before: the server never had it.
  const kept = recall(key);
  if (kept && kept.text !== box.value && !box.classList.contains("govuk-textarea--error")) {
    if (kept.version === form.elements.version.value) {
      box.value = kept.text;
      margin.draw();
      say("Brought back what you typed before. Saving");
      later(0);
    } else {
      say("Words that you typed before did not reach the server, and the item has changed since.", {
        problem: true,
        button: action("Compare the two texts", () => {
          box.value = kept.text;
          form.elements.version.value = kept.version;
          form.requestSubmit();
        }),
      });
    }
  } else if (kept && kept.text === box.value) {
    forget(key);
  }

  box.addEventListener("input", typed);
  box.addEventListener("blur", atOnce);
  window.addEventListener("online", atOnce);

  for (const button of form.querySelectorAll("[data-label]")) {
    button.addEventListener("click", () => {
      replaceText(box, labelled(box.value, box.selectionStart, button.dataset.label));
      box.focus();
    });
  }

  // A link of this item that opens over the page: the server has the item's words first.
  form.parentElement.addEventListener("click", async (event) => {
    const replaces = event.target.closest("[data-instead]");
    if (replaces) {
      const text = instead(box.value, replaces.dataset.instead, replaces.dataset.with);
      replaceText(box, { text, start: text.length, end: text.length });
      return;
    }
    const link = event.target.closest("a[data-dialog]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    if (!(await settled())) {
      return;
    }
    await openDialog(link.href, {
      after: box.value ? String(indexAt(box.value, box.selectionStart)) : "",
      done(answer) {
        box.value = answer.text;
        onServer = answer.text;
        written(answer);
      },
    });
    box.focus();
  });

  // Whether the server has what is in the box, once it has been asked to take it.
  async function settled() {
    while (saving) {
      await new Promise((wait) => setTimeout(wait, 50));
    }
    await save();
    return box.value === onServer;
  }

  listenToKeys(box, {
    goOn() {
      (next ? next.elements.text : box).focus();
      save();
    },
  });
}

// What only works with this script.
function show(part) {
  for (const element of part.querySelectorAll("[data-with-script]")) {
    element.hidden = false;
  }
}

function action(words, run) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary rr3-taking__button";
  button.textContent = words;
  button.addEventListener("click", run);
  return button;
}

function signIn() {
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.href = location.pathname;
  link.textContent = "Sign in again: what you typed is brought back";
  return link;
}
