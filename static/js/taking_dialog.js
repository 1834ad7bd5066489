// A page with a form of its own, shown over the minutes: choosing an action's owners, reporting on an earlier action.
// Without this script its link opens the page itself.

// Opens the page at `address`. `after` is the place of the paragraph below which its words go; `done` is given the
// server's answer each time something was written. Resolves once the dialog is closed.
export function openDialog(address, { after, done }) {
  const dialog = document.createElement("dialog");
  dialog.className = "rr3-dialog";
  document.body.append(dialog);
  let place = after;
  let isChanged = false;

  return new Promise((closed) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      closed();
    });
    dialog.addEventListener("input", () => (isChanged = true));
    dialog.addEventListener("cancel", (event) => {
      if (isChanged && !confirm("Close this without adding it?")) {
        event.preventDefault();
      }
    });
    dialog.addEventListener("submit", (event) => {
      event.preventDefault();
      send(event.target, event.submitter);
    });
    dialog.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (link?.matches("[data-dialog-close]")) {
        event.preventDefault();
        dialog.close();
      } else if (link?.matches("[data-dialog-stay]")) {
        event.preventDefault();
        load(new URL(link.getAttribute("href"), new URL(address, location.href)).href);
      }
    });
    load(address);
  });

  async function load(from) {
    try {
      const response = await fetch(from, { redirect: "error" });
      if (!response.ok) {
        throw new Error(response.status);
      }
      draw(await response.text());
      address = from;
    } catch {
      // The page itself says what is wrong.
      location.assign(from);
    }
  }

  function draw(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const content = page.querySelector("[data-dialog-content]");
    const heading = content.querySelector("h1");
    const title = document.createElement("h2");
    title.className = heading.className.replace("heading-l", "heading-m");
    title.id = "rr3-dialog-title";
    title.textContent = heading.textContent;
    heading.replaceWith(title);
    dialog.replaceChildren(content);
    isChanged = false;
    dialog.setAttribute("aria-labelledby", title.id);
    const hidden = content.querySelector("input[name=after]");
    if (hidden) {
      hidden.value = place;
    }
    if (!dialog.open) {
      dialog.showModal();
    }
    const first = content.querySelector(".govuk-error-summary") ?? content.querySelector("textarea, input:not([type=hidden])");
    if (first?.matches(".govuk-error-summary")) {
      first.tabIndex = -1;
    }
    (content.querySelector("input:checked") ?? first ?? content.querySelector("a"))?.focus();
    if (first?.matches(".govuk-error-summary")) {
      first.focus();
    }
  }

  async function send(form, button) {
    const body = new FormData(form);
    if (button?.name) {
      body.append(button.name, button.value);
    }
    const buttons = form.querySelectorAll("button");
    buttons.forEach((one) => (one.disabled = true));
    try {
      const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "error" });
      if (response.headers.get("Content-Type").startsWith("application/json")) {
        const answer = await response.json();
        done(answer);
        place = place === "" ? "" : String(Number(place) + 1);
        await (answer.then ? load(answer.then) : dialog.close());
      } else if (response.status === 422) {
        draw(await response.text());
        isChanged = true;
      } else {
        throw new Error(response.status);
      }
    } catch {
      complain(form, "Not added: the server does not answer, or you are not signed in any more. What you chose is still here.");
    } finally {
      buttons.forEach((one) => (one.disabled = false));
    }
  }

  function complain(form, words) {
    const line = form.querySelector("[role=alert]") ?? document.createElement("p");
    line.className = "govuk-error-message";
    line.setAttribute("role", "alert");
    line.textContent = words;
    form.append(line);
  }
}
