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
const moved = id && document.getElementById(id);
if (moved) {
  // At an end of the agenda the button is gone: the other one is there.
  (moved.querySelector(`[data-move="${direction}"]`) ?? moved.querySelector("[data-move]"))?.focus();
}
