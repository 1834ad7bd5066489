// Alt and an arrow key, in an item of the agenda, press its button for up or down. Focus stays with the item.
const KEYS = { ArrowUp: "up", ArrowDown: "down" };
const REMEMBERED = "rr3-agenda-moved";

document.addEventListener("keydown", (event) => {
  const item = event.altKey && KEYS[event.key] && event.target.closest("[data-item]");
  if (!item) {
    return;
  }
  event.preventDefault();
  item.querySelector(`[data-move="${KEYS[event.key]}"]`)?.click();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-move]");
  const item = button?.closest("[data-item]");
  if (item) {
    sessionStorage.setItem(REMEMBERED, JSON.stringify([item.id, button.dataset.move]));
  }
});

const [id, direction] = JSON.parse(sessionStorage.getItem(REMEMBERED) ?? "[]");
sessionStorage.removeItem(REMEMBERED);

function focusMoved() {
  const item = id && document.getElementById(id);
  // At an end of the agenda the button is gone: the other one is there.
  (item?.querySelector(`[data-move="${direction}"]`) ?? item?.querySelector("[data-move]"))?.focus();
}

// The address names the item, and going there takes the focus away: afterwards.
if (document.readyState === "complete") {
  focusMoved();
} else {
  window.addEventListener("load", () => requestAnimationFrame(focusMoved));
}
