// Emphasis by keyboard. Pure: text and selection in, text and selection out.

// The selected words between these marks, or without them where they have them already. The marks stand at the words,
// not at the blanks around them; a selection over several lines has them on each.
export function emphasised(text, start, end, mark) {
  const size = mark.length;
  const before = text.slice(0, start);
  const after = text.slice(end);
  if (ends(before, mark) && begins(after, mark)) {
    return { text: before.slice(0, -size) + text.slice(start, end) + after.slice(size), start: start - size, end: end - size };
  }
  const words = text.slice(start, end);
  if (!words.trim()) {
    const place = start + size;
    return { text: before + mark + words + mark + after, start: place, end: place + words.length };
  }
  const set = words.replace(/[^\n]+/g, (line) => line.replace(/^(\s*(?:[-•*] )?)(.*?)(\s*)$/, (_, lead, core, tail) => lead + toggled(core, mark) + tail));
  return { text: before + set + after, start, end: start + set.length };
}

function toggled(core, mark) {
  const size = mark.length;
  if (!core) {
    return core;
  }
  const has = core.length > 2 * size && begins(core, mark) && ends(core, mark);
  return has ? core.slice(size, -size) : mark + core + mark;
}

// A run of just these stars, or of three, which are both.
const begins = (text, mark) => [mark.length, 3].includes(/^\**/.exec(text)[0].length);
const ends = (text, mark) => [mark.length, 3].includes(/\**$/.exec(text)[0].length);
