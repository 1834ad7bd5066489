// What was copied from Word, Google Docs, LibreOffice or a page, as our text: paragraphs with their numbers and levels,
// links, emphasis and bullets as typed marks. Nothing else of theirs comes along.

const INDENT = "    ";
const BLOCKS = "p,h1,h2,h3,h4,h5,h6,li,dt,dd,tr,div,blockquote,pre";
const HEADINGS = "h1,h2,h3,h4,h5,h6,th";
// Scripts, what tracked changes took out, what is hidden, comments, footnote signs, and what our own pages say around a
// paragraph. Words that are struck through without tracking are words.
const DROPPED = [
  "style,script,del,img,[data-style*='mso-deleted'],[data-style*='mso-hide:all'],[data-style*='display:none'],[data-style*='display: none']",
  ".MsoCommentReference,.MsoCommentText,.msocomanchor,.msocomtxt,[data-style*='mso-comment-reference'],[data-style*='mso-element:comment']",
  "a[href^='#_ftn'],a[href^='#_edn'],a[href^='#_msocom'],a[href^='#footnote'],a[href^='#ftnt'],a[href^='#sdfootnote'],a[href^='#sdendnote']",
  ".rr3-minute__number,.rr3-minute__kind,.rr3-minute__action,.rr3-minute__first,.rr3-minute__amended,.rr3-editing,.govuk-visually-hidden",
].join();
// It announces paragraphs of their own: each action and each decision is one.
const LABEL = /^\W*(?:[a-z]+ )?(?:actions?|decisions?)\b[^:]*:\W*$/i;

// Null where the HTML holds no paragraphs, and the browser's own plain text serves as well.
export function pasted(html) {
  // The content policy, rightly, complains of every style: theirs are read, never applied.
  const bare = html.replace(/<(style|script)\b[\s\S]*?<\/\1\s*>/gi, "").replace(/\sstyle=/gi, " data-style=");
  const page = new DOMParser().parseFromString(bare, "text/html");
  page.body.querySelectorAll(DROPPED).forEach((one) => one.remove());
  if (!page.body.querySelector(BLOCKS)) {
    return null;
  }
  wrapLoose(page.body);
  const out = [];
  for (const block of [...page.body.querySelectorAll(BLOCKS)].filter(isParagraph)) {
    const words = written(block);
    if (!words.trim()) {
      continue;
    }
    const before = out.at(-1);
    if (isPoint(words) && before && (announces(before) || hasPoints(before) || words.startsWith(" "))) {
      // Points are lines of the paragraph that announces them, or below the point that they are set under.
      out.push(`${out.pop()}\n${words}`);
    } else {
      out.push(words);
    }
  }
  return out.length ? out.join("\n\n") : null;
}

// A row of a table is one paragraph, whatever its cells hold; anything else is one that holds no other.
const isParagraph = (block) => (block.matches("tr") ? !block.querySelector("tr") : !block.querySelector(BLOCKS) && !isInRow(block));
const isInRow = (block) => isParagraphRow(block.closest("tr"));
const isParagraphRow = (row) => Boolean(row) && !row.querySelector("tr");

// Words that stand beside paragraphs, as in "<li>words<ul>…", become one themselves.
function wrapLoose(container) {
  let loose = [];
  const wrap = (before) => {
    if (loose.some((one) => one.textContent.trim())) {
      const paragraph = container.ownerDocument.createElement("p");
      container.insertBefore(paragraph, before);
      paragraph.append(...loose);
    }
    loose = [];
  };
  for (const child of [...container.childNodes]) {
    const isBlock = child.nodeType === 1 && (child.matches(BLOCKS) || child.querySelector(BLOCKS));
    if (!isBlock) {
      loose.push(child);
      continue;
    }
    wrap(child);
    if (child.querySelector(BLOCKS) && !isParagraphRow(child.closest("tr"))) {
      wrapLoose(child);
    }
  }
  wrap(null);
}

const isPoint = (words) => /^ *- /.test(words);
const hasPoints = (words) => !isPoint(words) && isPoint(words.slice(words.lastIndexOf("\n") + 1));
const announces = (words) => /:\**$/.test(words) && !LABEL.test(words.slice(words.lastIndexOf("\n") + 1));

function written(block) {
  const style = block.dataset.style ?? "";
  const ofWord = /mso-list:[^;"]*level(\d)/.exec(style);
  // The number or the sign that Word put before the words.
  const sign = [...block.querySelectorAll("[data-style*='mso-list:Ignore'],[data-style*='mso-list: Ignore']")].map((one) => {
    one.remove();
    return one.textContent.replace(/\s+/g, "");
  })[0];
  let words = marked(block);
  const typed = /^(\d{1,3}(?:\.\d{1,3}){1,3})\.?\s/.exec(words);
  const number = /^\d{1,3}(?:\.\d{1,3}){1,3}(?=\.?$)/.exec(sign ?? "")?.[0] ?? typed?.[1];
  const item = block.closest("li");
  // Word on the web nests no lists: it says the level.
  const lists = Number(item?.dataset.ariaLevel) || ancestors(item ?? block, "ol,ul");
  let deep = lists > 1 || (ofWord && Number(ofWord[1]) > 2) || block.closest(".rr3-minute--level-3");
  if (number) {
    deep = number.split(".").length > 2; // a number that Word counted is counted here
  } else if (sign && !/^\(?[0-9a-z]{1,4}[.)]/i.test(sign)) {
    words = `- ${words}`;
  } else if (sign) {
    words = `${sign} ${words}`;
  } else if (item?.parentElement.matches("ul") && first(item) === block) {
    return words ? `${"  ".repeat(lists ? lists - 1 : 0)}- ${words}` : "";
  }
  return (deep ? INDENT : "") + words;
}

// The first block of a list entry, which is the entry itself where it holds none.
function first(item) {
  return item.querySelector(BLOCKS) ?? item;
}

function ancestors(element, selector) {
  let count = 0;
  for (let one = element.parentElement?.closest(selector); one; one = one.parentElement?.closest(selector)) {
    count += 1;
  }
  return count;
}

// The words of a block on one line, with marks for emphasis and links.
function marked(block) {
  const runs = [];
  collect(block, { bold: false, italic: false, href: "" }, runs, block.matches(HEADINGS));
  let out = "";
  runs.forEach((run, n) => {
    const text = run.text.replace(/[\s\u00a0]+/g, " ");
    const [, before, core, after] = /^( ?)(.*?)( ?)$/.exec(text);
    if (!core) {
      out += text;
      return;
    }
    const sides = [before || out.at(-1) || " ", after || runs[n + 1]?.text[0] || " "];
    const fits = !core.includes("*") && !sides.some((side) => /[\p{L}\p{N}_*]/u.test(side));
    const mark = fits ? `${run.bold ? "**" : ""}${run.italic ? "*" : ""}` : "";
    out += `${before}${mark}${linked(core, run.href)}${[...mark].reverse().join("")}${after}`;
  });
  return out.replace(/ {2,}/g, " ").trim();
}

function linked(words, href) {
  if (!href || href === words || href === `mailto:${words}` || href === `${words}/`) {
    return href && !href.startsWith("mailto:") ? href : words;
  }
  return `[${words.replace(/\[/g, "(").replace(/\]/g, ")")}](${href.replace(/\(/g, "%28").replace(/\)/g, "%29")})`;
}

function collect(node, form, runs, isHeading) {
  for (const child of node.childNodes) {
    if (child.nodeType === 3) {
      add(child.data, form, runs);
    } else if (child.nodeType === 1) {
      if (child.matches(BLOCKS)) {
        add(" ", form, runs); // two paragraphs of one cell
      }
      if (child.matches("br")) {
        add(" ", form, runs);
      } else {
        collect(child, isHeading ? { ...formOf(child, form), bold: false, italic: false } : formOf(child, form), runs, isHeading || child.matches("th"));
        if (child.matches("td,th") && child.nextElementSibling) {
          add(" | ", { bold: false, italic: false, href: "" }, runs);
        }
      }
    }
  }
}

function add(text, form, runs) {
  const last = runs.at(-1);
  if (last && last.bold === form.bold && last.italic === form.italic && last.href === form.href) {
    last.text += text;
  } else {
    runs.push({ ...form, text });
  }
}

function formOf(element, form) {
  const style = element.dataset.style ?? "";
  const weight = /(?<![-\w])font-weight:\s*(\w+)/i.exec(style)?.[1];
  const slant = /(?<![-\w])font-style:\s*(\w+)/i.exec(style)?.[1];
  const bold = weight ? /^bold/i.test(weight) || Number(weight) >= 600 : element.matches("b,strong") || form.bold;
  const italic = slant ? /^(italic|oblique)$/i.test(slant) : element.matches("i,em") || form.italic;
  const href = element.matches("a[href^='http'],a[href^='mailto:']") ? element.href : form.href;
  return { bold, italic, href };
}
