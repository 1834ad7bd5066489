// An item of the agenda, with the headings inside it, is dragged to another place by the handle that this draws, with
// a mouse, a pen or a finger. The buttons and Alt with the arrow keys do the same. Letting go sends one form.
const EDGE = 64;
const SPEED = 14;
const list = document.querySelector("[data-items]");
const lines = list ? [...list.querySelectorAll("[data-item]")] : [];
let drag = null;

const depth = (line) => Number(line.dataset.depth);

function block(line) {
  const at = lines.indexOf(line);
  let end = at + 1;
  while (end < lines.length && depth(lines[end]) > depth(line)) {
    end += 1;
  }
  return lines.slice(at, end);
}

// Before which lines it may stand; null is the end. Not between the headings of another item.
function places(line) {
  const own = block(line);
  return [...lines.filter((other) => !own.includes(other) && depth(other) <= depth(line)), null];
}

function topOf(place) {
  return place ? place.getBoundingClientRect().top : lines.at(-1).getBoundingClientRect().bottom;
}

function nearest(y) {
  const far = (place) => Math.abs(topOf(place) - y);
  return drag.places.reduce((best, place) => (far(place) < far(best) ? place : best));
}

// Where it stands already, nothing is to be done: over itself, or "before" the line that comes after it.
function staysAt(place) {
  const last = drag.own.at(-1);
  const isOverItself = drag.y >= topOf(drag.line) && drag.y <= last.getBoundingClientRect().bottom;
  return isOverItself || place === (lines[lines.indexOf(last) + 1] ?? null);
}

function show() {
  const place = nearest(drag.y);
  drag.place = staysAt(place) ? undefined : place;
  for (const line of lines) {
    line.classList.toggle("rr3-programme__item--drop-before", line === drag.place);
  }
  lines.at(-1).classList.toggle("rr3-programme__item--drop-after", drag.place === null);
}

function scroll() {
  if (!drag) {
    return;
  }
  const below = drag.y - (window.innerHeight - EDGE);
  const by = drag.y < EDGE ? drag.y - EDGE : Math.max(0, below);
  if (by) {
    window.scrollBy(0, Math.max(-SPEED, Math.min(SPEED, by / 3)));
    show();
  }
  requestAnimationFrame(scroll);
}

function start(event) {
  if (!event.isPrimary || event.button !== 0 || drag) {
    return;
  }
  event.preventDefault();
  const handle = event.currentTarget;
  const line = handle.closest("[data-item]");
  handle.setPointerCapture(event.pointerId);
  drag = { handle, line, own: block(line), places: places(line), pointer: event.pointerId, y: event.clientY };
  for (const part of drag.own) {
    part.classList.add("rr3-programme__item--dragged");
  }
  document.documentElement.classList.add("rr3-dragging");
  requestAnimationFrame(scroll);
}

function move(event) {
  if (drag?.pointer === event.pointerId) {
    drag.y = event.clientY;
    show();
  }
}

function stop() {
  const done = drag;
  drag = null;
  if (done.handle.hasPointerCapture(done.pointer)) {
    done.handle.releasePointerCapture(done.pointer);
  }
  for (const line of lines) {
    line.classList.remove(...["dragged", "drop-before", "drop-after"].map((part) => `rr3-programme__item--${part}`));
  }
  document.documentElement.classList.remove("rr3-dragging");
  return done;
}

function drop(event) {
  if (drag?.pointer !== event.pointerId) {
    return;
  }
  const { line, place } = stop();
  if (place !== undefined) {
    send(line, place);
  }
}

function send(line, place) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = line.dataset.place;
  const fields = { csrfmiddlewaretoken: list.dataset.token, before: place ? place.id.replace("item-", "") : "end" };
  for (const [name, value] of Object.entries(fields)) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  document.body.append(form);
  // agenda.js gives the item the focus on the page that comes.
  sessionStorage.setItem("rr3-agenda-moved", JSON.stringify([line.id, "up"]));
  form.submit();
}

function cancel(event) {
  if (drag && (event.key ?? "Escape") === "Escape") {
    event.preventDefault();
    stop();
  }
}

// A reader of the screen hears of the buttons, which do the same: the handle is for pointers alone.
function handle() {
  const drawn = document.createElement("span");
  drawn.className = "rr3-programme__handle";
  drawn.setAttribute("aria-hidden", "true");
  drawn.title = "Drag to another place";
  drawn.addEventListener("pointerdown", start);
  drawn.addEventListener("pointermove", move);
  drawn.addEventListener("pointerup", drop);
  drawn.addEventListener("pointercancel", cancel);
  return drawn;
}

if (lines.length > 1) {
  for (const line of lines) {
    line.append(handle());
  }
  list.classList.add("rr3-programme--draggable");
  document.addEventListener("keydown", cancel);
  document.querySelector("[data-moving]").textContent =
    "Drag an item by its handle, move it with its buttons, or press Alt and an arrow key while one of its controls is in focus.";
}
