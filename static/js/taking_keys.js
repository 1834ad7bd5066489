// What the keys and the clipboard do in an item's box, by the pure functions of taking_text.js, marks_text.js and paste.js.
import { emphasised } from "./marks_text.js";
import { pasted } from "./paste.js";
import { entered, indented, moved } from "./taking_text.js";

const EMPHASIS = { b: "**", i: "*" };

// The box holds this text, as if it were typed: the browser can undo it, and says that there was input.
export function replaceText(box, { text, start, end }) {
  const was = box.value;
  if (text !== was) {
    let [first, last] = [0, 0];
    const most = Math.min(text.length, was.length);
    while (first < most && text[first] === was[first]) {
      first += 1;
    }
    while (last < most - first && text.at(-1 - last) === was.at(-1 - last)) {
      last += 1;
    }
    box.focus();
    box.setSelectionRange(first, was.length - last);
    const put = text.slice(first, text.length - last);
    if (!document.execCommand(put ? "insertText" : "delete", false, put) || box.value !== text) {
      box.value = text;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  box.setSelectionRange(start, end);
}

// `goOn` is what Ctrl + Enter does.
export function listenToKeys(box, { goOn }) {
  let leaves = false; // Escape was pressed: Tab goes on to the next control

  box.addEventListener("blur", () => (leaves = false));
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) {
      return;
    }
    const changed = change(event, leaves);
    if (changed) {
      event.preventDefault();
      replaceText(box, changed);
    } else if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      goOn();
    }
    leaves = event.key === "Escape" || (leaves && event.key === "Shift");
  });
  box.addEventListener("paste", (event) => {
    const html = event.clipboardData.getData("text/html");
    const words = html ? pasted(html) : null;
    if (words) {
      event.preventDefault();
      const [before, after] = [box.value.slice(0, box.selectionStart), box.value.slice(box.selectionEnd)];
      const place = before.length + words.length;
      replaceText(box, { text: before + words + after, start: place, end: place });
    }
  });

  // The text and the selection after a key, or null where the key means what it always does.
  function change(event, leaves) {
    const { value: text, selectionStart: start, selectionEnd: end } = box;
    const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
    if (event.key === "Tab" && plain) {
      return leaves ? null : indented(text, start, end, event.shiftKey);
    }
    if (event.key === "Enter" && plain && !event.shiftKey) {
      return entered(text, start, end);
    }
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      return moved(text, start, event.key === "ArrowUp");
    }
    const mark = (event.ctrlKey || event.metaKey) && !event.altKey ? EMPHASIS[event.key.toLowerCase()] : "";
    return mark ? emphasised(text, start, end, mark) : null;
  }
}
