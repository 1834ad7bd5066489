// Rows that are ticked for a change of several: all on the page by one box, and how many there are.
const form = document.querySelector("[data-choosing]");

if (form) {
  const all = form.querySelector("[data-choosing-all] input");
  const line = form.querySelector("[data-choosing-count]");
  const boxes = [...form.querySelectorAll('input[name="a"]')];

  const count = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
    line.textContent = ticked ? `${ticked} ticked` : "";
  };
  all.addEventListener("change", () => {
    for (const box of boxes) {
      box.checked = all.checked;
    }
    count();
  });
  form.addEventListener("change", count);
  all.closest("[data-choosing-all]").hidden = false;
  count(); // a browser that goes back to the page ticks what was ticked
}
