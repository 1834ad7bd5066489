// What the keys and the clipboard do to an item's text. Pure: text and caret in, text and caret out.

const INDENT = "    ";

// The paragraph around a place in the text: where it starts and ends. Undefined on a blank line.
function paragraphAt(text, place) {
  return blocksOf(text).find((block) => block.start <= place && place <= block.end);
}

function blocksOf(text) {
  const blocks = [];
  let at = 0;
  let open = null;
  for (const line of text.split("\n")) {
    if (line.trim()) {
      open ??= { start: at, end: at };
      open.end = at + line.length;
    } else if (open) {
      blocks.push(open);
      open = null;
    }
    at += line.length + 1;
  }
  if (open) {
    blocks.push(open);
  }
  return blocks;
}

const isDeep = (words) => /^(?: {2,}|\t)/.test(words);

// Tab at the start of a line: the paragraph, or every selected one, deeper or back. Null elsewhere: Tab then moves on.
export function indented(text, start, end, back) {
  const line = text.lastIndexOf("\n", start - 1) + 1;
  if (start === end && text.slice(line, start).trim()) {
    return null;
  }
  const block = paragraphAt(text, start);
  if (start === end && !block) {
    // A line of its own that is still empty: set in what will be typed there.
    const before = text.slice(line, start);
    const set = back ? before.replace(/^(?: {1,4}|\t)/, "") : before || INDENT;
    if (set === before) {
      return back && !before ? null : { text, start, end };
    }
    const place = start + set.length - before.length;
    return { text: text.slice(0, line) + set + text.slice(start), start: place, end: place };
  }
  const chosen = blocksOf(text).filter((b) => b.end >= start && b.start <= Math.max(end, start + INDENT.length));
  const taken = start === end ? [block] : chosen;
  let out = text;
  let [from, to] = [start, end];
  for (const { start: first, end: last } of taken.reverse()) {
    const words = out.slice(first, last);
    if (isDeep(words) !== back) {
      continue;
    }
    const set = back ? words.replace(/^(?: {1,4}|\t)/gm, "") : words.replace(/^/gm, INDENT);
    out = out.slice(0, first) + set + out.slice(last);
    const grown = set.length - words.length;
    from = Math.max(first, from + (back ? -INDENT.length : INDENT.length));
    to = start === end ? from : to + grown;
  }
  // Nothing to set back: Shift + Tab leaves.
  return out === text && back && start === end ? null : { text: out, start: Math.max(from, 0), end: Math.max(to, 0) };
}

// Enter begins another paragraph at the same level, or another point of a list; on a line that has nothing yet it leaves
// the list, or the deeper level. Null where the browser's own new line is meant.
export function entered(text, start, end) {
  const line = text.lastIndexOf("\n", start - 1) + 1;
  const before = text.slice(line, start);
  const point = /^(\s*)([-*•] +)(.*)$/.exec(before);
  let from = start;
  let put = "";
  if (point && start === end && !point[3].trim()) {
    from = line;
    put = text.slice(0, line).trim() ? `\n${point[1]}` : point[1];
  } else if (point) {
    put = `\n${point[1]}${point[2]}`;
  } else if (!before.trim()) {
    const isEmpty = start === end && !text.slice(start).split("\n", 1)[0].trim();
    if (!isEmpty || !before) {
      return null;
    }
    from = line;
  } else {
    const block = paragraphAt(text, start);
    put = `\n\n${block && isDeep(text.slice(block.start, block.end)) ? INDENT : ""}`;
  }
  const place = from + put.length;
  return { text: text.slice(0, from) + put + text.slice(end), start: place, end: place };
}

// These words stand in the place of those, wherever they are whole words. The same text where they are nowhere.
export function instead(text, words, others) {
  const found = new RegExp(`(?<![\\p{L}\\p{N}])${words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\p{L}\\p{N}])`, "gu");
  return text.replace(found, () => others);
}

// Which of the text's paragraphs, counted from 0, a place is in or just below; -1 above the first.
export function indexAt(text, place) {
  return blocksOf(text).filter((block) => block.start <= place).length - 1;
}

// The paragraph at the caret, with the deeper ones below it, one place up or down.
export function moved(text, place, up) {
  const blocks = blocksOf(text);
  const same = { text, start: place, end: place };
  const at = blocks.findIndex((block) => place <= block.end);
  if (at < 0) {
    return same;
  }
  const words = blocks.map((block) => text.slice(block.start, block.end));
  const deep = words.map(isDeep);
  const endOf = (k) => {
    let end = k + 1;
    while (!deep[k] && end < words.length && deep[end]) {
      end += 1;
    }
    return end;
  };
  const end = endOf(at);
  let order = null;
  let to = at;
  if (up && at > 0) {
    let above = at - 1;
    while (!deep[at] && above > 0 && deep[above]) {
      above -= 1;
    }
    to = above;
    order = [...words.slice(0, above), ...words.slice(at, end), ...words.slice(above, at), ...words.slice(end)];
  } else if (!up && end < words.length) {
    const after = endOf(end);
    to = at + (after - end);
    order = [...words.slice(0, at), ...words.slice(end, after), ...words.slice(at, end), ...words.slice(after)];
  }
  if (!order) {
    return same;
  }
  const start = order.slice(0, to).reduce((sum, one) => sum + one.length + 2, 0) + Math.max(place - blocks[at].start, 0);
  return { text: order.join("\n\n"), start, end: start };
}

// The paragraph at the caret begins with this label, in place of another it may have had.
export function labelled(text, place, label) {
  const block = paragraphAt(text, place);
  if (!block) {
    const end = place + label.length;
    return { text: text.slice(0, place) + label + text.slice(place), start: end, end };
  }
  const words = text.slice(block.start, block.end);
  const indent = /^\s*/.exec(words)[0];
  const bare = words.slice(indent.length);
  const old = /^(?:action|decision)\s?:\s*/i.exec(bare)?.[0] ?? "";
  const end = Math.max(place + label.length - old.length, block.start + indent.length + label.length);
  return {
    text: text.slice(0, block.start) + indent + label + bare.slice(old.length) + text.slice(block.end),
    start: end,
    end,
  };
}
