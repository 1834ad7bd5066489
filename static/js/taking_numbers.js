// The numbers of an item's paragraphs, shown beside its text and counted anew as it is typed. The rules are those of
// meetings/reading/typed.py and meetings/numbering.py; what the server answers after a save is shown where it differs.

const OPENS = /^(?:(?:decisions?(?: +\d{1,3})?|resolved|agreed) ?:|(?:(?:outstanding|previous|carried[ -]forward|ongoing|open) +)?(?:new +|agreed +)?(?:actions?|AP)\b[^:]{0,60}:) *\S/i;
const BULLET = /^[-*+•·◦▪●■‣–—] +(?=\S)/;

// Each paragraph of the text: where it starts, where it ends, and its level.
export function paragraphsOf(text, itemNumber) {
  const found = [];
  let open = null;
  let at = 0;
  for (const line of text.split("\n")) {
    const words = line.trim();
    if (!words) {
      open = null;
    } else if (open && !OPENS.test(words.replace(BULLET, "").replace(/[*_]/g, ""))) {
      open.end = at + line.length;
    } else {
      open = { start: at, end: at + line.length, level: levelOf(line, words, itemNumber) };
      found.push(open);
    }
    at += line.length + 1;
  }
  return found;
}

function levelOf(line, words, itemNumber) {
  const typed = itemNumber && words.startsWith(itemNumber) ? /^((?:\.\d{1,3}){1,5})?([.)])?\s+\S/.exec(words.slice(itemNumber.length)) : null;
  if (typed && (typed[1] || typed[2])) {
    return Math.min((typed[1] ?? "").split(".").length, 3);
  }
  const before = /^\s*/.exec(line)[0];
  let indent = 0;
  for (const sign of before) {
    indent += sign === "\t" ? 4 - (indent % 4) : 1;
  }
  return indent >= 2 ? 3 : 2;
}

export function countedNumbers(itemNumber, levels) {
  let [second, third, hasParent] = [0, 0, false];
  return levels.map((level) => {
    if (level === 1) {
      hasParent = false;
      return itemNumber;
    }
    if (level === 3 && hasParent) {
      third += 1;
      return `${itemNumber}.${second}.${third}`;
    }
    [second, third, hasParent] = [second + 1, 0, level === 2];
    return `${itemNumber}.${second}`;
  });
}

// Draws the numbers in the margin of a box, and lets the box grow with its text: a copy of the text, unseen, lies under
// it in the same place. `draw` is called whenever the text changed, `saved` with the numbers on record.
export function numberedMargin(box, itemNumber, numbers) {
  const copy = document.createElement("div");
  copy.className = "rr3-taking__copy";
  copy.ariaHidden = "true";
  box.parentElement.append(copy);
  box.rows = 2;
  box.parentElement.classList.add("rr3-taking__paper--grows");
  box.parentElement.classList.toggle("rr3-taking__paper--numbered", Boolean(itemNumber));
  let onRecord = { numbers, levels: "" };

  function draw() {
    const text = box.value;
    const paragraphs = itemNumber ? paragraphsOf(text, itemNumber) : [];
    const levels = paragraphs.map((one) => one.level);
    const stand = onRecord.numbers.length === levels.length && onRecord.levels === levels.join();
    const shown = stand ? onRecord.numbers : countedNumbers(itemNumber, levels);
    const pieces = [];
    let at = 0;
    paragraphs.forEach((one, n) => {
      const number = document.createElement("span");
      number.className = "rr3-taking__number";
      number.dataset.number = shown[n];
      pieces.push(text.slice(at, one.start), number);
      at = one.start;
    });
    // A last line that is empty has its height too.
    copy.replaceChildren(...pieces, `${text.slice(at)}\n`);
  }

  function saved(now) {
    onRecord = { numbers: now, levels: paragraphsOf(box.value, itemNumber).map((one) => one.level).join() };
    draw();
  }

  saved(numbers);
  return { draw, saved };
}
